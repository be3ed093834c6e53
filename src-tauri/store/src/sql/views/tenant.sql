-- what has no class: the names of one's own tenant's units, groups and places
CREATE TEMP VIEW v_tenant AS
SELECT t.tenant, t.id, t.name, t.letterhead, t.ended_at IS NOT NULL AS has_ended
FROM temp.s_me me
CROSS JOIN main.tenant t ON t.tenant = me.tenant;
CREATE TEMP VIEW v_unit AS
SELECT u.unit, u.tenant, u.id, u.parent, u.name, u.property, u.recipient
FROM temp.s_me me
CROSS JOIN main.unit u ON u.tenant = me.tenant;
CREATE TEMP VIEW v_group AS
SELECT g.user_group, g.tenant, g.id, g.name
FROM temp.s_me me
CROSS JOIN main.user_group g ON g.tenant = me.tenant;
CREATE TEMP VIEW v_place AS
SELECT e.evse, e.location, e.uid, e.evse_id, e.label, e.status = 'REMOVED' AS is_gone
FROM temp.s_me me
CROSS JOIN main.evse e
WHERE EXISTS (
    SELECT 1
    FROM main.holding h
    JOIN main.unit u ON u.unit = h.unit
    WHERE h.evse = e.evse AND u.tenant = me.tenant
);
CREATE TEMP VIEW v_held_at AS
SELECT l.connection
FROM temp.s_me me
CROSS JOIN main.unit u ON u.tenant = me.tenant
CROSS JOIN main.holding h ON h.unit = u.unit
CROSS JOIN main.evse e ON e.evse = h.evse
CROSS JOIN main.location l ON l.location = e.location
UNION
SELECT l.connection
FROM temp.s_me me
CROSS JOIN main.unit u ON u.tenant = me.tenant
CROSS JOIN main.location_holding h ON h.unit = u.unit
CROSS JOIN main.location l ON l.location = h.location;
-- also where a CPMS names no EVSE, and records go by their Location
CREATE TEMP VIEW v_location AS
SELECT
    l.location, l.country, l.party, l.id, l.name, l.time_zone,
    (SELECT c.id FROM main.connection c WHERE c.connection = l.connection) AS connection
FROM temp.s_me me
CROSS JOIN main.location l
WHERE EXISTS (
        SELECT 1
        FROM main.location_holding w
        JOIN main.unit u ON u.unit = w.unit
        WHERE w.location = l.location AND u.tenant = me.tenant
    )
    OR EXISTS (
        SELECT 1
        FROM main.evse e
        JOIN main.holding h ON h.evse = e.evse
        JOIN main.unit u ON u.unit = h.unit
        WHERE e.location = l.location AND u.tenant = me.tenant
    );
-- how far each CPMS is at which this tenant ever held something
CREATE TEMP VIEW v_connection AS
SELECT
    c.connection, c.id,
    count(k.complete_from_at) AS begun,
    max(k.complete_from_at) AS complete_from_at,
    min(k.complete_until_at) AS complete_until_at
FROM main.connection c
LEFT JOIN main.cursor k ON k.connection = c.connection AND k.module IN ('sessions', 'cdrs')
WHERE c.connection IN (SELECT h.connection FROM v_held_at h)
GROUP BY c.connection;
-- how far the profile is: of the CPMSs at which this tenant ever held something, since another's that is behind is none
-- of its business
CREATE TEMP VIEW v_freshness AS
SELECT
    2 * (
        SELECT count(DISTINCT c.id)
        FROM main.connection c
        WHERE c.connection IN (SELECT h.connection FROM v_held_at h)
    ) AS wanted,
    count(complete_from_at) AS begun,
    max(complete_from_at) AS complete_from_at,
    min(complete_until_at) AS complete_until_at
