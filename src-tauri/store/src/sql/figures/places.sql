-- Of the months in the spans ?1 ([grid, first, last]), by charge point.
WITH fact AS (
    SELECT
        0 AS bits, r.tenant, NULL AS unit, NULL AS user_group, r.location, r.evse, NULL AS driver, NULL AS vehicle,
        NULL AS cost_centre, NULL AS day, NULL AS pseudonym, NULL AS driver_id, NULL AS driver_name, NULL AS vehicle_id,
        NULL AS plate,
        r.currency, r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net, r.gross, r.without_gross, r.checked, r.differing
    FROM json_each(?1) p
    CROSS JOIN v_covered_evse r ON r.period BETWEEN p.value ->> 1 AND p.value ->> 2
),
