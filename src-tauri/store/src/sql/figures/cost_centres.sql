-- Of the months and years in the spans ?1 ([grid, first, last]) at the nodes ?2, by cost centre.
WITH fact AS (
    SELECT
        r.bits, r.tenant, r.cost_centre,
        r.currency, r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net, r.gross, r.without_gross, r.checked, r.differing
    FROM json_each(?2) n
    CROSS JOIN json_each(?1) p
    CROSS JOIN v_covered_cost_centre r
        ON r.node = n.value AND r.grid = p.value ->> 0 AND r.period BETWEEN p.value ->> 1 AND p.value ->> 2
)
