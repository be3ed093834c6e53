-- changes every cell by its difference
INSERT INTO rollup (
    grid, split, currency, node, period,
    sessions, cdrs, credits, wh, unbilled_wh, net, gross, without_gross, seconds, checked, differing
)
SELECT * FROM temp.spread
WHERE true
ON CONFLICT (grid, split, currency, node, period) DO UPDATE SET
    sessions = sessions + excluded.sessions,
    cdrs = cdrs + excluded.cdrs,
    credits = credits + excluded.credits,
    wh = wh + excluded.wh,
    unbilled_wh = unbilled_wh + excluded.unbilled_wh,
    net = net + excluded.net,
    gross = gross + excluded.gross,
    without_gross = without_gross + excluded.without_gross,
    seconds = seconds + excluded.seconds,
    checked = checked + excluded.checked,
    differing = differing + excluded.differing
