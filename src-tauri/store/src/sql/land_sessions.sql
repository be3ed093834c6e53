INSERT INTO session (
    connection, country, party, id, status, started_at, ended_at, day, location_id, evse_uid, location, evse,
    token, energy_wh, currency, net, gross, last_updated_at, hash, unit, driver, vehicle,
    user_group, tenant
)
SELECT
    g.connection, g.country, g.party, g.id, g.status, g.started_at, g.ended_at, g.day, g.location_id, g.evse_uid, g.location,
    g.evse, g.token, g.energy_wh, g.currency, g.net, g.gross, g.last_updated_at, g.hash, g.unit, g.driver, g.vehicle,
    g.user_group, (SELECT u.tenant FROM unit u WHERE u.unit = g.unit)
FROM given g
WHERE g.id IS NOT NULL
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
RETURNING session, hash
