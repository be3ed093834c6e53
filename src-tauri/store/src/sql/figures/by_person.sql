-- Sums of the facts before this by driver or, if the cut ?3 says so, by vehicle. Who it is is looked up once for each: a name
-- stands in no aggregate, for which it would be looked up with every fact.
SELECT
    f.tenant,
    iif(?3 = 'driver', f.driver, f.vehicle) AS part,
    -- who a row is of: nobody's business, somebody, or this very person
    CASE WHEN f.bits & 128 THEN 2 WHEN f.bits & 64 THEN 1 ELSE -1 END AS known,
    -- a pseudonym is of the driver or else of the vehicle: where the cut has no part, it is of the wrong one
    CASE
        WHEN iif(?3 = 'driver', f.driver, f.vehicle) IS NULL THEN NULL
        WHEN f.bits & 128 THEN iif(?3 = 'driver', f.driver_id, f.vehicle_id)
        ELSE f.pseudonym
    END AS person,
    CASE
        WHEN iif(?3 = 'driver', f.driver, f.vehicle) IS NULL THEN NULL
        WHEN f.bits & 128 THEN iif(?3 = 'driver', f.driver_name, coalesce(f.plate, f.vehicle_id))
        ELSE f.pseudonym
    END AS person_label,
    NULL AS cost_centre,
