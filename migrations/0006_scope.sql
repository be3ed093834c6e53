-- What masked reading starts from: whose a fact is, and the ways to find it by place and by person.

ALTER TABLE session ADD COLUMN tenant INTEGER REFERENCES tenant;
ALTER TABLE cdr ADD COLUMN tenant INTEGER REFERENCES tenant;

UPDATE session SET tenant = (SELECT u.tenant FROM unit u WHERE u.unit = session.unit) WHERE unit IS NOT NULL;
UPDATE cdr SET tenant = (SELECT u.tenant FROM unit u WHERE u.unit = cdr.unit) WHERE unit IS NOT NULL;

CREATE INDEX session_of_tenant ON session (tenant, started_at) WHERE tenant IS NOT NULL;
CREATE INDEX session_of_unit ON session (unit, started_at) WHERE unit IS NOT NULL;
CREATE INDEX session_of_driver ON session (driver, started_at) WHERE driver IS NOT NULL;
CREATE INDEX session_of_vehicle ON session (vehicle, started_at) WHERE vehicle IS NOT NULL;
CREATE INDEX session_of_group ON session (user_group, started_at) WHERE user_group IS NOT NULL;
-- what runs, or says that it does, is asked for at every look
CREATE INDEX session_running ON session (tenant, started_at) WHERE status = 'ACTIVE';

CREATE INDEX cdr_of_tenant ON cdr (tenant, started_at) WHERE tenant IS NOT NULL;
CREATE INDEX cdr_of_unit ON cdr (unit, started_at) WHERE unit IS NOT NULL;
CREATE INDEX cdr_of_driver ON cdr (driver, started_at) WHERE driver IS NOT NULL;
CREATE INDEX cdr_of_vehicle ON cdr (vehicle, started_at) WHERE vehicle IS NOT NULL;
CREATE INDEX cdr_of_group ON cdr (user_group, started_at) WHERE user_group IS NOT NULL;
