-- keys in small letters that two connections have, of places that are seen: of Locations behind an l, of EVSEs behind an e
WITH seen AS (
    SELECT DISTINCT p.location, p.uid
    FROM v_holding h
    CROSS JOIN v_place p ON p.evse = h.evse
),
place (key, connection) AS (
    SELECT 'l' || l.country || '-' || l.party || '/' || l.id, l.connection
    FROM seen s
    CROSS JOIN v_location l ON l.location = s.location
    UNION ALL
    SELECT 'e' || l.country || '-' || l.party || '/' || s.uid, l.connection
    FROM seen s
    CROSS JOIN v_location l ON l.location = s.location
)
SELECT lower(key) FROM place GROUP BY 1 HAVING min(connection) <> max(connection)
