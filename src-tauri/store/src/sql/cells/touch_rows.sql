-- rows of session ?1 and of cdr ?2
INSERT OR IGNORE INTO temp.touched (kind, connection, country, party, id)
SELECT 's', s.connection, s.country, s.party, s.id
FROM json_each(?1) k CROSS JOIN session s ON s.session = k.value
UNION ALL
SELECT iif(c.session_id IS NULL, 'c', 's'), c.connection, c.country, c.party, coalesce(c.session_id, c.id)
FROM json_each(?2) k CROSS JOIN cdr c ON c.cdr = k.value
