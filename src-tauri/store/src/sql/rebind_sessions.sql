UPDATE session SET
    location = new.value ->> 1,
    evse = new.value ->> 2,
    unit = new.value ->> 3,
    tenant = (SELECT u.tenant FROM unit u WHERE u.unit = new.value ->> 3),
    day = new.value ->> 4,
    driver = new.value ->> 5,
    vehicle = new.value ->> 6,
    user_group = new.value ->> 7
FROM json_each(?1) AS new
WHERE session = new.value ->> 0
