UPDATE cdr SET
    location = new.value ->> 1,
    evse = new.value ->> 2,
    unit = new.value ->> 3,
    tenant = (SELECT u.tenant FROM unit u WHERE u.unit = new.value ->> 3),
    day = new.value ->> 4,
    driver = new.value ->> 5,
    vehicle = new.value ->> 6,
    user_group = new.value ->> 7,
    -- at another place there may be another time
    price_state = iif((location, evse) IS (new.value ->> 1, new.value ->> 2), price_state, 'unpriced'),
    price_reason = iif((location, evse) IS (new.value ->> 1, new.value ->> 2), price_reason, NULL),
    our_net = iif((location, evse) IS (new.value ->> 1, new.value ->> 2), our_net, NULL),
    our_gross = iif((location, evse) IS (new.value ->> 1, new.value ->> 2), our_gross, NULL),
    price_tariff_id = iif((location, evse) IS (new.value ->> 1, new.value ->> 2), price_tariff_id, NULL)
FROM json_each(?1) AS new
WHERE cdr = new.value ->> 0
