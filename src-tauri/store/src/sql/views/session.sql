CREATE TEMP VIEW {view} AS
SELECT
    c.bits, c.session, c.connection, c.country, c.party, c.id, c.status, c.started_at, c.ended_at, c.day,
    c.tenant, c.unit, c.location, c.evse, c.user_group, c.energy_wh, c.last_updated_at,
    {masked}
FROM ({rows}) c{joins}
WHERE c.bits & 16;
