-- the EVSEs that this person may know the state of now
SELECT
    e.evse, u.tenant, u.property, e.status, e.changed_at,
    p.uid, p.evse_id, p.label, coalesce(l.name, l.id) AS location, l.time_zone
FROM v_evse e
JOIN v_place p ON p.evse = e.evse
JOIN v_location l ON l.location = e.location
LEFT JOIN v_unit u ON u.unit = e.unit
WHERE e.status <> 'REMOVED'
