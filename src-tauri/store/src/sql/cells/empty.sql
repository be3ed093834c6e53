-- cells that nothing is in, among those that temp.delta is of
SELECT r.grid, r.split, r.currency, r.node, r.period
FROM temp.spread s
CROSS JOIN rollup r
    ON r.grid = s.grid AND r.split = s.split AND r.currency = s.currency AND r.node = s.node AND r.period = s.period
WHERE r.sessions = 0 AND r.cdrs = 0 AND r.credits = 0 AND r.wh = 0 AND r.unbilled_wh = 0
    AND r.net = 0 AND r.gross = 0 AND r.without_gross = 0 AND r.seconds = 0
    AND r.checked = 0 AND r.differing = 0
