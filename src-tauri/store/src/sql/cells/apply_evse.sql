-- changes every cell by its difference
INSERT INTO rollup_evse (
    grid, unit, period, location, evse, user_group, currency,
    sessions, cdrs, credits, wh, unbilled_wh, net, gross, without_gross, checked, differing
)
SELECT * FROM temp.spread_evse
WHERE true
ON CONFLICT (unit, grid, period, location, evse, user_group, currency) DO UPDATE SET
    sessions = sessions + excluded.sessions,
    cdrs = cdrs + excluded.cdrs,
    credits = credits + excluded.credits,
    wh = wh + excluded.wh,
    unbilled_wh = unbilled_wh + excluded.unbilled_wh,
    net = net + excluded.net,
    gross = gross + excluded.gross,
    without_gross = without_gross + excluded.without_gross,
    checked = checked + excluded.checked,
    differing = differing + excluded.differing
