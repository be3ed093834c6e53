-- until then nothing is shown of them: days hang on their month, months on their year
WITH changed (tenant, month) AS (
    SELECT DISTINCT u.tenant, d.month FROM temp.delta d JOIN unit u ON u.unit = d.unit
)
DELETE FROM crowd WHERE (tenant, grid, period) IN (
    SELECT tenant, 2, month
    FROM changed
    UNION
    SELECT tenant, 3, month / 12 FROM changed
)
