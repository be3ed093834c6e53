SELECT json_array(t.id, t.ceiling_classes, t.ceiling_features)
FROM tenant t
ORDER BY t.id
