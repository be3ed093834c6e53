    -- as `masked_people.sql` has them, of joined tables
    iif(c.bits & 192, c.driver, NULL) AS driver,
    iif(c.bits & 192, c.vehicle, NULL) AS vehicle,
    iif(c.bits & 64, coalesce(d.cost_centre, v.cost_centre), NULL) AS cost_centre,
    iif(c.bits & 64, coalesce(d.pseudonym, v.pseudonym), NULL) AS pseudonym,
    iif(c.bits & 128, d.id, NULL) AS driver_id,
    iif(c.bits & 128, d.name, NULL) AS driver_name,
    iif(c.bits & 128, v.id, NULL) AS vehicle_id,
    iif(c.bits & 128, v.plate, NULL) AS plate,
    iif(c.bits & 128, k.uid, NULL) AS token_uid,
    iif(c.bits & 128, k.contract_id, NULL) AS contract_id
