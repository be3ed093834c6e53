-- credits of CDRs ?1
SELECT k.cdr
FROM json_each(?1) w
CROSS JOIN cdr o ON o.cdr = w.value
CROSS JOIN cdr k
    ON k.connection = o.connection AND k.country = o.country AND k.party = o.party AND k.credit_reference_id = o.id
    AND k.is_credit
