-- until then nobody knows how many people they are of
DELETE FROM crowd WHERE (grid, period) IN (SELECT grid, period FROM unsettled)
