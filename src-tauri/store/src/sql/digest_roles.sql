SELECT json_array(t.id, r.id, r.template, r.classes, r.features, r.ended_at IS NULL)
FROM role r
JOIN tenant t ON t.tenant = r.tenant
ORDER BY t.id, r.id
