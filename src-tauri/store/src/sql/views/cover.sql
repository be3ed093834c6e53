-- Cells of which every record is seen: sums for whoever sees all rows of whole units, or of groups, or everything. Where split
-- is not 0, the records of this group alone are seen.

-- nothing, between a profile's coming of an older version and its cells being made anew
CREATE TEMP VIEW v_cover AS
SELECT
    k.node, k.split,
    k.who IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM temp.s_cover_group g WHERE g.node = k.node AND g.who IS NULL) AS tells_people
FROM temp.s_cover k
WHERE NOT (SELECT o.cells_are_old FROM main.operator o);
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
CROSS JOIN main.rollup r
    ON r.grid <= 3 AND r.currency = c.currency AND r.node = k.node AND k.split IN (0, r.split);
-- months and years by charge point, of whole units or of groups
CREATE TEMP VIEW v_covered_evse AS
SELECT
    r.grid, r.period,
    w.tenant,
    nullif(r.location, 0) AS location,
    nullif(r.evse, 0) AS evse,
    r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh,
    iif(w.has_money, r.currency, NULL) AS currency,
    iif(w.has_money, r.net, 0) AS net,
    iif(w.has_money, r.gross, 0) AS gross,
    iif(w.has_money, r.without_gross, 0) AS without_gross,
    iif(w.has_money, r.checked, 0) AS checked,
    iif(w.has_money, r.differing, 0) AS differing
FROM (
    SELECT unit, tenant, 0 AS split, has_money FROM temp.s_whole
    UNION ALL
    SELECT node, tenant, split, has_money FROM temp.s_cover WHERE split <> 0
) w
CROSS JOIN main.rollup_evse r ON r.unit = w.unit AND w.split IN (0, r.user_group);
-- months by who charged, where it is known of each group how its people are told apart
CREATE TEMP VIEW v_covered_driver AS
SELECT
    c.bits, c.node, c.period, c.tenant,
    c.sessions, c.cdrs, c.credits, c.wh, c.unbilled_wh,
    iif(c.bits & 32, c.currency, NULL) AS currency,
    iif(c.bits & 32, c.net, 0) AS net,
    iif(c.bits & 32, c.gross, 0) AS gross,
    iif(c.bits & 32, c.without_gross, 0) AS without_gross,
    iif(c.bits & 32, c.checked, 0) AS checked,
    iif(c.bits & 32, c.differing, 0) AS differing,
    {people}
FROM (
    SELECT
        iif(k.has_money, 32, 0) | ifnull(g.who, k.who) AS bits, k.tenant, r.node, r.period,
        nullif(r.driver, 0) AS driver, nullif(r.vehicle, 0) AS vehicle,
        r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.currency, r.net, r.gross, r.without_gross, r.checked,
        r.differing
    FROM temp.s_cover k
    CROSS JOIN main.rollup_driver r ON r.node = k.node AND k.split IN (0, r.user_group)
    LEFT JOIN temp.s_cover_group g ON g.node = k.node AND g.user_group = r.user_group
    WHERE k.who IS NOT NULL
) c;
-- months and years by cost centre, likewise
CREATE TEMP VIEW v_covered_cost_centre AS
SELECT
    iif(k.has_money, 32, 0) | ifnull(g.who, k.who) AS bits,
    r.grid, r.node, r.period, k.tenant,
    iif(ifnull(g.who, k.who) & 64, nullif(r.cost_centre, ''), NULL) AS cost_centre,
    r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh,
    iif(k.has_money, r.currency, NULL) AS currency,
    iif(k.has_money, r.net, 0) AS net,
    iif(k.has_money, r.gross, 0) AS gross,
    iif(k.has_money, r.without_gross, 0) AS without_gross,
    iif(k.has_money, r.checked, 0) AS checked,
    iif(k.has_money, r.differing, 0) AS differing
FROM temp.s_cover k
CROSS JOIN main.rollup_cost_centre r ON r.node = k.node AND k.split IN (0, r.user_group)
LEFT JOIN temp.s_cover_group g ON g.node = k.node AND g.user_group = r.user_group
WHERE k.who IS NOT NULL;
-- the days on which some record of these counts otherwise than its cell does, if its partner is not seen
CREATE TEMP VIEW v_straddled AS
SELECT r.node, r.split, r.period AS day
FROM temp.s_cover k
CROSS JOIN (SELECT DISTINCT y.currency FROM main.rollup y WHERE y.grid IN (13, 23) AND y.split = 0) c
CROSS JOIN main.rollup r
    ON r.grid IN (11, iif(k.split = 0, 11, 21)) AND r.split = k.split AND r.currency = c.currency AND r.node = k.node;
