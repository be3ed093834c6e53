-- what the cut ?1 calls the parts that it makes: their keys, and the names that people know
SELECT unit AS part, id AS key, name AS label
FROM unit
WHERE ?1 IN ('property', 'unit')
UNION ALL
SELECT user_group, id, name
FROM user_group
WHERE ?1 = 'group'
UNION ALL
SELECT driver, id, name
FROM driver
WHERE ?1 = 'driver'
UNION ALL
SELECT vehicle, id, coalesce(plate, id)
FROM vehicle
WHERE ?1 = 'vehicle'
UNION ALL
SELECT
    l.location,
    -- the connection only where two have one of this name
    iif(
        EXISTS (
            SELECT 1 FROM location o
            WHERE o.id = l.id AND o.party = l.party AND o.country = l.country AND o.connection <> l.connection
        ),
        c.id || ':', ''
    ) || l.country || '-' || l.party || '/' || l.id,
    coalesce(l.name, l.id)
FROM location l
JOIN connection c ON c.connection = l.connection
WHERE ?1 = 'location'
UNION ALL
SELECT
    e.evse,
    iif(
        EXISTS (
            SELECT 1 FROM evse o
            JOIN location p ON p.location = o.location
            WHERE o.uid = e.uid AND p.party = l.party AND p.country = l.country AND p.connection <> l.connection
        ),
        c.id || ':', ''
    ) || l.country || '-' || l.party || '/' || e.uid,
    coalesce(e.evse_id, e.label, e.uid)
FROM evse e
JOIN location l ON l.location = e.location
JOIN connection c ON c.connection = l.connection
WHERE ?1 = 'evse'
