-- sessions at Locations ?1 or at none, and those of tokens ?2
SELECT s.session AS record, s.connection, s.country, s.party, s.location_id, s.evse_uid, NULL AS evse_id, s.started_at,
    k.country AS token_country, k.party AS token_party, k.uid AS token_uid,
    s.location, s.evse, s.unit, s.driver, s.vehicle, s.user_group, s.day, s.currency, s.net
FROM session s
-- CROSS keeps the planner from walking through all tokens first
CROSS JOIN token k ON k.token = s.token
WHERE s.location IN (SELECT value FROM json_each(?1)) OR s.location IS NULL
    OR s.token IN (SELECT value FROM json_each(?2))
