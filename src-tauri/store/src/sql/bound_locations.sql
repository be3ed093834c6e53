-- each assignment in force with the Locations that it touches, whether it binds there or not
SELECT n.location, a.level || ' ' || n.place, a.unit, a.from_at, a.until_at
FROM assignment_place n
JOIN assignment a USING (assignment)
