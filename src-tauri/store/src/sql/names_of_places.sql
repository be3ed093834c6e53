-- what the cut ?1 calls the Locations or EVSEs ?2 (a JSON array): their keys, and the names that people know; as one JSON array,
-- since each row of an answer takes longer than to read it
SELECT json_group_array(json_array(part, key, label, connection)) FROM (
SELECT l.location AS part, l.country || '-' || l.party || '/' || l.id AS key, coalesce(l.name, l.id) AS label, l.connection
FROM json_each(?2) k
CROSS JOIN v_location l ON l.location = k.value
WHERE ?1 = 'location'
UNION ALL
SELECT p.evse, l.country || '-' || l.party || '/' || p.uid, coalesce(p.evse_id, p.label, p.uid), l.connection
FROM json_each(?2) k
CROSS JOIN v_place p ON p.evse = k.value
CROSS JOIN v_location l ON l.location = p.location
WHERE ?1 = 'evse'
)
