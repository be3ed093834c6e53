SELECT json_array(r.grid, iif(r.split > 0, t.id || '/' || g.id, r.split), r.currency,
    iif(u.unit IS NULL, r.node, iif(r.node < 0, 'own ', '') || n.id || '/' || u.id), r.period, r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net,
    r.gross, r.without_gross, r.seconds, r.checked, r.differing, c.people, c.top_wh) AS line
FROM rollup r
LEFT JOIN user_group g ON g.user_group = r.split
LEFT JOIN tenant t ON t.tenant = g.tenant
LEFT JOIN unit u ON u.unit = iif(r.node < 0, -1 - r.node, r.node)
LEFT JOIN tenant n ON n.tenant = u.tenant
LEFT JOIN crowd c
    ON c.tenant = u.tenant AND c.grid = r.grid AND c.period = r.period AND c.node = r.node AND c.split = r.split
ORDER BY line
