UPDATE cdr SET
    location = new.value ->> 1,
    evse = new.value ->> 2,
    unit = new.value ->> 3,
    day = new.value ->> 4
FROM json_each(?1) AS new
WHERE cdr = new.value ->> 0
