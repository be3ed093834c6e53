-- adds ?2 times that CDRs ?1 are checked, and whether they differ: nothing else about a record depends on its price
INSERT INTO temp.delta
SELECT
    0, coalesce(c.unit, 0), NULL, c.user_group, c.day, c.currency,
    c.location, c.evse, c.driver, c.vehicle,
    0, 0, 0, 0, 0, 0, 0, 0, 0, ?2 * c.checked, ?2 * c.differing
FROM json_each(?1) k
CROSS JOIN counted_cdr c ON c.cdr = k.value
