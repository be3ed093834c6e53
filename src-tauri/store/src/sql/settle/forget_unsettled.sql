-- until then nothing is shown of it
DELETE FROM crowd WHERE (tenant, grid, period) IN (SELECT tenant, grid, period FROM unsettled)
