-- [cdr, state, reason, net, gross, id of the kept tariff, parts]
UPDATE cdr SET
    price_state = p.value ->> 1,
    price_reason = p.value ->> 2,
    our_net = p.value ->> 3,
    our_gross = p.value ->> 4,
    price_tariff_id = p.value ->> 5,
    our_parts = p.value ->> 6
FROM json_each(?1) AS p
WHERE cdr = p.value ->> 0
