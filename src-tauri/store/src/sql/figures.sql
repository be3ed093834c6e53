-- Sums of the local days ?1 to ?2 by currency, tenant and what the cut ?3 parts them by, where no cells are cut so.
-- Sessions carry no money here: what they cost so far is preliminary.
WITH fact AS (
    SELECT
        s.unit, s.user_group, f.location, f.evse, f.driver, f.vehicle, s.day, NULL AS currency,
        s.sessions, s.cdrs, s.credits, s.wh, s.unbilled_wh, s.net, s.gross, s.without_gross
    FROM counted_session s
    JOIN session f USING (session)
    WHERE s.day BETWEEN ?1 AND ?2 AND s.sessions
    UNION ALL
    SELECT
        c.unit, c.user_group, f.location, f.evse, f.driver, f.vehicle, c.day, c.currency,
        c.sessions, c.cdrs, c.credits, c.wh, c.unbilled_wh, c.net, c.gross, c.without_gross
    FROM counted_cdr c
    JOIN cdr f USING (cdr)
    WHERE c.day BETWEEN ?1 AND ?2
)
SELECT
    u.tenant,
    CASE ?3
        WHEN 'location' THEN f.location
        WHEN 'evse' THEN f.evse
        WHEN 'driver' THEN f.driver
        WHEN 'vehicle' THEN f.vehicle
    END AS part,
    coalesce(d.cost_centre, v.cost_centre) AS cost_centre,
    f.currency,
    sum(f.sessions) AS sessions,
    sum(f.cdrs) AS cdrs,
    sum(f.credits) AS credits,
    sum(f.wh) AS energy_wh,
    sum(f.unbilled_wh) AS unbilled_wh,
    sum(f.net) AS net,
    sum(f.gross) AS gross,
    sum(f.without_gross) AS without_gross
FROM fact f
LEFT JOIN unit u ON u.unit = f.unit
LEFT JOIN driver d ON ?3 = 'cost-centre' AND d.driver = f.driver
LEFT JOIN vehicle v ON ?3 = 'cost-centre' AND v.vehicle = f.vehicle
GROUP BY u.tenant, part, coalesce(d.cost_centre, v.cost_centre), f.currency
