-- the differences in temp.delta by charge point, group and month
CREATE TEMP VIEW IF NOT EXISTS spread_evse AS
SELECT
    d.unit,
    d.month AS period,
    coalesce(d.location, 0) AS location,
    coalesce(d.evse, 0) AS evse,
    coalesce(d.user_group, 0) AS user_group,
    d.currency,
    sum(d.sessions) AS sessions,
    sum(d.cdrs) AS cdrs,
    sum(d.credits) AS credits,
    sum(d.wh) AS wh,
    sum(d.unbilled_wh) AS unbilled_wh,
    sum(d.net) AS net,
    sum(d.gross) AS gross,
    sum(d.without_gross) AS without_gross,
    sum(d.checked) AS checked,
    sum(d.differing) AS differing
FROM temp.delta d
WHERE d.kind = 0
GROUP BY 1, 2, 3, 4, 5, 6
HAVING sum(d.sessions) <> 0 OR sum(d.cdrs) <> 0 OR sum(d.credits) <> 0 OR sum(d.wh) <> 0
    OR sum(d.unbilled_wh) <> 0 OR sum(d.net) <> 0 OR sum(d.gross) <> 0 OR sum(d.without_gross) <> 0 OR sum(d.checked) <> 0 OR sum(d.differing) <> 0
