-- whatever its time: whether a record's partner is there is asked of what this person sees, or a row that nobody
-- may see would change a figure
CREATE TEMP VIEW v_session_seen AS
SELECT c.connection, c.country, c.party, c.id
FROM ({session}) c
WHERE c.bits & 16;
-- what says that it runs, however long ago it started
CREATE TEMP VIEW v_running AS
SELECT c.started_at, c.last_updated_at
FROM ({running}) c
WHERE c.bits & 16;
CREATE TEMP VIEW v_cdr_seen AS
SELECT c.connection, c.country, c.party, c.id, c.session_id, c.is_credit
FROM ({cdr}) c
WHERE c.bits & 16;
