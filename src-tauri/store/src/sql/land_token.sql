-- A token that is not here yet, with the first one that stands for the same person. Of two on one page that are alike to the
-- engine alone (it compares up to a NUL), the second is the first.
INSERT INTO token (connection, country, party, uid, contract_id, kind, first_alike)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, min(t.token)
FROM (
    SELECT token FROM token WHERE country = ?2 AND party = ?3 AND contract_id = ?5 AND ?5 <> ''
    UNION ALL
    SELECT token FROM token WHERE country = ?2 AND party = ?3 AND contract_id = '' AND uid = ?4 AND ?5 = ''
) t
WHERE true
ON CONFLICT (connection, country, party, uid, contract_id) DO UPDATE SET kind = kind
RETURNING token
