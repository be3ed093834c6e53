-- Sums of the local days ?1 to ?2 by currency, tenant and what the cut ?3 parts them by; a month by its days.
-- Sessions carry no money here: what they cost so far is preliminary.
WITH fact AS (
    SELECT
        s.unit, s.location, s.evse, s.driver, s.vehicle, s.user_group,
        s.day,
        NULL AS currency,
        1 AS sessions,
        0 AS cdrs,
        0 AS credits,
        0 AS energy_wh,
        iif(
            s.status = 'COMPLETED' AND NOT EXISTS (
                SELECT 1 FROM cdr c
                WHERE c.connection = s.connection AND c.country = s.country AND c.party = s.party
                    AND c.session_id = s.id
            ),
            s.energy_wh, 0
        ) AS unbilled_wh,
        0 AS net,
        0 AS gross,
        0 AS without_gross
    FROM session s
    WHERE s.day BETWEEN ?1 AND ?2 AND s.status <> 'INVALID'
    UNION ALL
    SELECT
        c.unit, c.location, c.evse, c.driver, c.vehicle, c.user_group,
        c.day,
        c.currency,
        -- stands for its session where that is not here: one of the CDRs that name it, and not a credit
        NOT c.is_credit
            AND NOT EXISTS (
                SELECT 1 FROM session s
                WHERE s.connection = c.connection AND s.country = c.country AND s.party = c.party
                    AND s.id = c.session_id
            )
            AND NOT EXISTS (
                SELECT 1 FROM cdr o
                WHERE o.connection = c.connection AND o.country = c.country AND o.party = c.party
                    AND o.session_id = c.session_id AND NOT o.is_credit
                    -- the + keeps the planner from looking by id, through half the table
                    AND +o.id < c.id
            ),
        NOT c.is_credit,
        c.is_credit,
        c.energy_wh,
        0,
        c.net,
        coalesce(c.gross, 0),
        c.gross IS NULL
    FROM cdr c
    WHERE c.day BETWEEN ?1 AND ?2
)
SELECT
    u.tenant,
    CASE ?3
        WHEN 'property' THEN u.property
        WHEN 'unit' THEN f.unit
        WHEN 'location' THEN f.location
        WHEN 'evse' THEN f.evse
        WHEN 'group' THEN f.user_group
        WHEN 'driver' THEN f.driver
        WHEN 'vehicle' THEN f.vehicle
        WHEN 'day' THEN f.day
        WHEN 'month' THEN f.day
    END AS part,
    coalesce(d.cost_centre, v.cost_centre) AS cost_centre,
    f.currency,
    sum(f.sessions) AS sessions,
    sum(f.cdrs) AS cdrs,
    sum(f.credits) AS credits,
    sum(f.energy_wh) AS energy_wh,
    sum(f.unbilled_wh) AS unbilled_wh,
    sum(f.net) AS net,
    sum(f.gross) AS gross,
    sum(f.without_gross) AS without_gross
FROM fact f
LEFT JOIN unit u ON u.unit = f.unit
LEFT JOIN driver d ON ?3 = 'cost-centre' AND d.driver = f.driver
LEFT JOIN vehicle v ON ?3 = 'cost-centre' AND v.vehicle = f.vehicle
GROUP BY u.tenant, part, coalesce(d.cost_centre, v.cost_centre), f.currency
