-- Settles what temp.settling says: counts people anew, and says what may be shown.
-- A person is the driver by enrolment, else the contract, else the token (`first_alike`, below zero).
DELETE FROM temp.slot;
DELETE FROM temp.charged;
DELETE FROM temp.crowded;
DELETE FROM temp.held_days;
DELETE FROM temp.node_today;
DELETE FROM temp.node_before;
DELETE FROM temp.hidden;
DELETE FROM temp.asked;
DELETE FROM temp.gathered;
DELETE FROM temp.verdict;

DELETE FROM crowd
WHERE (tenant, grid, period) IN (SELECT tenant, grid, period FROM temp.settling);
DELETE FROM crowd
WHERE tenant = (SELECT tenant FROM temp.settling WHERE grid = 2)
    AND grid = 1
    AND period BETWEEN (SELECT first_day FROM temp.settling) AND (SELECT last_day FROM temp.settling);

INSERT INTO temp.slot (slot, first_day, last_day)
WITH RECURSIVE day (day) AS (
    SELECT first_day FROM temp.settling WHERE grid = 2
    UNION ALL
    SELECT day + 1 FROM day WHERE day < (SELECT last_day FROM temp.settling)
),
month (month) AS (
    SELECT period * 12 FROM temp.settling WHERE grid = 3
    UNION ALL
    SELECT month + 1 FROM month WHERE month % 12 < 11
)
SELECT day, day, day FROM day
UNION ALL
SELECT
    month,
    unixepoch(printf('%04d-%02d-01', month / 12, month % 12 + 1)) / 86400,
    unixepoch(printf('%04d-%02d-01', month / 12, month % 12 + 1), '+1 month') / 86400 - 1
FROM month;

-- of a month from its records, of a year from its months, which are settled before it
INSERT INTO temp.charged (unit, node, user_group, slot, is_today, person, wh)
WITH of_sessions AS (
    SELECT f.session, f.unit, f.user_group, f.started_at, f.day, f.driver, f.token
    FROM temp.settling g
    CROSS JOIN session f
        -- a local day lies within a day of UTC's
        ON f.tenant = g.tenant AND f.started_at >= (g.first_day - 1) * 86400000
        AND f.started_at < (g.last_day + 2) * 86400000 AND f.day BETWEEN g.first_day AND g.last_day
    WHERE g.grid = 2
),
counted AS (
    SELECT f.unit, NULL AS node, f.user_group, f.started_at, f.day, f.driver, f.token, c.unbilled_wh AS wh
    FROM of_sessions f
    CROSS JOIN counted_session c ON c.session = f.session
    WHERE c.sessions
    UNION ALL
    SELECT f.unit, c.node, f.user_group, f.started_at, f.day, f.driver, f.token, c.unbilled_wh
    FROM of_sessions f
    CROSS JOIN alone_session c ON c.session = f.session
    UNION ALL
    -- a CDR's own energy is all that is asked: no need to look for its Session
    SELECT f.unit, NULL, f.user_group, f.started_at, f.day, f.driver, f.token, f.energy_wh
    FROM temp.settling g
    CROSS JOIN cdr f
        ON f.tenant = g.tenant AND f.started_at >= (g.first_day - 1) * 86400000
        AND f.started_at < (g.last_day + 2) * 86400000 AND f.day BETWEEN g.first_day AND g.last_day
    WHERE g.grid = 2
)
SELECT
    c.unit,
    c.node,
    c.user_group,
    c.day AS slot,
    coalesce(c.started_at >= t.from_at AND c.started_at < t.until_at, 0) AS is_today,
    coalesce(c.driver, -coalesce(k.first_alike, k.token)) AS person,
    sum(c.wh)
FROM counted c
JOIN token k USING (token)
LEFT JOIN today t ON t.unit = c.unit
GROUP BY 1, 2, 3, 4, 5, 6;

