INSERT INTO cdr (
    connection, country, party, id, session_id, started_at, ended_at, day, location_id, evse_uid, location, evse,
    token, energy_wh, currency, net, gross, is_credit, credit_reference_id, last_updated_at, hash, unit, evse_id,
    driver, vehicle, user_group, tenant
)
SELECT
    g.connection, g.country, g.party, g.id, g.session_id, g.started_at, g.ended_at, g.day, g.location_id, g.evse_uid,
    g.location, g.evse, g.token, g.energy_wh, g.currency, g.net, g.gross, g.is_credit, g.credit_reference_id,
    g.last_updated_at, g.hash, g.unit, g.evse_id, g.driver, g.vehicle, g.user_group,
    (SELECT u.tenant FROM unit u WHERE u.unit = g.unit)
FROM given g
WHERE g.id IS NOT NULL
ON CONFLICT (connection, country, party, id) DO UPDATE SET
    session_id = excluded.session_id,
    started_at = excluded.started_at,
    ended_at = excluded.ended_at,
    day = excluded.day,
    location_id = excluded.location_id,
    evse_uid = excluded.evse_uid,
    evse_id = excluded.evse_id,
    location = excluded.location,
    evse = excluded.evse,
    token = excluded.token,
    energy_wh = excluded.energy_wh,
    currency = excluded.currency,
    net = excluded.net,
    gross = excluded.gross,
    is_credit = excluded.is_credit,
    credit_reference_id = excluded.credit_reference_id,
    last_updated_at = excluded.last_updated_at,
    hash = excluded.hash,
    unit = excluded.unit,
    driver = excluded.driver,
    vehicle = excluded.vehicle,
    user_group = excluded.user_group,
    tenant = excluded.tenant,
    -- of what it was before
    price_state = 'unpriced',
    price_reason = NULL,
    our_net = NULL,
    our_gross = NULL,
    price_tariff_id = NULL
WHERE (excluded.last_updated_at, excluded.hash) > (cdr.last_updated_at, cdr.hash)
RETURNING cdr, hash
