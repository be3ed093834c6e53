-- what the people of tenant ?1 hold
SELECT p.id AS person, g.role, g.units, g.locations, g.evses, g.drivers, g.vehicles, g.groups,
    g.from_at, g.until_at, g.data_from_at, g.data_until_at, g.may_delegate, g.given_by
FROM person p
JOIN grant g ON g.person = p.person
WHERE p.tenant = ?1 AND p.ended_at IS NULL AND g.replaced_at IS NULL
ORDER BY g.grant
