-- Locations that an assignment in force names together with one of ?1: it binds neither, though it bound one before
SELECT DISTINCT o.location
FROM assignment_place n
JOIN assignment_place o ON o.assignment = n.assignment
WHERE n.location IN (SELECT value FROM json_each(?1))
