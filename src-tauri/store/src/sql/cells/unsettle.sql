-- the periods of changed cells wait to be counted again
INSERT OR IGNORE INTO unsettled (grid, period)
WITH changed (day) AS (SELECT DISTINCT day FROM temp.delta)
SELECT 1, day FROM changed
UNION
SELECT 2, strftime('%Y', day * 86400, 'unixepoch') * 12 + strftime('%m', day * 86400, 'unixepoch') - 1 FROM changed
UNION
SELECT 3, CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) FROM changed
