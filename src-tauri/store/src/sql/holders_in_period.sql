-- who held an EVSE of time zone ?1 between ?2 and ?3, as the cut ?4 parts them; NULLs where nobody held one for a while
SELECT
    u.tenant,
    CASE ?4
        WHEN 'property' THEN u.property
        WHEN 'unit' THEN u.unit
    END AS part,
    NULL AS cost_centre
FROM location l
JOIN evse e ON e.location = l.location
JOIN holding h ON h.evse = e.evse AND h.from_at < ?3 AND h.until_at > ?2
JOIN unit u ON u.unit = h.unit
WHERE l.time_zone = ?1
GROUP BY u.tenant, part
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
