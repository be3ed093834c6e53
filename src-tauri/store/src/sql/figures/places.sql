-- Of the months and years in the spans ?1 ([grid, first, last]), by charge point.
WITH fact AS (
    SELECT
        r.tenant, r.location, r.evse,
        r.currency, r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net, r.gross, r.without_gross, r.checked, r.differing
    FROM json_each(?1) p
    CROSS JOIN v_covered_evse r ON r.grid = p.value ->> 0 AND r.period BETWEEN p.value ->> 1 AND p.value ->> 2
)
