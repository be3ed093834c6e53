-- a cell that nothing is in is not there
DELETE FROM rollup
WHERE sessions = 0 AND cdrs = 0 AND credits = 0 AND wh = 0 AND unbilled_wh = 0 AND net = 0 AND gross = 0 AND without_gross = 0 AND seconds = 0
    AND checked = 0 AND differing = 0
