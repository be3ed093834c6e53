-- Cells, in the shape of figures/*.sql: over the spans ?1 ([grid, first, last]), cut by ?2. Several can be of one part.
-- A cell holds all that is below its node; what a unit with others below it holds itself is a node of its own.
WITH RECURSIVE span AS MATERIALIZED (
    SELECT value ->> 0 AS grid, value ->> 1 AS first, value ->> 2 AS last FROM json_each(?1)
),
-- each is looked up after the one before: there are few, and many cells of each
currency (currency) AS (
    SELECT min(currency) FROM v_rollup WHERE grid = 3 AND split = 0
    UNION ALL
    SELECT (SELECT min(r.currency) FROM v_rollup r WHERE r.grid = 3 AND r.split = 0 AND r.currency > c.currency)
    FROM currency c
    WHERE c.currency IS NOT NULL
),
-- which cells make up which part, and whether they are added or taken off
source (node, split, tenant, part, times) AS (
    SELECT 0, 0, NULL, NULL, 1 WHERE ?2 IN ('total', 'day', 'month')
    UNION ALL
    SELECT -1, 0, NULL, NULL, 1 WHERE ?2 IN ('tenant', 'property', 'unit', 'group')
    UNION ALL
    SELECT unit, 0, tenant, NULL, 1 FROM v_unit WHERE parent IS NULL AND ?2 IN ('tenant', 'group')
    UNION ALL
    SELECT
        iif(EXISTS (SELECT 1 FROM v_unit c WHERE c.parent = u.unit), -1 - u.unit, u.unit),
        0, u.tenant, iif(?2 = 'unit', u.unit, u.property), 1
    FROM v_unit u
    WHERE ?2 IN ('property', 'unit')
    UNION ALL
    SELECT 0, user_group, tenant, user_group, 1 FROM v_group WHERE ?2 = 'group'
    UNION ALL
    SELECT 0, user_group, tenant, NULL, -1 FROM v_group WHERE ?2 = 'group'
)
SELECT
    s.tenant,
    CASE ?2
        WHEN 'day' THEN r.period
        WHEN 'month' THEN unixepoch(
            iif(r.grid = 1, date(r.period * 86400, 'unixepoch'), printf('%04d-%02d-01', r.period / 12, r.period % 12 + 1)),
            'start of month'
        ) / 86400
        ELSE s.part
    END AS part,
    NULL AS cost_centre,
    0 AS known,
    NULL AS person,
    NULL AS person_label,
    r.currency,
    s.times * r.sessions AS sessions,
    s.times * r.cdrs AS cdrs,
    s.times * r.credits AS credits,
    s.times * r.wh AS energy_wh,
    s.times * r.unbilled_wh AS unbilled_wh,
    s.times * r.net AS net,
    s.times * r.gross AS gross,
    s.times * r.without_gross AS without_gross,
    s.times * r.checked AS checked,
    s.times * r.differing AS differing
FROM source s
CROSS JOIN span p
CROSS JOIN currency c
CROSS JOIN v_rollup r
    ON r.grid = p.grid AND r.split = s.split AND r.currency = c.currency AND r.node = s.node
    AND r.period BETWEEN p.first AND p.last
