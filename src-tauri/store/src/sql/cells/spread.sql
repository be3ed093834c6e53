-- the differences in temp.delta, spread over every cell that they are part of
CREATE TEMP VIEW IF NOT EXISTS spread AS
WITH sums AS (
    SELECT
        kind, unit, node, user_group, day, month, currency,
        sum(sessions) AS sessions,
        sum(cdrs) AS cdrs,
        sum(credits) AS credits,
        sum(wh) AS wh,
        sum(unbilled_wh) AS unbilled_wh,
        sum(net) AS net,
        sum(gross) AS gross,
        sum(without_gross) AS without_gross,
        sum(seconds) AS seconds,
        sum(checked) AS checked,
        sum(differing) AS differing
    FROM temp.delta
    GROUP BY kind, unit, node, user_group, day, month, currency
),
dated AS (
    SELECT
        s.*,
        CASE g.usage WHEN 'internal' THEN -1 WHEN 'guest' THEN -2 WHEN 'public' THEN -3 ELSE -4 END AS usage
    FROM sums s
    LEFT JOIN user_group g USING (user_group)
    WHERE s.sessions <> 0 OR s.cdrs <> 0 OR s.credits <> 0 OR s.wh <> 0 OR s.unbilled_wh <> 0
        OR s.net <> 0 OR s.gross <> 0 OR s.without_gross <> 0 OR s.seconds <> 0
        OR s.checked <> 0 OR s.differing <> 0
),
split AS (
    SELECT d.*, 0 AS split FROM dated d
    UNION ALL
    SELECT d.*, d.usage FROM dated d
    UNION ALL
    SELECT d.*, d.user_group FROM dated d WHERE d.user_group IS NOT NULL
),
-- months are summed from days and years from months: far fewer than the records
by_day AS MATERIALIZED (
    SELECT
        s.kind, s.split, s.currency, n.node, s.day AS period, s.month,
        sum(s.sessions) AS sessions,
        sum(s.cdrs) AS cdrs,
        sum(s.credits) AS credits,
        sum(s.wh) AS wh,
        sum(s.unbilled_wh) AS unbilled_wh,
        sum(s.net) AS net,
        sum(s.gross) AS gross,
        sum(s.without_gross) AS without_gross,
        sum(s.seconds) AS seconds,
        sum(s.checked) AS checked,
        sum(s.differing) AS differing
    FROM split s
    CROSS JOIN unit_node n ON n.unit = s.unit AND (s.node IS NULL OR n.node = s.node)
    GROUP BY s.kind, s.split, s.currency, n.node, s.day, s.month
),
by_month AS MATERIALIZED (
    SELECT
        kind, split, currency, node, month AS period,
        sum(sessions) AS sessions,
        sum(cdrs) AS cdrs,
        sum(credits) AS credits,
        sum(wh) AS wh,
        sum(unbilled_wh) AS unbilled_wh,
        sum(net) AS net,
        sum(gross) AS gross,
        sum(without_gross) AS without_gross,
        sum(seconds) AS seconds,
        sum(checked) AS checked,
        sum(differing) AS differing
    FROM by_day
    GROUP BY kind, split, currency, node, month
),
cells AS (
    SELECT 10 * kind + 1 AS grid, split, currency, node, period,
        sessions, cdrs, credits, wh, unbilled_wh, net, gross, without_gross, seconds, checked, differing
    FROM by_day
    UNION ALL
    SELECT 10 * kind + 2, split, currency, node, period,
        sessions, cdrs, credits, wh, unbilled_wh, net, gross, without_gross, seconds, checked, differing
    FROM by_month
    UNION ALL
    SELECT 10 * kind + 3, split, currency, node, period / 12,
        sum(sessions),
        sum(cdrs),
        sum(credits),
        sum(wh),
        sum(unbilled_wh),
        sum(net),
        sum(gross),
        sum(without_gross),
        sum(seconds),
        sum(checked),
        sum(differing)
    FROM by_month
    GROUP BY kind, split, currency, node, period / 12
)
SELECT * FROM cells
