SELECT json_array(t.id, d.id, d.name, g.id, d.cost_centre, d.ended_at IS NULL)
FROM driver d
JOIN tenant t ON t.tenant = d.tenant
LEFT JOIN user_group g ON g.user_group = d.user_group
ORDER BY t.id, d.id
