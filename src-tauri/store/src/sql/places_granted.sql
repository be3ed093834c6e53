-- the EVSEs that grants in force in tenant ?1 name, by themselves or by their Location, each with the stretches in
-- which units of the tenant held it. Names compare as OCPI's CiString, by the columns' own collation. From the names
-- to the EVSEs, as CROSS JOIN says: the other way there are far more.
WITH granted(locations, evses) AS (
    SELECT g.locations, g.evses
    FROM person p
    JOIN grant g ON g.person = p.person
    WHERE p.tenant = ?1 AND p.ended_at IS NULL AND g.replaced_at IS NULL
),
named(by_location, country, party, id) AS MATERIALIZED (
    SELECT 1, n.value ->> 0, n.value ->> 1, n.value ->> 2
    FROM granted g
    JOIN json_each(g.locations) n ON n.type = 'array'
    UNION
    SELECT 0, n.value ->> 0, n.value ->> 1, n.value ->> 2
    FROM granted g
    JOIN json_each(g.evses) n ON n.type = 'array'
),
meant(by_location, country, party, id, evse) AS (
    SELECT n.by_location, n.country, n.party, n.id, e.evse
    FROM named n
    CROSS JOIN location l ON l.id = n.id
        AND (n.country IS NULL OR l.country = n.country)
        AND (n.party IS NULL OR l.party = n.party)
    CROSS JOIN evse e ON e.location = l.location
    WHERE n.by_location
    UNION ALL
    SELECT n.by_location, n.country, n.party, n.id, e.evse
    FROM named n
    CROSS JOIN evse e ON e.uid = n.id
    CROSS JOIN location l ON l.location = e.location
        AND (n.country IS NULL OR l.country = n.country)
        AND (n.party IS NULL OR l.party = n.party)
    WHERE NOT n.by_location
)
SELECT m.by_location, m.country, m.party, m.id, h.evse, h.from_at, h.until_at, h.unit
FROM meant m
CROSS JOIN holding h ON h.evse = m.evse
CROSS JOIN unit u ON u.unit = h.unit
WHERE u.tenant = ?1
