-- the EVSEs that grants in force in tenant ?1 name, by themselves or by their Location, each with the stretches in
-- which units of the tenant held it. Names compare as OCPI's CiString, by the columns' own collation.
WITH granted(grant, locations, evses) AS (
    SELECT g.grant, g.locations, g.evses
    FROM person p
    JOIN grant g ON g.person = p.person
    WHERE p.tenant = ?1 AND p.ended_at IS NULL AND g.replaced_at IS NULL
),
meant(grant, by_location, evse) AS (
    SELECT g.grant, 1, e.evse
    FROM granted g
    JOIN json_each(g.locations) n
    JOIN location l ON l.id = n.value ->> 2
        AND (n.value ->> 0 IS NULL OR l.country = n.value ->> 0)
        AND (n.value ->> 1 IS NULL OR l.party = n.value ->> 1)
    JOIN evse e ON e.location = l.location
    UNION ALL
    SELECT g.grant, 0, e.evse
    FROM granted g
    JOIN json_each(g.evses) n
    JOIN evse e ON e.uid = n.value ->> 2
    JOIN location l ON l.location = e.location
        AND (n.value ->> 0 IS NULL OR l.country = n.value ->> 0)
        AND (n.value ->> 1 IS NULL OR l.party = n.value ->> 1)
)
SELECT m.grant, m.by_location, h.evse, h.from_at, h.until_at, h.unit
FROM meant m
JOIN holding h ON h.evse = m.evse
JOIN unit u ON u.unit = h.unit
WHERE u.tenant = ?1
