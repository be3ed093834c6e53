-- adds what the touched records count for, ?1 times: -1 before they change, 1 after
WITH apart AS MATERIALIZED (
    -- partners that are not of one Unit and one group, without which nothing is alone or mixed: few
    SELECT touched
    FROM temp.touched_row
    GROUP BY touched
    HAVING min(coalesce(unit, 0)) <> max(coalesce(unit, 0)) OR min(coalesce(user_group, 0)) <> max(coalesce(user_group, 0))
)
INSERT INTO temp.delta
SELECT
    0, coalesce(s.unit, 0), NULL, s.user_group, s.day, s.currency,
    s.location, s.evse, s.driver, s.vehicle,
    ?1 * s.sessions, ?1 * s.cdrs, ?1 * s.credits, ?1 * s.wh, ?1 * s.unbilled_wh,
    ?1 * s.net, ?1 * s.gross, ?1 * s.without_gross, ?1 * s.seconds, 0, 0
FROM temp.touched_row r
CROSS JOIN counted_session s ON s.session = r.record
WHERE r.is_session
UNION ALL
SELECT
    0, coalesce(c.unit, 0), NULL, c.user_group, c.day, c.currency,
    c.location, c.evse, c.driver, c.vehicle,
    ?1 * c.sessions, ?1 * c.cdrs, ?1 * c.credits, ?1 * c.wh, ?1 * c.unbilled_wh,
    ?1 * c.net, ?1 * c.gross, ?1 * c.without_gross, ?1 * c.seconds, ?1 * c.checked, ?1 * c.differing
FROM temp.touched_row r
CROSS JOIN counted_cdr c ON c.cdr = r.record
WHERE NOT r.is_session
UNION ALL
SELECT
    1, coalesce(s.unit, 0), s.node, s.user_group, s.day, s.currency,
    NULL, NULL, NULL, NULL,
    ?1 * s.sessions, 0, 0, 0, ?1 * s.unbilled_wh, 0, 0, 0, 0, 0, 0
FROM apart a
CROSS JOIN temp.touched_row r ON r.touched = a.touched AND r.is_session
CROSS JOIN alone_session s ON s.session = r.record
UNION ALL
SELECT
    1, coalesce(c.unit, 0), c.node, c.user_group, c.day, c.currency,
    NULL, NULL, NULL, NULL,
    ?1 * c.sessions, 0, 0, 0, ?1 * c.unbilled_wh, 0, 0, 0, 0, 0, 0
FROM apart a
CROSS JOIN temp.touched_row r ON r.touched = a.touched AND NOT r.is_session
CROSS JOIN alone_cdr c ON c.cdr = r.record
UNION ALL
SELECT
    2, coalesce(s.unit, 0), NULL, s.user_group, s.day, s.currency,
    NULL, NULL, NULL, NULL,
    ?1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
FROM apart a
CROSS JOIN temp.touched t ON t.touched = a.touched
CROSS JOIN mixed_session s
    ON s.connection = t.connection AND s.country = t.country AND s.party = t.party AND s.id = t.id
UNION ALL
SELECT
    2, coalesce(c.unit, 0), NULL, c.user_group, c.day, c.currency,
    NULL, NULL, NULL, NULL,
    ?1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
FROM apart a
CROSS JOIN temp.touched t ON t.touched = a.touched
CROSS JOIN mixed_cdr c
    ON c.connection = t.connection AND c.country = t.country AND c.party = t.party AND c.session_id = t.id
