-- Of the months and years in the spans ?1 ([grid, first, last]) at the nodes ?2, by cost centre.
WITH span AS MATERIALIZED (
    SELECT value ->> 0 AS grid, value ->> 1 AS first, value ->> 2 AS last FROM json_each(?1)
),
fact AS (
    SELECT
        r.bits, r.tenant, r.cost_centre,
        r.currency, r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net, r.gross, r.without_gross, r.checked, r.differing
    FROM json_each(?2) n
    CROSS JOIN span p
    CROSS JOIN v_covered_cost_centre r
        ON r.node = n.value AND r.grid = p.grid AND r.period BETWEEN p.first AND p.last
)
