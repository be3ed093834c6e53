-- the months and years of changed cells wait to be settled again
INSERT OR IGNORE INTO unsettled (tenant, grid, period)
WITH changed (tenant, month) AS (
    SELECT DISTINCT u.tenant, d.month FROM temp.delta d JOIN unit u ON u.unit = d.unit
)
SELECT tenant, 2, month
FROM changed
UNION
SELECT tenant, 3, month / 12 FROM changed
