-- CDRs at Locations ?1 or at none, and those of tokens ?2
SELECT c.cdr AS record, c.connection, c.country, c.party, c.location_id, c.evse_uid, c.evse_id, c.started_at,
    k.country AS token_country, k.party AS token_party, k.uid AS token_uid,
    c.location, c.evse, c.unit, c.driver, c.vehicle, c.user_group, c.day, c.currency, c.net
FROM cdr c
-- CROSS keeps the planner from walking through all tokens first
CROSS JOIN token k ON k.token = c.token
WHERE c.location IN (SELECT value FROM json_each(?1)) OR c.location IS NULL
    OR c.token IN (SELECT value FROM json_each(?2))
