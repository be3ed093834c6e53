SELECT json_array(t.id, g.id, g.name, g.usage, g.ended_at IS NULL)
FROM user_group g
JOIN tenant t ON t.tenant = g.tenant
ORDER BY t.id, g.id
