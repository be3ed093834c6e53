-- every unit of tenant ?1 that there ever was, with the zone of the Locations that it holds at ?2 if they agree: those
-- where it holds an EVSE, and those that are assigned to it and have none yet
WITH holds(unit, time_zone) AS (
    SELECT h.unit, l.time_zone
    FROM unit u
    JOIN holding h ON h.unit = u.unit AND h.from_at <= ?2 AND ?2 < h.until_at
    JOIN evse e ON e.evse = h.evse
    JOIN location l ON l.location = e.location
    WHERE u.tenant = ?1
    UNION
    -- a name that means two Locations of one connection gives its unit neither
    SELECT a.unit, min(l.time_zone)
    FROM assignment a
    JOIN unit u ON u.unit = a.unit AND u.tenant = ?1
    JOIN assignment_place n ON n.assignment = a.assignment
    JOIN location l ON l.location = n.location
    WHERE a.level = 'location' AND a.replaced_at IS NULL
        AND coalesce(a.from_at, ?2) <= ?2 AND ?2 < coalesce(a.until_at, ?2 + 1)
    GROUP BY a.assignment, l.connection
    HAVING count(*) = 1
),
zoned(unit, id, parent, tenant, time_zone) AS (
    SELECT u.unit, u.id, u.parent, u.tenant, iif(min(h.time_zone) = max(h.time_zone), min(h.time_zone), NULL)
    FROM unit u
    LEFT JOIN holds h ON h.unit = u.unit
    WHERE u.tenant = ?1
    GROUP BY u.unit
)
SELECT
    z.unit, z.id, z.parent, z.time_zone,
    -- whether it cuts the days of all that the unit ever held
    NOT EXISTS (
        SELECT 1
        FROM held_place h
        JOIN location l ON l.location = h.location
        WHERE h.unit = z.unit AND l.time_zone <> coalesce(z.time_zone, t.time_zone)
    ) AS has_one_zone
FROM zoned z
JOIN tenant t ON t.tenant = z.tenant
