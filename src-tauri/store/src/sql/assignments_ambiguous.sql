-- names that mean more than one place: TENANT/UNIT and the name
SELECT t.id || '/' || u.id || ': ' || a.level || ' ' || a.place
FROM assignment_place n
JOIN assignment a USING (assignment)
JOIN unit u ON u.unit = a.unit
JOIN tenant t ON t.tenant = u.tenant
GROUP BY a.assignment
HAVING count(*) > 1
ORDER BY 1
