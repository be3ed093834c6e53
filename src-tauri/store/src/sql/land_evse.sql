INSERT INTO evse (location, uid, evse_id, label, status, last_updated_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (location, uid) DO UPDATE SET
    evse_id = excluded.evse_id,
    label = excluded.label,
    status = excluded.status,
    last_updated_at = excluded.last_updated_at
RETURNING evse