FROM main.cursor
WHERE module IN ('sessions', 'cdrs') AND connection IN (SELECT h.connection FROM v_held_at h);
-- what an EVSE can do now, as its holder of now sees it. Who may not see all its sessions (8: S in full strength) is
-- not told that one runs.
CREATE TEMP VIEW v_evse AS
SELECT
    e.bits, e.evse, e.location, e.unit,
    CASE
        WHEN e.bits & 8 OR e.status NOT IN ('AVAILABLE', 'CHARGING', 'BLOCKED', 'RESERVED') THEN e.status
        ELSE 'IN_SERVICE'
    END AS status,
    -- as the CPMS says it: what a session did where that may be seen, all else since its state is open
    iif(
        e.bits & 8 AND e.changed_at >= e.seen_from
            OR e.status NOT IN ('AVAILABLE', 'CHARGING', 'BLOCKED', 'RESERVED') AND e.changed_at >= e.open_from,
        e.changed_at, NULL
    ) AS changed_at
FROM (
    SELECT
        e.evse, e.location, e.status, h.unit, coalesce(u.bits, 0) | coalesce(p.bits, 0) AS bits,
        e.last_updated_at AS changed_at,
        max(h.from_at, coalesce(u.t0, h.from_at), coalesce(p.t0, h.from_at)) AS seen_from,
        -- since when its state is open, whatever else of it is: to who sees today's sessions each day is another entry
        max(
            h.from_at,
            iif(coalesce(u.bits & 1, 0), (
                SELECT max(x.t0) FROM temp.s_place x
                WHERE x.kind = 1 AND x.id = h.unit AND x.bits & 1 AND x.t0 <= me.now_at AND NOT EXISTS (
                    SELECT 1 FROM temp.s_place y
                    WHERE y.kind = 1 AND y.id = h.unit AND y.bits & 1 AND y.t1 = x.t0
                )
            ), h.from_at),
            iif(coalesce(p.bits & 1, 0), (
                SELECT max(x.t0) FROM temp.s_place x
                WHERE x.kind = 2 AND x.id = h.evse AND x.bits & 1 AND x.t0 <= me.now_at AND NOT EXISTS (
                    SELECT 1 FROM temp.s_place y
                    WHERE y.kind = 2 AND y.id = h.evse AND y.bits & 1 AND y.t1 = x.t0
                )
            ), h.from_at)
        ) AS open_from
    FROM temp.s_me me
    CROSS JOIN main.unit n ON n.tenant = me.tenant
    CROSS JOIN main.holding h ON h.unit = n.unit AND h.from_at <= me.now_at AND me.now_at < h.until_at
    CROSS JOIN main.evse e ON e.evse = h.evse
    LEFT JOIN temp.s_place u ON u.kind = 1 AND u.id = h.unit AND u.t0 <= me.now_at AND me.now_at < u.t1
    LEFT JOIN temp.s_place p ON p.kind = 2 AND p.id = h.evse AND p.t0 <= me.now_at AND me.now_at < p.t1
) e
WHERE e.bits & 1;
CREATE TEMP VIEW v_connector AS
SELECT e.evse, c.id, c.standard, c.power_type, c.max_power_w
FROM v_evse e
CROSS JOIN main.connector c ON c.evse = e.evse
WHERE e.status <> 'REMOVED';
-- which EVSEs were held while their state is open to this person. One that is open by its unit goes by that alone: one
-- instant of it is in one row
CREATE TEMP VIEW v_operated AS
SELECT u.bits, h.evse, h.unit, max(h.from_at, u.t0) AS from_at, min(h.until_at, u.t1) AS until_at
FROM temp.s_me me
CROSS JOIN main.unit n ON n.tenant = me.tenant
CROSS JOIN temp.s_place u ON u.kind = 1 AND u.id = n.unit AND u.bits & 1
CROSS JOIN main.holding h ON h.unit = n.unit AND h.from_at < u.t1 AND h.until_at > u.t0
UNION ALL
SELECT p.bits, h.evse, h.unit, max(h.from_at, p.t0), min(h.until_at, p.t1)
FROM temp.s_me me
CROSS JOIN temp.s_place p ON p.kind = 2 AND p.bits & 1
CROSS JOIN main.holding h ON h.evse = p.id AND h.from_at < p.t1 AND h.until_at > p.t0
CROSS JOIN main.unit n ON n.unit = h.unit AND n.tenant = me.tenant
WHERE NOT EXISTS (
    SELECT 1 FROM temp.s_place u WHERE u.kind = 1 AND u.id = h.unit AND u.bits & 1
);
-- when anybody was asked at all, which is nobody's secret
CREATE TEMP VIEW v_observed AS
SELECT o.from_at, o.until_at FROM main.observed o;
-- What EVSEs said while they were observed in the period that is asked for, as far as this person may see it and while
-- they held them.
CREATE TEMP VIEW v_evse_status AS
SELECT
    x.bits, x.evse, s.status,
    max(x.from_at, s.from_at, o.from_at) AS from_at,
    min(x.until_at, s.until_at, o.until_at) AS until_at
