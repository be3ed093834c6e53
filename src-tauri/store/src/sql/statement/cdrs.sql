-- The CDRs of the units ?3 that started on the local days ?1 to ?2, in the order in which they are itemised. Ids last, so
-- that the order is the same whatever else there is.
SELECT
    c.cdr AS record, c.connection, c.country, c.party, c.id, c.credit_reference_id, c.bits, c.location, c.evse,
    c.started_at, c.ended_at, c.last_updated_at, c.energy_wh, c.is_credit,
    c.currency, c.net, c.gross, c.price_state, c.price_reason, c.our_net, c.our_gross, c.our_parts
FROM v_cdr c
WHERE c.day BETWEEN ?1 AND ?2 AND c.unit IN (SELECT value FROM json_each(?3))
ORDER BY c.started_at, c.country, c.party, c.id, c.connection