DELETE FROM person_month
WHERE (tenant, month) IN (SELECT tenant, period FROM temp.settling WHERE grid = 2);
INSERT INTO person_month (tenant, month, unit, node, is_today, person, wh)
SELECT g.tenant, g.period, c.unit, coalesce(c.node, 0) AS node, c.is_today, c.person, sum(c.wh)
FROM temp.settling g
CROSS JOIN temp.charged c
WHERE g.grid = 2
GROUP BY c.unit, 4, c.is_today, c.person;

INSERT INTO temp.charged (unit, node, user_group, slot, is_today, person, wh)
SELECT p.unit, nullif(p.node, 0), NULL, p.month, p.is_today, p.person, p.wh
FROM temp.settling g
CROSS JOIN person_month p ON p.tenant = g.tenant AND p.month BETWEEN g.period * 12 AND g.period * 12 + 11
WHERE g.grid = 3;

INSERT INTO temp.crowded (node, split, slot, is_today, person, wh)
SELECT n.node, 0, c.slot, c.is_today, c.person, sum(c.wh)
FROM temp.charged c
CROSS JOIN unit_node n ON n.unit = c.unit AND n.node <> 0 AND (c.node IS NULL OR n.node = c.node)
GROUP BY n.node, c.slot, c.is_today, c.person;

INSERT INTO temp.crowded (node, split, slot, is_today, person, wh)
WITH split AS (
    SELECT c.*, coalesce(g.class, -4) AS split FROM temp.charged c LEFT JOIN group_class g USING (user_group)
    UNION ALL
    SELECT c.*, c.user_group FROM temp.charged c WHERE c.user_group IS NOT NULL
)
SELECT n.node, s.split, 0, s.is_today, s.person, sum(s.wh)
FROM split s
CROSS JOIN unit_node n ON n.unit = s.unit AND n.node <> 0 AND (s.node IS NULL OR n.node = s.node)
WHERE (SELECT grid FROM temp.settling) = 2
GROUP BY n.node, s.split, s.is_today, s.person;

INSERT INTO temp.held_days (node, days)
SELECT t.node, sum(min(t.last_day, g.last_day) - max(t.first_day, g.first_day) + 1)
FROM temp.settling g
CROSS JOIN unit u ON u.tenant = g.tenant
CROSS JOIN tenure t ON t.node IN (u.unit, -1 - u.unit)
WHERE t.first_day <= g.last_day AND t.last_day >= g.first_day
GROUP BY t.node;

INSERT INTO temp.node_today (node, slot)
SELECT DISTINCT n.node, s.slot
FROM temp.settling g
CROSS JOIN unit u ON u.tenant = g.tenant
CROSS JOIN today t ON t.unit = u.unit
CROSS JOIN temp.slot s ON t.day BETWEEN s.first_day AND s.last_day
CROSS JOIN unit_node n ON n.unit = u.unit AND n.node <> 0;
INSERT INTO temp.node_before (node, slot)
SELECT DISTINCT n.node, s.slot
FROM temp.settling g
CROSS JOIN unit u ON u.tenant = g.tenant
-- of the unit alone
CROSS JOIN tenure h
    ON h.node = iif(EXISTS (SELECT 1 FROM unit c WHERE c.parent = u.unit), -1 - u.unit, u.unit)
    AND h.first_day <= g.last_day AND h.last_day >= g.first_day
CROSS JOIN temp.slot s ON h.first_day <= s.last_day AND h.last_day >= s.first_day
LEFT JOIN today t ON t.unit = u.unit
CROSS JOIN unit_node n ON n.unit = u.unit AND n.node <> 0
WHERE max(h.first_day, s.first_day) < min(h.last_day, s.last_day)
    OR max(h.first_day, s.first_day) <> coalesce(t.day, h.first_day - 1);

-- cells, and the days of a month
INSERT INTO temp.asked (kind, node, split, slot, without_today)
SELECT DISTINCT
    1, c.node, c.split, 0,
    EXISTS (SELECT 1 FROM temp.node_today t WHERE t.node = c.node)
        AND EXISTS (SELECT 1 FROM temp.node_before b WHERE b.node = c.node)
