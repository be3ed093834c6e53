-- Cells of which every record is seen: sums for whoever sees rows of whole units. (The operator, who sees all, needs none.)

CREATE TEMP VIEW v_cover AS
SELECT k.node FROM temp.s_cover k;
CREATE TEMP VIEW v_covered AS
SELECT
    r.grid, r.split, r.node, r.period,
    r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh,
    iif(k.has_money, r.currency, NULL) AS currency,
    iif(k.has_money, r.net, 0) AS net,
    iif(k.has_money, r.gross, 0) AS gross,
    iif(k.has_money, r.without_gross, 0) AS without_gross,
    iif(k.has_money, r.checked, 0) AS checked,
    iif(k.has_money, r.differing, 0) AS differing
FROM temp.s_cover k
CROSS JOIN (SELECT DISTINCT y.currency FROM main.rollup y WHERE y.grid = 3 AND y.split = 0) c
CROSS JOIN main.rollup r ON r.grid <= 3 AND r.currency = c.currency AND r.node = k.node;
-- the days on which some record of these counts otherwise than its cell does, if its partner is not seen
CREATE TEMP VIEW v_straddled AS
SELECT r.node, r.period AS day
FROM temp.s_cover k
CROSS JOIN (SELECT DISTINCT y.currency FROM main.rollup y WHERE y.grid = 13 AND y.split = 0) c
CROSS JOIN main.rollup r ON r.grid = 11 AND r.split = 0 AND r.currency = c.currency AND r.node = k.node;
