-- whether less is in some cell than before: only then can one have become empty
SELECT EXISTS (
    SELECT 1 FROM temp.delta
    GROUP BY kind, unit, node, user_group, day, currency, location, evse, driver, vehicle
    HAVING sum(sessions) < 0 OR sum(cdrs) < 0 OR sum(credits) < 0 OR max(kind)
)
