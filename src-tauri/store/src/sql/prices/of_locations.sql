-- CDRs at Locations ?1
SELECT c.cdr FROM json_each(?1) w CROSS JOIN cdr c ON c.location = w.value
UNION
SELECT c.cdr
FROM json_each(?1) w
CROSS JOIN evse e ON e.location = w.value
CROSS JOIN cdr c ON c.evse = e.evse
