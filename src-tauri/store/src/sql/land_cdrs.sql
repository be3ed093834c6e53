INSERT INTO cdr (
    connection, country, party, id, session_id, started_at, ended_at, day, location_id, evse_uid, location, evse,
    token, energy_wh, currency, net, gross, is_credit, credit_reference_id, last_updated_at, hash, unit, evse_id,
    driver, vehicle, user_group, tenant
)
SELECT
    ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
    value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14,
    value ->> 15, value ->> 16, value ->> 17, value ->> 18, unhex(value ->> 19), value ->> 20, value ->> 21,
    value ->> 22, value ->> 23, value ->> 24,
    (SELECT u.tenant FROM unit u WHERE u.unit = value ->> 20)
FROM json_each(?2)
WHERE true
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
RETURNING cdr, lower(hex(hash))
