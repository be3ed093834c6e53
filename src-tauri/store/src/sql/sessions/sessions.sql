-- The Sessions ?1 as this person sees them, with what their places are called.
SELECT
    3 AS kind, r.session AS record, r.bits, r.status, r.started_at, r.day, r.ended_at, r.last_updated_at,
    coalesce((SELECT c.connection FROM v_location c WHERE c.location = r.location), '') AS connection,
    r.country, r.party, r.id,
    (SELECT l.time_zone FROM v_location l WHERE l.location = r.location) AS time_zone,
    (SELECT t.id FROM v_tenant t WHERE t.tenant = r.tenant) AS tenant,
    (SELECT p.name FROM v_unit u CROSS JOIN v_unit p ON p.unit = u.property WHERE u.unit = r.unit) AS property,
    (SELECT coalesce(l.name, l.id) FROM v_location l WHERE l.location = r.location) AS location,
    (SELECT coalesce(p.evse_id, p.label, p.uid) FROM v_place p WHERE p.evse = r.evse) AS evse,
    (SELECT g.name FROM v_group g WHERE g.user_group = r.user_group) AS group_name,
    coalesce(r.driver, r.vehicle) IS NOT NULL AS is_enrolled,
    r.pseudonym,
    coalesce(r.driver_name, r.plate, r.driver_id, r.vehicle_id) AS person,
    coalesce(r.driver_id, r.vehicle_id) AS identity,
    r.cost_centre, r.energy_wh, r.currency, r.net, r.gross,
    NULL AS price_state, NULL AS price_reason, NULL AS our_net, NULL AS our_gross, NULL AS our_parts
FROM (
    SELECT c.* FROM v_session_named c WHERE c.session IN (SELECT value FROM json_each(?1))
) r
