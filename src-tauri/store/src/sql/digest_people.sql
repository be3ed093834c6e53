SELECT json_array(t.id, p.id, p.name, p.ended_at IS NULL)
FROM person p
JOIN tenant t ON t.tenant = p.tenant
ORDER BY t.id, p.id
