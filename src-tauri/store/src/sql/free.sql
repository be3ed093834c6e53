-- for the operator: when EVSEs that are there were nobody's, by their Location's time zone
WITH there AS (
    SELECT p.evse, l.time_zone
    FROM v_place p
    JOIN v_location l ON l.location = p.location
    WHERE NOT p.is_gone
),
stretch (time_zone, from_at, until_at) AS (
    -- before the first that held it
    SELECT t.time_zone, -0x7fffffffffffffff, coalesce(min(h.from_at), 0x7fffffffffffffff)
    FROM there t
    LEFT JOIN v_holding h ON h.evse = t.evse
    GROUP BY t.evse
    UNION ALL
    -- and after each
    SELECT t.time_zone, h.until_at, lead(h.from_at, 1, 0x7fffffffffffffff) OVER (PARTITION BY h.evse ORDER BY h.from_at)
    FROM there t
    JOIN v_holding h ON h.evse = t.evse
)
SELECT DISTINCT time_zone, from_at, until_at FROM stretch WHERE from_at < until_at
