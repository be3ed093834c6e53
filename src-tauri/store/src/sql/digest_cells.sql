SELECT json_array(r.grid, iif(r.split > 0, t.id || '/' || g.id, r.split), r.currency,
    iif(r.node > 0, n.id || '/' || u.id, r.node), r.period, r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net,
    r.gross, r.without_gross, r.seconds, c.people, c.top_wh) AS line
FROM rollup r
LEFT JOIN crowd c USING (grid, split, node, period)
LEFT JOIN user_group g ON g.user_group = r.split
LEFT JOIN tenant t ON t.tenant = g.tenant
LEFT JOIN unit u ON u.unit = r.node
LEFT JOIN tenant n ON n.tenant = u.tenant
ORDER BY line
