-- Of the months in the spans ?1 ([grid, first, last]) at the nodes ?2, by who charged.
WITH fact AS (
    SELECT
        r.bits, r.tenant, r.driver, r.vehicle, r.pseudonym, r.driver_id, r.driver_name, r.vehicle_id, r.plate,
        r.currency, r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net, r.gross, r.without_gross, r.checked, r.differing
    FROM json_each(?2) n
    CROSS JOIN json_each(?1) p
    CROSS JOIN v_covered_driver r ON r.node = n.value AND r.period BETWEEN p.value ->> 1 AND p.value ->> 2
)