FROM temp.crowded c;
INSERT INTO temp.asked (kind, node, split, slot, without_today)
SELECT DISTINCT
    2, c.node, 0, c.slot,
    EXISTS (SELECT 1 FROM temp.node_today t WHERE t.node = c.node AND t.slot = c.slot)
        AND EXISTS (SELECT 1 FROM temp.node_before b WHERE b.node = c.node AND b.slot = c.slot)
FROM temp.settling g
CROSS JOIN temp.crowded c
WHERE g.grid = 2 AND c.split = 0;
INSERT INTO temp.gathered (kind, node, split, slot, person, is_today, wh)
SELECT a.kind, a.node, a.split, a.slot, c.person, c.is_today, c.wh
FROM temp.asked a
CROSS JOIN temp.crowded c ON c.node = a.node AND c.split = a.split AND (a.kind = 1 OR c.slot = a.slot);
INSERT INTO temp.verdict SELECT * FROM temp.judged;
INSERT INTO crowd (tenant, grid, period, node, split, people, top_wh, is_enough, days_ok, splits_ok, units_ok)
SELECT
    g.tenant, iif(v.kind = 1, g.grid, 1), iif(v.kind = 1, g.period, v.slot), v.node, v.split, v.people, v.top_wh,
    v.is_enough, 0, 0, 0
FROM temp.settling g
CROSS JOIN temp.verdict v;

-- what is hidden of their children: also one with nobody in it, since that nobody charged is news, too
INSERT INTO temp.hidden (kind, node, split, child)
SELECT 3, v.node, 0, s.slot
FROM temp.settling g
CROSS JOIN temp.verdict v
CROSS JOIN temp.slot s
WHERE v.kind = 1 AND v.split = 0
    AND (
        EXISTS (
            SELECT 1 FROM tenure t WHERE t.node = v.node AND t.first_day <= s.last_day AND t.last_day >= s.first_day
        )
        OR EXISTS (SELECT 1 FROM temp.crowded c WHERE c.node = v.node AND c.split = 0 AND c.slot = s.slot)
    )
    AND NOT EXISTS (
        SELECT 1 FROM crowd e
        WHERE e.tenant = g.tenant AND e.grid = g.grid - 1 AND e.period = s.slot AND e.node = v.node AND e.split = 0
            AND e.is_enough
    );
INSERT INTO temp.hidden (kind, node, split, child)
WITH class (class) AS (
    SELECT -4
    UNION
    SELECT c.class FROM temp.settling g CROSS JOIN group_class c ON c.tenant = g.tenant WHERE NOT c.is_gone
),
child (node, split, child) AS (
    SELECT v.node, 0, c.class
    FROM temp.verdict v CROSS JOIN class c
    WHERE v.kind = 1 AND v.split = 0
    UNION
    SELECT v.node, 0, v.split FROM temp.verdict v WHERE v.kind = 1 AND v.split < 0
    UNION
    SELECT v.node, c.class, c.user_group
    FROM temp.settling g
    CROSS JOIN group_class c ON c.tenant = g.tenant
    CROSS JOIN temp.verdict v ON v.kind = 1 AND v.split = c.class
    WHERE NOT c.is_gone
    UNION
    SELECT v.node, c.class, v.split
    FROM temp.verdict v
    JOIN group_class c ON c.user_group = v.split
    WHERE v.kind = 1
)
SELECT 4, c.node, c.split, c.child
FROM temp.settling g
CROSS JOIN child c
LEFT JOIN temp.verdict v ON v.kind = 1 AND v.node = c.node AND v.split = c.child AND v.slot = 0
WHERE g.grid = 2 AND NOT coalesce(v.is_enough, 0);
INSERT INTO temp.hidden (kind, node, split, child)
WITH child (node, child) AS (
    SELECT u.parent, u.unit FROM temp.settling g CROSS JOIN unit u ON u.tenant = g.tenant WHERE u.parent IS NOT NULL
    UNION
    -- what it holds itself
    SELECT u.parent, -1 - u.parent
    FROM temp.settling g CROSS JOIN unit u ON u.tenant = g.tenant
    WHERE u.parent IS NOT NULL
)
SELECT 5, v.node, 0, c.child
FROM temp.settling g
CROSS JOIN temp.verdict v
CROSS JOIN child c ON c.node = v.node
LEFT JOIN temp.held_days h ON h.node = c.child
LEFT JOIN temp.verdict w ON w.kind = 1 AND w.node = c.child AND w.split = 0 AND w.slot = 0
WHERE g.grid = 2 AND v.kind = 1 AND v.split = 0
    AND (h.node IS NOT NULL OR w.node IS NOT NULL) AND NOT coalesce(w.is_enough, 0);

