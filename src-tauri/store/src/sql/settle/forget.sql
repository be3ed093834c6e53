-- until then nothing is shown of them: days hang on their month, months on their year
WITH changed (tenant, month) AS (
    SELECT DISTINCT u.tenant, d.month FROM temp.delta d JOIN unit u ON u.unit = d.unit
)
-- of a compound SELECT the planner would not look anything up by index
DELETE FROM crowd WHERE (tenant, grid, period) IN (
    SELECT c.tenant, g.grid, iif(g.grid = 2, c.month, c.month / 12)
    FROM changed c
    CROSS JOIN (SELECT 2 AS grid UNION ALL SELECT 3) g
)
