-- Of the local days ?1 to ?2, record by record.
-- Sessions carry no money here: what they cost so far is preliminary. Whether a record's partner is there is asked
-- of what this person sees.
WITH fact AS (
    SELECT
        s.bits, s.tenant, s.unit, s.user_group, s.location, s.evse, s.driver, s.vehicle, s.cost_centre, s.day,
        s.pseudonym, s.driver_id, s.driver_name, s.vehicle_id, s.plate,
        NULL AS currency,
        1 AS sessions,
        0 AS cdrs,
        0 AS credits,
        0 AS wh,
        iif(
            s.status = 'COMPLETED' AND NOT EXISTS (
                SELECT 1 FROM v_cdr_seen c
                WHERE c.connection = s.connection AND c.country = s.country AND c.party = s.party
                    AND c.session_id = s.id
            ),
            s.energy_wh, 0
        ) AS unbilled_wh,
        0 AS net,
        0 AS gross,
        0 AS without_gross,
        0 AS checked,
        0 AS differing
    FROM v_session s
    WHERE s.day BETWEEN ?1 AND ?2 AND s.status <> 'INVALID'
    UNION ALL
    SELECT
        c.bits, c.tenant, c.unit, c.user_group, c.location, c.evse, c.driver, c.vehicle, c.cost_centre, c.day,
        c.pseudonym, c.driver_id, c.driver_name, c.vehicle_id, c.plate,
        c.currency,
        -- stands for its Session where that is not there: one of the CDRs that name it, and not a credit
        NOT c.is_credit
            AND NOT EXISTS (
                SELECT 1 FROM v_session_seen s
                WHERE s.connection = c.connection AND s.country = c.country AND s.party = c.party
                    AND s.id = c.session_id
            )
            AND NOT EXISTS (
                SELECT 1 FROM v_cdr_seen o
                WHERE o.connection = c.connection AND o.country = c.country AND o.party = c.party
                    AND o.session_id = c.session_id AND NOT o.is_credit
                    -- the + keeps the planner from looking by id, through half the table
                    AND +o.id < c.id
            ),
        NOT c.is_credit,
        c.is_credit,
        c.energy_wh,
        0,
        coalesce(c.net, 0),
        coalesce(c.gross, 0),
        c.bits & 32 <> 0 AND c.gross IS NULL,
        -- no state where it is hidden
        coalesce(c.price_state <> 'unpriced', 0),
        coalesce(c.price_state = 'different', 0)
    FROM v_cdr c
    WHERE c.day BETWEEN ?1 AND ?2
)
