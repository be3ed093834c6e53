SELECT session AS record, connection, country, party, location_id, evse_uid, NULL AS evse_id, started_at,
    location, evse, unit, day, currency, net
FROM session
WHERE location IN (SELECT value FROM json_each(?1)) OR location IS NULL
