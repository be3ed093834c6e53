-- who held an EVSE of time zone ?1 between ?2 and ?3; a row of NULLs where nobody held one for a while
SELECT t.id, p.id, p.name
FROM location l
JOIN evse e ON e.location = l.location
JOIN holding h ON h.evse = e.evse AND h.from_at < ?3 AND h.until_at > ?2
JOIN unit u ON u.unit = h.unit
JOIN tenant t ON t.tenant = u.tenant
LEFT JOIN unit p ON p.unit = u.property
WHERE l.time_zone = ?1
GROUP BY t.tenant, p.unit
UNION ALL
SELECT NULL, NULL, NULL
WHERE EXISTS (
    SELECT 1
    FROM location l
    JOIN evse e ON e.location = l.location
    WHERE l.time_zone = ?1 AND e.status <> 'REMOVED' AND ?3 - ?2 > (
        SELECT coalesce(sum(min(h.until_at, ?3) - max(h.from_at, ?2)), 0)
        FROM holding h
        WHERE h.evse = e.evse AND h.from_at < ?3 AND h.until_at > ?2
    )
)
