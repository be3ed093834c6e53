-- what the cut ?1 calls the parts ?2 (a JSON array) that it makes: their keys, and the names that people know
SELECT u.unit AS part, u.id AS key, u.name AS label, NULL AS connection
FROM json_each(?2) k
CROSS JOIN v_unit u ON u.unit = k.value
WHERE ?1 IN ('property', 'unit')
UNION ALL
SELECT g.user_group, g.id, g.name, NULL
FROM json_each(?2) k
CROSS JOIN v_group g ON g.user_group = k.value
WHERE ?1 = 'group'
UNION ALL
SELECT l.location, l.country || '-' || l.party || '/' || l.id, coalesce(l.name, l.id), l.connection
FROM json_each(?2) k
CROSS JOIN v_location l ON l.location = k.value
WHERE ?1 = 'location'
UNION ALL
SELECT p.evse, l.country || '-' || l.party || '/' || p.uid, coalesce(p.evse_id, p.label, p.uid), l.connection
FROM json_each(?2) k
CROSS JOIN v_place p ON p.evse = k.value
CROSS JOIN v_location l ON l.location = p.location
WHERE ?1 = 'evse'
