-- settled cells whose people are not counted, counts without a cell, and months of whole nodes that count otherwise
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
counted AS (
    SELECT
        n.node,
        strftime('%Y', c.day * 86400, 'unixepoch') * 12 + strftime('%m', c.day * 86400, 'unixepoch') - 1 AS period,
        count(DISTINCT coalesce(
            'driver ' || c.driver,
            lower('contract ' || k.country || k.party || ' ' || nullif(k.contract_id, '')),
            lower('token ' || k.country || k.party || ' ' || k.uid)
        )) AS people
    FROM charged c
    JOIN token k USING (token)
    JOIN unit_node n USING (unit)
    GROUP BY 1, 2
)
SELECT
    (SELECT count(*) FROM settled LEFT JOIN crowd USING (tenant, grid, period, node, split) WHERE people IS NULL)
    + (SELECT count(*) FROM crowd LEFT JOIN cell c USING (tenant, grid, period, node, split) WHERE c.tenant IS NULL)
    + (
        SELECT count(*) FROM crowd w LEFT JOIN counted c USING (node, period)
        WHERE w.grid = 2 AND w.split = 0 AND w.people IS NOT c.people
    )
