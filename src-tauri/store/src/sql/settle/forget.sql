-- until then nothing is shown of them: days hang on their month, months on their year
WITH changed (tenant, day) AS (
    SELECT DISTINCT u.tenant, d.day FROM temp.delta d JOIN unit u ON u.unit = d.unit
)
DELETE FROM crowd WHERE (tenant, grid, period) IN (
    SELECT tenant, 2, strftime('%Y', day * 86400, 'unixepoch') * 12 + strftime('%m', day * 86400, 'unixepoch') - 1
    FROM changed
    UNION
    SELECT tenant, 3, CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) FROM changed
)
