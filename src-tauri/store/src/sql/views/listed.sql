-- What was charged, each once: CDRs, credits among them, and Sessions that none of the CDRs seen here bills.
-- kind: the module's number, as in `raw`.
CREATE TEMP VIEW v_listed AS
SELECT
    4 AS kind, c.cdr AS record, c.bits, c.connection, c.country, c.party, c.id, c.session_id,
    iif(c.is_credit, 'credit', 'billed') AS state,
    c.started_at, c.ended_at, c.day, c.unit, c.location, c.evse, c.energy_wh, c.currency, c.net, c.price_state,
    c.last_updated_at
FROM v_cdr c
UNION ALL
SELECT
    3, s.session, s.bits, s.connection, s.country, s.party, s.id, s.id,
    CASE s.status
        WHEN 'ACTIVE' THEN 'running' WHEN 'COMPLETED' THEN 'unbilled' WHEN 'PENDING' THEN 'pending' ELSE 'reserved'
    END,
    s.started_at, s.ended_at, s.day, s.unit, s.location, s.evse, s.energy_wh, s.currency, s.net, NULL,
    s.last_updated_at
FROM v_session s
WHERE s.status <> 'INVALID'
    AND NOT EXISTS (
        SELECT 1 FROM v_cdr_seen c
        WHERE c.connection = s.connection AND c.country = s.country AND c.party = s.party AND c.session_id = s.id
    );
-- a record's fields, each of a class that is open on the record itself
CREATE TEMP VIEW v_record_field AS
SELECT 4 AS kind, c.cdr AS record, f.class, f.dictionary, f.bytes
FROM v_cdr c
CROSS JOIN main.record_field f ON f.kind = 4 AND f.record = c.cdr AND f.class & c.bits
UNION ALL
SELECT 3, s.session, f.class, f.dictionary, f.bytes
FROM v_session s
CROSS JOIN main.record_field f ON f.kind = 3 AND f.record = s.session AND f.class & s.bits;
-- what fields are compressed with; it never leaves
CREATE TEMP VIEW v_dictionary AS
SELECT d.dictionary, d.kind, d.bytes FROM main.dictionary d;
