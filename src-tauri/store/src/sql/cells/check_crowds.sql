-- settled cells whose people are not counted, counts without a cell, and months of whole nodes that count otherwise
WITH settled AS (
    SELECT DISTINCT grid, split, node, period FROM rollup
    WHERE (grid, period) NOT IN (SELECT grid, period FROM unsettled)
),
charged AS (
    SELECT coalesce(unit, 0) AS unit, day, driver, token FROM session WHERE status <> 'INVALID'
    UNION ALL
    SELECT coalesce(unit, 0), day, driver, token FROM cdr
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
    (SELECT count(*) FROM settled LEFT JOIN crowd USING (grid, split, node, period) WHERE people IS NULL)
    + (SELECT count(*) FROM crowd LEFT JOIN settled s USING (grid, split, node, period) WHERE s.grid IS NULL)
    + (
        SELECT count(*) FROM crowd w LEFT JOIN counted c USING (node, period)
        WHERE w.grid = 2 AND w.split = 0 AND w.people IS NOT c.people
    )
