-- the differences in temp.delta by charge point, group, month and year
CREATE TEMP VIEW IF NOT EXISTS spread_evse AS
WITH by_month AS MATERIALIZED (
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
),
cells AS (
    SELECT 2 AS grid, m.* FROM by_month m
    UNION ALL
    SELECT
        3,
        m.unit,
        m.period / 12,
        m.location,
        m.evse,
        m.user_group,
        m.currency,
        sum(m.sessions),
        sum(m.cdrs),
        sum(m.credits),
        sum(m.wh),
        sum(m.unbilled_wh),
        sum(m.net),
        sum(m.gross),
        sum(m.without_gross),
        sum(m.checked),
        sum(m.differing)
    FROM by_month m
    GROUP BY m.unit, m.period / 12, m.location, m.evse, m.user_group, m.currency
)
SELECT * FROM cells
WHERE sessions <> 0 OR cdrs <> 0 OR credits <> 0 OR wh <> 0 OR unbilled_wh <> 0 OR net <> 0 OR gross <> 0 OR without_gross <> 0
    OR checked <> 0 OR differing <> 0
