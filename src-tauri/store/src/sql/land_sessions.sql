INSERT INTO session (
    connection, country, party, id, status, started_at, ended_at, day, location_id, evse_uid, location, evse,
    token, energy_wh, currency, net, gross, last_updated_at, hash, unit, driver, vehicle,
    user_group, tenant
)
SELECT
    ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
    value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14,
    value ->> 15, value ->> 16, unhex(value ->> 17), value ->> 18,
    value ->> 19, value ->> 20, value ->> 21,
    (SELECT u.tenant FROM unit u WHERE u.unit = value ->> 18)
FROM json_each(?2)
WHERE true
ON CONFLICT (connection, country, party, id) DO UPDATE SET
    status = excluded.status,
    started_at = excluded.started_at,
    ended_at = excluded.ended_at,
    day = excluded.day,
    location_id = excluded.location_id,
    evse_uid = excluded.evse_uid,
    location = excluded.location,
    evse = excluded.evse,
    token = excluded.token,
    energy_wh = excluded.energy_wh,
    currency = excluded.currency,
    net = excluded.net,
    gross = excluded.gross,
    last_updated_at = excluded.last_updated_at,
    hash = excluded.hash,
    unit = excluded.unit,
    driver = excluded.driver,
    vehicle = excluded.vehicle,
    user_group = excluded.user_group,
    tenant = excluded.tenant
WHERE (excluded.last_updated_at, excluded.hash) > (session.last_updated_at, session.hash)
RETURNING session, lower(hex(hash))
