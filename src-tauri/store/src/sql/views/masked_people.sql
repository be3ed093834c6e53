    -- our own key of whoever charged, to put rows together by: it never leaves
    iif(c.bits & 192, c.driver, NULL) AS driver,
    iif(c.bits & 192, c.vehicle, NULL) AS vehicle,
    -- looked up where they are asked for, and not joined: SQLite leaves no join out of a sum, though it reads nothing of it,
    -- and of many rows of one person it is looked up once
    iif(c.bits & 64, coalesce(
        (SELECT d.cost_centre FROM main.driver d WHERE d.driver = c.driver),
        (SELECT v.cost_centre FROM main.vehicle v WHERE v.vehicle = c.vehicle)
    ), NULL) AS cost_centre,
    iif(c.bits & 64, coalesce(
        (SELECT d.pseudonym FROM main.driver d WHERE d.driver = c.driver),
        (SELECT v.pseudonym FROM main.vehicle v WHERE v.vehicle = c.vehicle)
    ), NULL) AS pseudonym,
    iif(c.bits & 128, (SELECT d.id FROM main.driver d WHERE d.driver = c.driver), NULL) AS driver_id,
    iif(c.bits & 128, (SELECT d.name FROM main.driver d WHERE d.driver = c.driver), NULL) AS driver_name,
    iif(c.bits & 128, (SELECT v.id FROM main.vehicle v WHERE v.vehicle = c.vehicle), NULL) AS vehicle_id,
    iif(c.bits & 128, (SELECT v.plate FROM main.vehicle v WHERE v.vehicle = c.vehicle), NULL) AS plate
