-- the update changes nothing; it makes RETURNING answer for a token that was there
INSERT INTO token (connection, country, party, uid, contract_id, kind) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (connection, country, party, uid, contract_id) DO UPDATE SET kind = kind
RETURNING token
