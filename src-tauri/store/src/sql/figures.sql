-- Sums of the local days ?1 to ?2, cut by ?3 (total, property or month) and currency.
-- Sessions carry no money here: what they cost so far is preliminary.
WITH fact AS (
    SELECT
        s.unit,
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
        c.unit,
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
    t.id AS tenant,
    p.id AS property,
    p.name,
    iif(?3 = 'month', strftime('%Y-%m', f.day * 86400, 'unixepoch'), NULL) AS month,
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
LEFT JOIN unit u ON ?3 = 'property' AND u.unit = f.unit
LEFT JOIN tenant t ON t.tenant = u.tenant
LEFT JOIN unit p ON p.unit = u.property
GROUP BY t.tenant, p.unit, month, f.currency
