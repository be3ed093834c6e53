-- Figures over enough people, for whoever may not see the rows: which cells are shown, and nothing else of them is.
-- A root is split by time, and its months by unit and by usage class; the three never meet (ACCESS.md, Aggregates).
-- Whether a cell is of enough people, and whether it may be split, is worked out when it is settled; what is not
-- settled is not shown.

-- the trees: each root, and all below it
CREATE TEMP VIEW v_node AS
SELECT o.node AS root, o.today, u.unit AS node, iif(u.unit = o.node, NULL, u.parent) AS above, u.unit
FROM temp.s_root o
CROSS JOIN main.unit_node n ON n.node = o.node
CROSS JOIN main.unit u ON u.unit = n.unit
WHERE o.node > 0
UNION ALL
SELECT o.node, o.today, -1 - u.unit, u.unit, u.unit
FROM temp.s_root o
CROSS JOIN main.unit_node n ON n.node = o.node
CROSS JOIN main.unit u ON u.unit = n.unit
WHERE o.node > 0 AND EXISTS (SELECT 1 FROM main.unit c WHERE c.parent = u.unit)
UNION ALL
SELECT o.node, o.today, o.node, NULL, -1 - o.node
FROM temp.s_root o
WHERE o.node < 0;
-- when a unit that is open over people held something, and where that is
CREATE TEMP VIEW v_tenure AS
SELECT u.id AS unit, l.time_zone, h.from_at, h.until_at
FROM temp.s_place u
CROSS JOIN main.holding h ON h.unit = u.id
CROSS JOIN main.evse e ON e.evse = h.evse
CROSS JOIN main.location l ON l.location = e.location
WHERE u.kind = 1 AND u.bits & 2
UNION
SELECT u.id, l.time_zone, h.from_at, h.until_at
FROM temp.s_place u
CROSS JOIN main.location_holding h ON h.unit = u.id
CROSS JOIN main.location l ON l.location = h.location
WHERE u.kind = 1 AND u.bits & 2;
CREATE TEMP VIEW v_released_year AS
SELECT o.node AS root, o.today, y.period, y.days_ok
FROM temp.s_me me
CROSS JOIN temp.s_root o
CROSS JOIN main.crowd y ON y.tenant = me.tenant AND y.node = o.node AND y.split = 0 AND y.grid = 3
WHERE y.is_enough;
CREATE TEMP VIEW v_released_month AS
SELECT y.root, y.today, m.period, m.days_ok, m.splits_ok, m.units_ok
FROM temp.s_me me
CROSS JOIN v_released_year y
CROSS JOIN main.crowd m
    ON m.tenant = me.tenant AND m.node = y.root AND m.split = 0 AND m.grid = 2
    AND m.period >= max(y.period * 12, me.m_first) AND m.period <= min(y.period * 12 + 11, me.m_last)
WHERE y.days_ok AND m.is_enough;
CREATE TEMP VIEW v_released_day AS
SELECT m.root, m.today, d.period
FROM temp.s_me me
CROSS JOIN v_released_month m
CROSS JOIN main.crowd d
    ON d.tenant = me.tenant AND d.node = m.root AND d.split = 0 AND d.grid = 1
    -- a local day lies within a day of UTC's
    AND d.period >= max(
        unixepoch(printf('%04d-%02d-01', m.period / 12, m.period % 12 + 1)) / 86400, me.t_from / 86400000 - 1
    )
    AND d.period < min(
        unixepoch(printf('%04d-%02d-01', m.period / 12, m.period % 12 + 1), '+1 month') / 86400,
        me.t_until / 86400000 + 2
    )
WHERE m.days_ok AND d.is_enough;
-- of a month the usage classes, and their groups
CREATE TEMP VIEW v_released_split AS
SELECT m.root, m.today, m.period, c.split
FROM temp.s_me me
CROSS JOIN v_released_month m
CROSS JOIN main.crowd c
    ON c.tenant = me.tenant AND c.node = m.root AND c.split BETWEEN -4 AND -1 AND c.grid = 2 AND c.period = m.period
WHERE m.splits_ok AND c.is_enough
UNION ALL
SELECT m.root, m.today, m.period, g.split
FROM temp.s_me me
CROSS JOIN v_released_month m
CROSS JOIN main.crowd c
    ON c.tenant = me.tenant AND c.node = m.root AND c.split BETWEEN -4 AND -1 AND c.grid = 2 AND c.period = m.period
