-- how many enrolments in force name a token that has been seen, and how many there are
SELECT
    (SELECT count(DISTINCT enrolment) FROM enrolment_token),
    (SELECT count(*) FROM enrolment WHERE replaced_at IS NULL)
