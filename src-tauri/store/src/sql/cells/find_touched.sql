-- the rows that are here now of what is touched
INSERT INTO temp.touched_row (touched, is_session, record, unit, user_group)
SELECT t.touched, 1, s.session, s.unit, s.user_group
FROM temp.touched t
CROSS JOIN session s
    ON s.connection = t.connection AND s.country = t.country AND s.party = t.party AND s.id = t.id
WHERE t.kind = 's'
UNION ALL
SELECT t.touched, 0, c.cdr, c.unit, c.user_group
FROM temp.touched t
CROSS JOIN cdr c
    ON c.connection = t.connection AND c.country = t.country AND c.party = t.party AND c.session_id = t.id
WHERE t.kind = 's'
UNION ALL
SELECT t.touched, 0, c.cdr, c.unit, c.user_group
FROM temp.touched t
CROSS JOIN cdr c
    ON c.connection = t.connection AND c.country = t.country AND c.party = t.party AND c.id = t.id
WHERE t.kind = 'c' AND c.session_id IS NULL
