SELECT json_array(t.id, v.id, v.plate, v.cost_centre, v.ended_at IS NULL)
FROM vehicle v
JOIN tenant t ON t.tenant = v.tenant
ORDER BY t.id, v.id
