-- all that was settled of the tenants ?1 waits to be settled again
INSERT OR IGNORE INTO unsettled (tenant, grid, period)
SELECT u.tenant, r.grid, r.period
FROM json_each(?1) t
CROSS JOIN unit u ON u.tenant = t.value AND u.parent IS NULL
CROSS JOIN rollup r ON r.node = u.unit AND r.split = 0 AND r.grid IN (2, 3)
