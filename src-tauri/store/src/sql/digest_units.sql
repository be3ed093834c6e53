SELECT json_array(t.id, t.name, t.time_zone, t.k, t.ended_at IS NULL, t.letterhead, u.id, p.id, u.kind, u.name, u.ended_at IS NULL, u.recipient)
FROM tenant t
LEFT JOIN unit u ON u.tenant = t.tenant
LEFT JOIN unit p ON p.unit = u.parent
ORDER BY t.id, u.id
