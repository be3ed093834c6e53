SELECT json_array(c.id, d.country, d.party, d.id, d.session_id, d.started_at, d.ended_at, d.day, d.location_id,
    d.evse_uid, d.evse_id, l.id, e.uid, k.country, k.party, k.uid, k.contract_id, d.energy_wh, d.currency, d.net,
    d.gross, d.is_credit, d.credit_reference_id, d.last_updated_at, hex(d.hash), t.id, u.id, w.id, v.id, g.id,
    d.price_state, d.price_reason, d.our_net, d.our_gross, d.our_parts)
FROM cdr d
JOIN connection c ON c.connection = d.connection
JOIN token k ON k.token = d.token
LEFT JOIN location l ON l.location = d.location
LEFT JOIN evse e ON e.evse = d.evse
LEFT JOIN unit u ON u.unit = d.unit
LEFT JOIN tenant t ON t.tenant = u.tenant
LEFT JOIN driver w ON w.driver = d.driver
LEFT JOIN vehicle v ON v.vehicle = d.vehicle
LEFT JOIN user_group g ON g.user_group = d.user_group
ORDER BY c.id, d.country, d.party, d.id
