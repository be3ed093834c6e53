-- the differences in temp.delta by cost centre, month and year, spread over the nodes that they are part of
CREATE TEMP VIEW IF NOT EXISTS spread_cost_centre AS
WITH of_unit AS (
    SELECT
        d.unit,
        d.month,
        coalesce(d.user_group, 0) AS user_group,
        coalesce(
            (SELECT p.cost_centre FROM driver p WHERE p.driver = d.driver),
            (SELECT v.cost_centre FROM vehicle v WHERE v.vehicle = d.vehicle),
            ''
        ) AS cost_centre,
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
    GROUP BY 1, 2, 3, 4, 5
),
by_month AS MATERIALIZED (
    SELECT
        n.node,
        s.month AS period,
        s.user_group,
        s.cost_centre,
        s.currency,
        sum(s.sessions) AS sessions,
        sum(s.cdrs) AS cdrs,
        sum(s.credits) AS credits,
        sum(s.wh) AS wh,
        sum(s.unbilled_wh) AS unbilled_wh,
        sum(s.net) AS net,
        sum(s.gross) AS gross,
        sum(s.without_gross) AS without_gross,
        sum(s.checked) AS checked,
        sum(s.differing) AS differing
    FROM of_unit s
    CROSS JOIN unit_node n ON n.unit = s.unit AND n.node <> 0
    GROUP BY 1, 2, 3, 4, 5
),
cells AS (
    SELECT 2 AS grid, m.* FROM by_month m
    UNION ALL
    SELECT
        3,
        m.node,
        m.period / 12,
        m.user_group,
        m.cost_centre,
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
    GROUP BY m.node, m.period / 12, m.user_group, m.cost_centre, m.currency
)
SELECT * FROM cells
WHERE sessions <> 0 OR cdrs <> 0 OR credits <> 0 OR wh <> 0 OR unbilled_wh <> 0 OR net <> 0 OR gross <> 0 OR without_gross <> 0
    OR checked <> 0 OR differing <> 0
