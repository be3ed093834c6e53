-- a cell that nothing is in is not there: looked for among those that temp.delta is of
DELETE FROM rollup_evse
WHERE (unit, grid, period) IN (
        SELECT DISTINCT d.unit, g.value, iif(g.value = 2, d.month, d.month / 12)
        FROM temp.delta d
        CROSS JOIN json_each('[2, 3]') g
    )
    AND sessions = 0 AND cdrs = 0 AND credits = 0 AND wh = 0 AND unbilled_wh = 0
    AND net = 0 AND gross = 0 AND without_gross = 0 AND checked = 0 AND differing = 0
