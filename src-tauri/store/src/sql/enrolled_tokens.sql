-- each token that an enrolment in force means, with all that its sessions take from it
SELECT n.token, e.tenant, e.driver, e.vehicle, d.user_group, e.from_at, e.until_at
FROM enrolment_token n
JOIN enrolment e USING (enrolment)
LEFT JOIN driver d ON d.driver = e.driver
