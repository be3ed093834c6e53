-- keys in small letters that two connections have: of Locations behind an l, of EVSEs behind an e
WITH place (key, connection) AS (
    SELECT 'l' || l.country || '-' || l.party || '/' || l.id, l.connection
    FROM v_location l
    UNION ALL
    SELECT 'e' || l.country || '-' || l.party || '/' || p.uid, l.connection
    FROM v_place p
    CROSS JOIN v_location l ON l.location = p.location
    WHERE (SELECT min(c.connection) <> max(c.connection) FROM v_location c)
)
SELECT lower(key) FROM place GROUP BY 1 HAVING min(connection) <> max(connection)
