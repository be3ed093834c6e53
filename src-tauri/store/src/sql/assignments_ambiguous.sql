-- names that mean more than one place of one connection: TENANT/UNIT and the name
SELECT DISTINCT t.id || '/' || u.id || ': ' || a.level || ' ' || a.place
FROM assignment_place n
JOIN assignment a USING (assignment)
JOIN location l ON l.location = n.location
JOIN unit u ON u.unit = a.unit
JOIN tenant t ON t.tenant = u.tenant
GROUP BY a.assignment, l.connection
HAVING count(*) > 1
ORDER BY 1
