-- how many assignments in force name a place that is there, and how many there are
SELECT
    (SELECT count(DISTINCT assignment) FROM assignment_place),
    (SELECT count(*) FROM assignment WHERE replaced_at IS NULL)
