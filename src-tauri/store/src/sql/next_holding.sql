-- the first end of a stretch after ?2 in which a unit of tenant ?1 holds an EVSE
SELECT min(at)
FROM (
    SELECT h.from_at AS at
    FROM unit u JOIN holding h ON h.unit = u.unit
    WHERE u.tenant = ?1
    UNION ALL
    SELECT h.until_at
    FROM unit u JOIN holding h ON h.unit = u.unit
    WHERE u.tenant = ?1
)
WHERE at > ?2
