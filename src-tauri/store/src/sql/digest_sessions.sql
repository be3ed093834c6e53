SELECT json_array(c.id, s.country, s.party, s.id, s.status, s.started_at, s.ended_at, s.day, s.location_id, s.evse_uid,
    l.id, e.uid, k.country, k.party, k.uid, k.contract_id, s.energy_wh, s.currency, s.net, s.gross,
    s.last_updated_at, hex(s.hash), t.id, u.id, w.id, v.id, g.id)
FROM session s
JOIN connection c ON c.connection = s.connection
JOIN token k ON k.token = s.token
LEFT JOIN location l ON l.location = s.location
LEFT JOIN evse e ON e.evse = s.evse
LEFT JOIN unit u ON u.unit = s.unit
LEFT JOIN tenant t ON t.tenant = u.tenant
LEFT JOIN driver w ON w.driver = s.driver
LEFT JOIN vehicle v ON v.vehicle = s.vehicle
LEFT JOIN user_group g ON g.user_group = s.user_group
ORDER BY c.id, s.country, s.party, s.id
