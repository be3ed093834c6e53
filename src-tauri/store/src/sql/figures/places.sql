-- Of the months and years in the spans ?1 ([grid, first, last]), by charge point.
WITH span AS MATERIALIZED (
    SELECT value ->> 0 AS grid, value ->> 1 AS first, value ->> 2 AS last FROM json_each(?1)
),
fact AS (
    SELECT
        r.tenant, r.location, r.evse,
        r.currency, r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net, r.gross, r.without_gross, r.checked, r.differing
    FROM span p
    CROSS JOIN v_covered_evse r ON r.grid = p.grid AND r.period BETWEEN p.first AND p.last
)
