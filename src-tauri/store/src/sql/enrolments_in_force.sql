SELECT tenant, driver, vehicle, country, party, uid, from_at, until_at
FROM enrolment
WHERE replaced_at IS NULL
ORDER BY enrolment