CROSS JOIN main.user_group k
    ON k.tenant = me.tenant AND c.split = CASE k.usage WHEN 'internal' THEN -1 WHEN 'guest' THEN -2 ELSE -3 END
CROSS JOIN main.crowd g
    ON g.tenant = me.tenant AND g.node = m.root AND g.split = k.user_group AND g.grid = 2 AND g.period = m.period
WHERE m.splits_ok AND c.is_enough AND c.splits_ok AND g.is_enough;
-- of a month what is below the root, if all above it were shown and split
CREATE TEMP VIEW v_released_child AS
SELECT d.root, d.today, d.node, m.period
FROM temp.s_me me
CROSS JOIN v_node d
CROSS JOIN v_released_month m ON m.root = d.root AND m.units_ok
CROSS JOIN main.crowd c
    ON c.tenant = me.tenant AND c.node = d.node AND c.split = 0 AND c.grid = 2 AND c.period = m.period
WHERE d.above IS NOT NULL AND c.is_enough AND NOT EXISTS (
    SELECT 1
    FROM main.unit_node p
    CROSS JOIN main.unit_node q ON q.unit = p.node AND q.node = d.root
    LEFT JOIN main.crowd a
        ON a.tenant = me.tenant AND a.node = p.node AND a.split = 0 AND a.grid = 2 AND a.period = m.period
    WHERE p.unit = d.above AND p.node > 0 AND NOT coalesce(a.is_enough AND a.units_ok, 0)
);
-- facet: split by 0 time, 1 usage class and group, 2 unit. Whoever asks for one grid of one facet has the others left alone
CREATE TEMP VIEW v_released AS
SELECT 3 AS grid, 0 AS facet, 0 AS split, y.root AS node, y.period, y.today FROM v_released_year y
UNION ALL
SELECT 2, 0, 0, m.root, m.period, m.today FROM v_released_month m
UNION ALL
SELECT 1, 0, 0, d.root, d.period, d.today FROM v_released_day d
UNION ALL
SELECT 2, 1, c.split, c.root, c.period, c.today FROM v_released_split c
UNION ALL
SELECT 2, 2, 0, c.node, c.period, c.today FROM v_released_child c;
-- what each of these is the sum of, and what is taken off
CREATE TEMP VIEW v_source AS
SELECT x.grid, x.facet, x.split, x.node, x.period, x.grid + a.alone AS of_grid, x.period AS of_period, 1 AS times
FROM v_released x
CROSS JOIN (SELECT 0 AS alone UNION ALL SELECT 10) a
WHERE NOT (x.grid = 1 AND x.period = coalesce(x.today, x.period + 1))
UNION ALL
SELECT x.grid, x.facet, x.split, x.node, x.period, 1 + a.alone, x.today, -1
FROM v_released x
CROSS JOIN (SELECT 0 AS alone UNION ALL SELECT 10) a
WHERE x.period = CASE x.grid
    WHEN 2 THEN strftime('%Y', x.today * 86400, 'unixepoch') * 12 + strftime('%m', x.today * 86400, 'unixepoch') - 1
    WHEN 3 THEN CAST(strftime('%Y', x.today * 86400, 'unixepoch') AS INTEGER)
END;
-- Sessions that run where the last whole month was released: not whose, not where exactly, and not since when.
CREATE TEMP VIEW v_site AS
SELECT
    l.unit,
    EXISTS (
        SELECT 1 FROM v_released x
        WHERE x.grid = 2 AND x.split = 0 AND x.node = l.node AND x.period = l.last_month
    ) AS is_released,
    EXISTS (
        SELECT 1 FROM main.holding h
        WHERE h.unit = l.unit AND h.from_at <= me.now_at AND me.now_at < h.until_at
    ) AS is_held
FROM temp.s_me me
CROSS JOIN temp.s_live l;
CREATE TEMP VIEW v_live AS
SELECT
    s.unit,
    s.started_at / 900000 * 900000 AS started_at,
    -- within what is asked for, and heard of in the last day of it: else it only says that it runs
    NOT (s.started_at > me.t_from AND s.last_updated_at > me.t_until - 86400000) AS is_stalled
FROM temp.s_me me
CROSS JOIN v_site l
CROSS JOIN main.session s ON s.tenant = me.tenant AND s.status = 'ACTIVE' AND s.unit = l.unit
CROSS JOIN temp.s_place u
    ON u.kind = 1 AND u.id = s.unit AND u.t0 <= s.started_at AND s.started_at < u.t1
-- whoever sees the row itself is not told of it twice
WHERE l.is_released AND u.bits & 4 AND NOT u.bits & 16;
