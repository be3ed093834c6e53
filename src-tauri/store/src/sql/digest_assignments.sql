SELECT json_array(t.id, u.id, a.level, a.country, a.party, a.place, a.connection, a.from_at, a.until_at) AS line
FROM assignment a
JOIN unit u ON u.unit = a.unit
JOIN tenant t ON t.tenant = u.tenant
WHERE a.replaced_at IS NULL
ORDER BY line
