-- Sums of the facts before this by currency, tenant and what the cut ?3 parts them by: by place or person, or, of 'each', by
-- unit, group and day together.
parted AS (
    SELECT
        f.*,
        u.property,
        CASE ?3
            WHEN 'location' THEN f.location
            WHEN 'evse' THEN f.evse
            WHEN 'driver' THEN f.driver
            WHEN 'vehicle' THEN f.vehicle
        END AS part,
        -- who a row is of: nobody's business, somebody, or this very person
        CASE
            WHEN ?3 NOT IN ('driver', 'vehicle', 'cost-centre') THEN 0
            WHEN ?3 = 'cost-centre' THEN iif(f.bits & 64, 1, -1)
            WHEN f.bits & 128 THEN 2
            WHEN f.bits & 64 THEN 1
            ELSE -1
        END AS known
    FROM fact f
    LEFT JOIN v_unit u ON u.unit = f.unit
)
SELECT
    p.tenant,
    p.part,
    iif(?3 = 'each', p.unit, NULL) AS unit,
    -- of the unit, so there is one
    iif(?3 = 'each', max(p.property), NULL) AS property,
    iif(?3 = 'each', p.user_group, NULL) AS user_group,
    iif(?3 = 'each', p.day, 0) AS day,
    iif(?3 = 'cost-centre', p.cost_centre, NULL) AS cost_centre,
    p.known,
    -- a pseudonym is of the driver or else of the vehicle: where the cut has no part, it is of the wrong one
    CASE
        WHEN p.part IS NULL THEN NULL
        WHEN ?3 = 'driver' THEN max(iif(p.known = 2, p.driver_id, p.pseudonym))
        WHEN ?3 = 'vehicle' THEN max(iif(p.known = 2, p.vehicle_id, p.pseudonym))
    END AS person,
    CASE
        WHEN p.part IS NULL THEN NULL
        WHEN ?3 = 'driver' THEN max(iif(p.known = 2, p.driver_name, p.pseudonym))
        WHEN ?3 = 'vehicle' THEN max(iif(p.known = 2, coalesce(p.plate, p.vehicle_id), p.pseudonym))
    END AS person_label,
    -- money only where there is a CDR
    iif(sum(p.cdrs) = 0 AND sum(p.credits) = 0, NULL, p.currency) AS currency,
    sum(p.sessions) AS sessions,
    sum(p.cdrs) AS cdrs,
    sum(p.credits) AS credits,
    sum(p.wh) AS energy_wh,
    sum(p.unbilled_wh) AS unbilled_wh,
    sum(p.net) AS net,
    sum(p.gross) AS gross,
    sum(p.without_gross) AS without_gross,
    sum(p.checked) AS checked,
    sum(p.differing) AS differing
FROM parted p
GROUP BY
    p.tenant, p.part, iif(?3 = 'each', p.unit, NULL), iif(?3 = 'each', p.user_group, NULL), iif(?3 = 'each', p.day, 0),
    iif(?3 = 'cost-centre', p.cost_centre, NULL), p.known, p.currency
