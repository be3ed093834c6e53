SELECT json_array(c.id, l.country, l.party, l.id, e.uid, e.evse_id, e.label, e.status, e.last_updated_at,
    (SELECT json_group_array(json_array(o.id, o.standard, o.power_type, o.max_power_w) ORDER BY o.id)
     FROM connector o WHERE o.evse = e.evse),
    (SELECT json_group_array(json_array(h.from_at, h.until_at, t.id, u.id) ORDER BY h.from_at)
     FROM holding h JOIN unit u ON u.unit = h.unit JOIN tenant t ON t.tenant = u.tenant WHERE h.evse = e.evse))
FROM evse e
JOIN location l ON l.location = e.location
JOIN connection c ON c.connection = l.connection
ORDER BY c.id, l.country, l.party, l.id, e.uid
