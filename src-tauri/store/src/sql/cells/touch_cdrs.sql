-- what CDRs that are here named until now: [country, party, id]
INSERT OR IGNORE INTO temp.touched (kind, connection, country, party, id)
SELECT iif(c.session_id IS NULL, 'c', 's'), ?1, c.country, c.party, coalesce(c.session_id, c.id)
FROM json_each(?2) k
CROSS JOIN cdr c
    ON c.connection = ?1 AND c.country = k.value ->> 0 AND c.party = k.value ->> 1 AND c.id = k.value ->> 2
