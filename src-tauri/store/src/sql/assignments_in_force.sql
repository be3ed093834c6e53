-- each assignment in force with the places that it names: one a connection, or it gives them to nobody
SELECT
    iif(count(*) OVER (PARTITION BY n.assignment, l.connection) = 1, a.unit, NULL) AS unit,
    a.level, n.place, a.from_at, a.until_at
FROM assignment_place n
JOIN assignment a USING (assignment)
JOIN location l ON l.location = n.location
ORDER BY n.assignment, n.place
