-- each assignment in force with the one place that it names; an ambiguous name binds nothing
SELECT a.unit, a.level, min(n.place) AS place, a.from_at, a.until_at
FROM assignment_place n
JOIN assignment a USING (assignment)
GROUP BY a.assignment
HAVING count(*) = 1
ORDER BY a.assignment