-- the hidden ones of a cell together
DELETE FROM temp.asked;
DELETE FROM temp.gathered;
INSERT INTO temp.asked (kind, node, split, slot, without_today)
SELECT DISTINCT
    x.kind, x.node, x.split, 0,
    EXISTS (
        SELECT 1
        FROM temp.hidden y
        JOIN temp.node_today t ON t.node = iif(y.kind = 5, y.child, y.node) AND (y.kind <> 3 OR t.slot = y.child)
        WHERE y.kind = x.kind AND y.node = x.node AND y.split = x.split
    )
    AND EXISTS (
        SELECT 1
        FROM temp.hidden y
        JOIN temp.node_before b ON b.node = iif(y.kind = 5, y.child, y.node) AND (y.kind <> 3 OR b.slot = y.child)
        WHERE y.kind = x.kind AND y.node = x.node AND y.split = x.split
    )
FROM temp.hidden x;
INSERT INTO temp.gathered (kind, node, split, slot, person, is_today, wh)
SELECT x.kind, x.node, x.split, 0, c.person, c.is_today, c.wh
FROM temp.hidden x
CROSS JOIN temp.crowded c
    ON c.node = iif(x.kind = 5, x.child, x.node) AND c.split = iif(x.kind = 4, x.child, 0)
    AND (x.kind <> 3 OR c.slot = x.child);
INSERT INTO temp.verdict SELECT * FROM temp.judged;

UPDATE crowd SET
    days_ok = split = 0 AND coalesce(
        (SELECT v.is_enough FROM temp.verdict v WHERE v.kind = 3 AND v.node = crowd.node AND v.split = 0), 1
    ),
    splits_ok = grid = 2 AND coalesce(
        (SELECT v.is_enough FROM temp.verdict v WHERE v.kind = 4 AND v.node = crowd.node AND v.split = crowd.split), 1
    ),
    units_ok = grid = 2 AND split = 0 AND EXISTS (SELECT 1 FROM unit u WHERE u.parent = crowd.node) AND coalesce(
        (SELECT v.is_enough FROM temp.verdict v WHERE v.kind = 5 AND v.node = crowd.node AND v.split = 0), 1
    )
WHERE (tenant, grid, period) IN (SELECT tenant, grid, period FROM temp.settling);

-- units and days of one month must not cross: of one that is a child on some of the days alone, the days of its
-- parent would say what it did on each
UPDATE crowd SET days_ok = 0
WHERE (tenant, grid, period) IN (SELECT tenant, grid, period FROM temp.settling WHERE grid = 2)
    AND units_ok
    AND EXISTS (
        SELECT 1
        FROM temp.held_days own
        JOIN unit_node n ON n.node = own.node
        JOIN temp.held_days h ON h.node IN (n.unit, -1 - n.unit)
        WHERE own.node = crowd.node AND h.days <> own.days
    );

DELETE FROM unsettled
WHERE (tenant, grid, period) IN (SELECT tenant, grid, period FROM temp.settling);
