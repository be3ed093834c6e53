SELECT json_array(t.id, d.id, v.id, e.country, e.party, e.uid, e.from_at, e.until_at) AS line
FROM enrolment e
JOIN tenant t ON t.tenant = e.tenant
LEFT JOIN driver d ON d.driver = e.driver
LEFT JOIN vehicle v ON v.vehicle = e.vehicle
WHERE e.replaced_at IS NULL
ORDER BY line
