-- the tenants' months and years with records in ?1 ([node, first day, last day]) wait to be settled again
INSERT OR IGNORE INTO unsettled (tenant, grid, period)
WITH changed AS (
    SELECT u.tenant, min(value ->> 1) AS first_day, max(value ->> 2) AS last_day
    FROM json_each(?1)
    JOIN unit u ON u.unit = iif(value ->> 0 < 0, -1 - (value ->> 0), value ->> 0)
    GROUP BY u.tenant, value ->> 0
),
span AS (
    SELECT DISTINCT
        tenant,
        strftime('%Y', first_day * 86400, 'unixepoch') * 12
            + strftime('%m', first_day * 86400, 'unixepoch') - 1 AS first_month,
        strftime('%Y', last_day * 86400, 'unixepoch') * 12
            + strftime('%m', last_day * 86400, 'unixepoch') - 1 AS last_month
    FROM changed
)
SELECT s.tenant, r.grid, r.period
FROM span s
CROSS JOIN unit u ON u.tenant = s.tenant AND u.parent IS NULL
CROSS JOIN rollup r ON r.node = u.unit AND r.split = 0 AND (
    r.grid = 2 AND r.period BETWEEN s.first_month AND s.last_month
    OR r.grid = 3 AND r.period BETWEEN s.first_month / 12 AND s.last_month / 12
)
