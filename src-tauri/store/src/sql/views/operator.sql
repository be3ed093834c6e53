CREATE TEMP VIEW v_tenant AS
SELECT t.tenant, t.id, t.name, t.letterhead FROM main.tenant t;
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
CREATE TEMP VIEW v_holding AS
SELECT 1 AS of_everybody, me.bits, h.evse, h.unit, h.from_at, h.until_at
FROM temp.s_me me
CROSS JOIN main.holding h;
CREATE TEMP VIEW v_rollup AS
SELECT
    r.grid, r.split, r.currency, r.node, r.period,
    r.sessions, r.cdrs, r.credits, r.wh, r.unbilled_wh, r.net, r.gross, r.without_gross, r.checked,
    r.differing
FROM main.rollup r;
CREATE TEMP VIEW v_held_at AS
SELECT l.connection FROM main.location l;
-- how far the profile is: of every CPMS
CREATE TEMP VIEW v_freshness AS
SELECT
    2 * (SELECT count(DISTINCT c.id) FROM main.connection c) AS wanted,
    count(complete_from_at) AS begun,
    max(complete_from_at) AS complete_from_at,
    min(complete_until_at) AS complete_until_at
FROM main.cursor
WHERE module IN ('sessions', 'cdrs');
