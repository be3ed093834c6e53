CREATE TEMP VIEW v_tenant AS
SELECT t.tenant, t.id, t.name, t.letterhead, t.ended_at IS NOT NULL AS has_ended FROM main.tenant t;
CREATE TEMP VIEW v_unit AS
SELECT u.unit, u.tenant, u.id, u.parent, u.name, u.property, u.recipient FROM main.unit u;
CREATE TEMP VIEW v_group AS
SELECT g.user_group, g.tenant, g.id, g.name FROM main.user_group g;
CREATE TEMP VIEW v_location AS
SELECT
    l.location, l.country, l.party, l.id, l.name, l.time_zone,
    (SELECT c.id FROM main.connection c WHERE c.connection = l.connection) AS connection
FROM main.location l;
CREATE TEMP VIEW v_place AS
SELECT e.evse, e.location, e.uid, e.evse_id, e.label, e.status = 'REMOVED' AS is_gone
FROM main.evse e;
CREATE TEMP VIEW v_evse AS
SELECT me.bits, e.evse, e.location, h.unit, e.status, e.last_updated_at AS changed_at
FROM temp.s_me me
CROSS JOIN main.evse e
LEFT JOIN main.holding h ON h.evse = e.evse AND h.from_at <= me.now_at AND me.now_at < h.until_at;
CREATE TEMP VIEW v_connector AS
SELECT c.evse, c.id, c.standard, c.power_type, c.max_power_w
FROM v_evse e
CROSS JOIN main.connector c ON c.evse = e.evse
WHERE e.status <> 'REMOVED';
CREATE TEMP VIEW v_evse_status AS
SELECT
    me.bits, s.evse, s.status, max(s.from_at, o.from_at) AS from_at, min(s.until_at, o.until_at) AS until_at
FROM temp.s_me me
CROSS JOIN main.evse e
CROSS JOIN main.location l ON l.location = e.location
CROSS JOIN main.evse_status s
    ON s.evse = e.evse AND s.is_exact = 1 AND s.until_at > me.t_from AND +s.from_at < me.t_until
CROSS JOIN main.observed o
    ON o.connection = l.connection
    AND o.until_at > max(s.from_at, me.t_from) AND +o.from_at < min(s.until_at, me.t_until);
CREATE TEMP VIEW v_operated AS
SELECT me.bits, h.evse, h.unit, h.from_at, h.until_at
FROM temp.s_me me
CROSS JOIN main.holding h;
CREATE TEMP VIEW v_observed AS
SELECT o.from_at, o.until_at FROM main.observed o;
CREATE TEMP VIEW v_holding AS
SELECT 1 AS of_everybody, me.bits, h.evse, h.unit, h.from_at, h.until_at
FROM temp.s_me me
CROSS JOIN main.holding h;
CREATE TEMP VIEW v_rollup AS
SELECT
    r.grid, 0 AS facet, r.split, r.currency, r.node, r.period,
    r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net, r.gross, r.without_gross, r.checked,
    r.differing
FROM main.rollup r;
CREATE TEMP VIEW v_held_at AS
SELECT l.connection FROM main.location l;
-- how far each CPMS is
CREATE TEMP VIEW v_connection AS
SELECT
    c.connection, c.id,
    count(k.complete_from_at) AS begun,
    max(k.complete_from_at) AS complete_from_at,
    min(k.complete_until_at) AS complete_until_at
FROM main.connection c
LEFT JOIN main.cursor k ON k.connection = c.connection AND k.module IN ('sessions', 'cdrs')
GROUP BY c.connection;
-- how far the profile is: of every CPMS
CREATE TEMP VIEW v_freshness AS
SELECT
    2 * (SELECT count(DISTINCT c.id) FROM main.connection c) AS wanted,
    count(complete_from_at) AS begun,
    max(complete_from_at) AS complete_from_at,
    min(complete_until_at) AS complete_until_at
FROM main.cursor
WHERE module IN ('sessions', 'cdrs');
-- what nobody else is told of: where a CPMS is, how far each of its modules is, how much came, and what could not be
-- understood
CREATE TEMP VIEW v_address AS
SELECT c.connection, c.url FROM main.connection c;
CREATE TEMP VIEW v_module AS
SELECT k.connection, k.module, k.complete_from_at, k.complete_until_at FROM main.cursor k;
CREATE TEMP VIEW v_walk AS
SELECT w.connection, w.module, w.direction, w.from_at, w.until_at, w.next_offset AS walked, w.total
FROM main.walk w;
CREATE TEMP VIEW v_found AS
SELECT l.connection, 'locations' AS what, count(*) AS records FROM main.location l GROUP BY l.connection
UNION ALL
SELECT l.connection, 'evses', count(*)
FROM main.location l
CROSS JOIN main.evse e ON e.location = l.location
WHERE e.status <> 'REMOVED'
GROUP BY l.connection
UNION ALL
SELECT l.connection, 'unassigned', count(*)
FROM temp.s_me me
CROSS JOIN main.location l
CROSS JOIN main.evse e ON e.location = l.location
WHERE e.status <> 'REMOVED' AND NOT EXISTS (
    SELECT 1
    FROM main.holding h
    WHERE h.evse = e.evse AND h.from_at <= me.now_at AND me.now_at < h.until_at
)
GROUP BY l.connection
UNION ALL
SELECT t.connection, 'tariffs', count(*) FROM main.tariff t GROUP BY t.connection
UNION ALL
-- of one CPMS alone that is all there are, which the index of days, a tenth as large, tells
SELECT c.connection, 'sessions', iif(
    (SELECT count(o.connection) FROM main.connection o) = 1,
    (SELECT count(*) FROM main.session s WHERE s.day > -0x7fffffff),
    (SELECT count(*) FROM main.session s WHERE s.connection = c.connection)
)
FROM main.connection c
UNION ALL
SELECT c.connection, 'cdrs', iif(
    (SELECT count(o.connection) FROM main.connection o) = 1,
    (SELECT count(*) FROM main.cdr d WHERE d.day > -0x7fffffff),
    (SELECT count(*) FROM main.cdr d WHERE d.connection = c.connection)
)
FROM main.connection c;
-- of the record itself its id alone, and of what is wrong with it the field: the rest can name people
CREATE TEMP VIEW v_quarantine AS
SELECT
    q.quarantine, q.connection, q.module, q.reason, q.seen_at,
    iif(instr(q.detail, ': '), substr(q.detail, 1, instr(q.detail, ': ') - 1), q.detail) AS field,
    -- as text: a blob would be read as SQLite's own binary JSON
    CASE
        WHEN NOT json_valid(CAST(q.bytes AS TEXT)) THEN NULL
        WHEN json_type(CAST(q.bytes AS TEXT), '$.id') = 'text'
            THEN substr(json_extract(CAST(q.bytes AS TEXT), '$.id'), 1, 64)
    END AS id
FROM main.quarantine q;
