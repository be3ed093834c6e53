-- settled cells whose people are not counted, counts without a cell, months and years of whole nodes that count otherwise, and
-- months of units and tenants that keep other people, or other energy of theirs, than their records and cells come to
WITH cell AS (
    SELECT DISTINCT u.tenant, r.grid, r.period, r.node, r.split
    FROM rollup r
    JOIN unit u ON u.unit = iif(r.node < 0, -1 - r.node, r.node)
    WHERE r.split = 0 AND r.grid < 10 OR r.grid = 2
),
settled AS (
    SELECT c.*
    FROM cell c
    LEFT JOIN unsettled w ON w.tenant = c.tenant AND w.grid = max(c.grid, 2) AND w.period = iif(
        c.grid = 1,
        strftime('%Y', c.period * 86400, 'unixepoch') * 12 + strftime('%m', c.period * 86400, 'unixepoch') - 1,
        c.period
    )
    WHERE w.tenant IS NULL
),
charged AS (
    SELECT unit, day, driver, token FROM session WHERE status <> 'INVALID' AND unit IS NOT NULL
    UNION ALL
    SELECT unit, day, driver, token FROM cdr WHERE unit IS NOT NULL
),
person AS (
    SELECT DISTINCT
        c.unit,
        strftime('%Y', c.day * 86400, 'unixepoch') * 12 + strftime('%m', c.day * 86400, 'unixepoch') - 1 AS period,
        coalesce(
            'driver ' || c.driver,
            lower('contract ' || k.country || k.party || ' ' || nullif(k.contract_id, '')),
            lower('token ' || k.country || k.party || ' ' || k.uid)
        ) AS person
    FROM charged c
    JOIN token k USING (token)
),
counted AS (
    SELECT n.node, 2 AS grid, p.period, count(DISTINCT p.person) AS people
    FROM person p
    JOIN unit_node n USING (unit)
    GROUP BY n.node, p.period
    UNION ALL
    SELECT n.node, 3, p.period / 12, count(DISTINCT p.person)
    FROM person p
    JOIN unit_node n USING (unit)
    GROUP BY n.node, p.period / 12
),
of_unit AS (
    SELECT u.tenant, p.period, u.unit, count(*) AS people
    FROM person p
    JOIN unit u USING (unit)
    GROUP BY u.unit, p.period
),
kept_of_unit AS (
    SELECT tenant, month AS period, unit, count(DISTINCT person) AS people
    FROM person_month
    GROUP BY tenant, month, unit
),
of_tenant AS (
    SELECT u.tenant, r.period, sum(r.wh + r.unbilled_wh) AS wh
    FROM unit u
    JOIN rollup r ON r.node = u.unit AND r.grid = 2 AND r.split = 0
    WHERE u.parent IS NULL
    GROUP BY u.tenant, r.period
),
kept_of_tenant AS (
    SELECT tenant, month AS period, sum(wh) AS wh
    FROM person_month
    WHERE node = 0
    GROUP BY tenant, month
),
other AS (
    SELECT tenant, period
    FROM of_unit a
    FULL JOIN kept_of_unit b USING (tenant, period, unit)
    WHERE a.people IS NOT b.people
    UNION ALL
    SELECT tenant, period
    FROM of_tenant a
    FULL JOIN kept_of_tenant b USING (tenant, period)
    WHERE a.wh IS NOT b.wh
)
SELECT
    (SELECT count(*) FROM settled LEFT JOIN crowd USING (tenant, grid, period, node, split) WHERE people IS NULL)
    + (SELECT count(*) FROM crowd LEFT JOIN cell c USING (tenant, grid, period, node, split) WHERE c.tenant IS NULL)
    + (
        SELECT count(*) FROM crowd w LEFT JOIN counted c USING (node, grid, period)
        WHERE w.grid IN (2, 3) AND w.split = 0 AND w.people IS NOT c.people
    )
    + (
        SELECT count(*) FROM other o
        WHERE NOT EXISTS (
            SELECT 1 FROM unsettled w WHERE w.grid = 2 AND w.period = o.period AND w.tenant = o.tenant
        )
    )
