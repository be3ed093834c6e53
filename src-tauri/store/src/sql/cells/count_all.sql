-- what all records count for
INSERT INTO temp.delta
SELECT
    0, coalesce(s.unit, 0), NULL, s.user_group, s.day, s.currency,
    s.location, s.evse, s.driver, s.vehicle,
    ?1 * s.sessions, ?1 * s.cdrs, ?1 * s.credits, ?1 * s.wh, ?1 * s.unbilled_wh,
    ?1 * s.net, ?1 * s.gross, ?1 * s.without_gross, ?1 * s.seconds, 0, 0
FROM counted_session s
UNION ALL
SELECT
    0, coalesce(c.unit, 0), NULL, c.user_group, c.day, c.currency,
    c.location, c.evse, c.driver, c.vehicle,
    ?1 * c.sessions, ?1 * c.cdrs, ?1 * c.credits, ?1 * c.wh, ?1 * c.unbilled_wh,
    ?1 * c.net, ?1 * c.gross, ?1 * c.without_gross, ?1 * c.seconds, ?1 * c.checked, ?1 * c.differing
FROM counted_cdr c
UNION ALL
SELECT
    1, coalesce(s.unit, 0), s.node, s.user_group, s.day, s.currency,
    NULL, NULL, NULL, NULL,
    ?1 * s.sessions, 0, 0, 0, ?1 * s.unbilled_wh, 0, 0, 0, 0, 0, 0
FROM alone_session s
UNION ALL
SELECT
    1, coalesce(c.unit, 0), c.node, c.user_group, c.day, c.currency,
    NULL, NULL, NULL, NULL,
    ?1 * c.sessions, 0, 0, 0, ?1 * c.unbilled_wh, 0, 0, 0, 0, 0, 0
FROM alone_cdr c
UNION ALL
SELECT
    2, coalesce(s.unit, 0), NULL, s.user_group, s.day, s.currency,
    NULL, NULL, NULL, NULL,
    ?1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
FROM mixed_session s
UNION ALL
SELECT
    2, coalesce(c.unit, 0), NULL, c.user_group, c.day, c.currency,
    NULL, NULL, NULL, NULL,
    ?1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
FROM mixed_cdr c