FROM v_operated x
CROSS JOIN temp.s_me me
CROSS JOIN main.evse e ON e.evse = x.evse
CROSS JOIN main.location l ON l.location = e.location
CROSS JOIN main.evse_status s
    -- by when it ended: of a long history only what is asked for is read
    ON s.evse = x.evse AND s.is_exact = (x.bits & 8 <> 0) AND s.until_at > max(x.from_at, me.t_from)
    AND +s.from_at < min(x.until_at, me.t_until)
CROSS JOIN main.observed o
    ON o.connection = l.connection
    AND o.until_at > max(x.from_at, s.from_at, me.t_from) AND +o.from_at < min(x.until_at, s.until_at, me.t_until);
-- who held an EVSE while something was open there, for everybody's charging or for some people's alone; one EVSE's
-- rows may overlap
CREATE TEMP VIEW v_holding AS
SELECT
    1 AS of_everybody, u.bits, h.evse, h.unit, max(h.from_at, u.t0) AS from_at, min(h.until_at, u.t1) AS until_at
FROM temp.s_me me
CROSS JOIN temp.s_place u
CROSS JOIN main.holding h ON h.unit = u.id AND h.from_at < u.t1 AND h.until_at > u.t0
WHERE u.kind = 1
UNION ALL
SELECT 1, e.bits, h.evse, h.unit, max(h.from_at, e.t0), min(h.until_at, e.t1)
FROM temp.s_me me
CROSS JOIN temp.s_place e
CROSS JOIN main.holding h ON h.evse = e.id AND h.from_at < e.t1 AND h.until_at > e.t0
CROSS JOIN main.unit n ON n.unit = h.unit AND n.tenant = me.tenant
WHERE e.kind = 2
UNION ALL
SELECT 0, u.bits, h.evse, h.unit, max(h.from_at, u.t0), min(h.until_at, u.t1)
FROM temp.s_me me
CROSS JOIN temp.s_pair u
CROSS JOIN main.holding h ON h.unit = u.place AND h.from_at < u.t1 AND h.until_at > u.t0
WHERE u.place_kind = 1
UNION ALL
SELECT 0, e.bits, h.evse, h.unit, max(h.from_at, e.t0), min(h.until_at, e.t1)
FROM temp.s_me me
CROSS JOIN temp.s_pair e
CROSS JOIN main.holding h ON h.evse = e.place AND h.from_at < e.t1 AND h.until_at > e.t0
CROSS JOIN main.unit n ON n.unit = h.unit AND n.tenant = me.tenant
WHERE e.place_kind = 2;
-- Sums of what is released, and no money: that takes rows. A record's partners elsewhere are none here (grid 11 to 13).
-- Where all rows of today are seen, a cell is of the days before.
CREATE TEMP VIEW v_rollup AS
SELECT
    x.grid, x.facet, x.split, NULL AS currency, x.node, x.period,
    x.times * r.sessions AS sessions,
    x.times * r.cdrs AS cdrs,
    x.times * r.credits AS credits,
    x.times * r.wh AS wh,
    x.times * r.unbilled_wh AS unbilled_wh,
    NULL AS net, NULL AS gross, NULL AS without_gross, NULL AS checked, NULL AS differing
FROM v_source x
CROSS JOIN (SELECT DISTINCT y.currency FROM main.rollup y WHERE y.grid = 3 AND y.split = 0) c
CROSS JOIN main.rollup r
    ON r.grid = x.of_grid AND r.split = x.split AND r.currency = c.currency AND r.node = x.node
    AND r.period = x.of_period;
