-- the EVSEs that this person may know the state of now; as one JSON array, since each row
-- of an answer takes longer than to read it
SELECT json_group_array(json_array(
    evse, tenant, property, status, changed_at, uid, evse_id, label, location, time_zone
)) FROM (
SELECT
    e.evse, u.tenant, u.property, e.status, e.changed_at,
    p.uid, p.evse_id, p.label, coalesce(l.name, l.id) AS location, l.time_zone
FROM v_evse e
JOIN v_place p ON p.evse = e.evse
JOIN v_location l ON l.location = e.location
LEFT JOIN v_unit u ON u.unit = e.unit
WHERE e.status <> 'REMOVED'
)
