CREATE TEMP VIEW {view} AS
SELECT
    c.bits, c.cdr, c.connection, c.country, c.party, c.id, c.session_id, c.started_at, c.ended_at, c.day,
    c.tenant, c.unit, c.location, c.evse, c.user_group, c.energy_wh, c.is_credit, c.credit_reference_id,
    c.last_updated_at,
    iif(c.bits & 32, c.price_state, NULL) AS price_state,
    iif(c.bits & 32, c.price_reason, NULL) AS price_reason,
    iif(c.bits & 32, c.our_net, NULL) AS our_net,
    iif(c.bits & 32, c.our_gross, NULL) AS our_gross,
    iif(c.bits & 32, c.our_parts, NULL) AS our_parts,
    {masked}
FROM ({rows}) c{joins}
WHERE c.bits & 16;
