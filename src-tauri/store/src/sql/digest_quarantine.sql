SELECT json_array(c.id, q.module, q.reason, q.detail, hex(q.hash))
FROM quarantine q
JOIN connection c ON c.connection = q.connection
ORDER BY c.id, q.module, q.hash
