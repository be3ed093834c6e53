-- cells that are not what the records (in temp.delta) come to, or are not there, or should not be
WITH grid (grid) AS (VALUES (1), (2), (3)),
sums AS (
    SELECT
        unit, user_group, day, currency,
        sum(sessions) AS sessions,
        sum(cdrs) AS cdrs,
        sum(credits) AS credits,
        sum(wh) AS wh,
        sum(unbilled_wh) AS unbilled_wh,
        sum(net) AS net,
        sum(gross) AS gross,
        sum(without_gross) AS without_gross,
        sum(seconds) AS seconds
    FROM temp.delta
    GROUP BY unit, user_group, day, currency
),
dated AS (
    SELECT
        s.*,
        CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) AS year,
        CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) AS month,
        CASE g.usage WHEN 'internal' THEN -1 WHEN 'guest' THEN -2 WHEN 'public' THEN -3 ELSE -4 END AS usage
    FROM sums s
    LEFT JOIN user_group g USING (user_group)
    WHERE s.sessions <> 0 OR s.cdrs <> 0 OR s.credits <> 0 OR s.wh <> 0 OR s.unbilled_wh <> 0 OR s.net <> 0 OR s.gross <> 0 OR s.without_gross <> 0 OR s.seconds <> 0
),
split AS (
    SELECT d.*, 0 AS split FROM dated d
    UNION ALL
    SELECT d.*, d.usage FROM dated d
    UNION ALL
    SELECT d.*, d.user_group FROM dated d WHERE d.user_group IS NOT NULL
),
cells AS (
    SELECT
        g.grid, s.split, s.currency, n.node,
        CASE g.grid WHEN 1 THEN s.day WHEN 2 THEN s.year * 12 + s.month - 1 ELSE s.year END AS period,
        sum(s.sessions) AS sessions,
        sum(s.cdrs) AS cdrs,
        sum(s.credits) AS credits,
        sum(s.wh) AS wh,
        sum(s.unbilled_wh) AS unbilled_wh,
        sum(s.net) AS net,
        sum(s.gross) AS gross,
        sum(s.without_gross) AS without_gross,
        sum(s.seconds) AS seconds
    FROM split s
    CROSS JOIN unit_node n ON n.unit = s.unit
    CROSS JOIN grid g
    GROUP BY 1, 2, 3, 4, 5
)
SELECT
    (SELECT count(*) FROM (SELECT * FROM cells EXCEPT SELECT * FROM rollup))
    + (SELECT count(*) FROM (SELECT * FROM rollup EXCEPT SELECT * FROM cells))
