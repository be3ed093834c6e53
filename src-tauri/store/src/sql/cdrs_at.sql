SELECT cdr AS record, connection, country, party, location_id, evse_uid, evse_id, started_at,
    location, evse, unit, day, currency, net
FROM cdr
WHERE location IN (SELECT value FROM json_each(?1)) OR location IS NULL
