-- What the CPMSs said. Ids compare without regard to case (OCPI's CiString): COLLATE NOCASE.
-- Energy is in watt-hours, money in ten-thousandths of the currency unit. A credit's energy and
-- money are kept as what they take off: below zero, whatever sign the CPMS gave them.

CREATE TABLE location (
    location INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL REFERENCES connection,
    country TEXT NOT NULL COLLATE NOCASE,
    party TEXT NOT NULL COLLATE NOCASE,
    id TEXT NOT NULL COLLATE NOCASE,
    name TEXT,
    address TEXT NOT NULL,
    city TEXT NOT NULL,
    postal_code TEXT,
    country_code TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    last_updated_at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (connection, country, party, id)
) STRICT;

CREATE TABLE evse (
    evse INTEGER PRIMARY KEY,
    location INTEGER NOT NULL REFERENCES location,
    uid TEXT NOT NULL COLLATE NOCASE,
    evse_id TEXT COLLATE NOCASE,
    label TEXT,
    -- the CPMS's last word; an EVSE that vanished from its Location is REMOVED
    status TEXT NOT NULL,
    last_updated_at INTEGER NOT NULL,
    UNIQUE (location, uid)
) STRICT;

CREATE TABLE connector (
    evse INTEGER NOT NULL REFERENCES evse,
    id TEXT NOT NULL COLLATE NOCASE,
    standard TEXT NOT NULL,
    power_type TEXT NOT NULL,
    max_power_w INTEGER,
    PRIMARY KEY (evse, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tariff (
    tariff INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL REFERENCES connection,
    country TEXT NOT NULL COLLATE NOCASE,
    party TEXT NOT NULL COLLATE NOCASE,
    id TEXT NOT NULL COLLATE NOCASE,
    currency TEXT NOT NULL,
    last_updated_at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (connection, country, party, id)
) STRICT;

-- what drivers identified with: identity, so in one place and nowhere else but in `raw`
CREATE TABLE token (
    token INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL REFERENCES connection,
    country TEXT NOT NULL COLLATE NOCASE,
    party TEXT NOT NULL COLLATE NOCASE,
    uid TEXT NOT NULL COLLATE NOCASE,
    contract_id TEXT NOT NULL COLLATE NOCASE,
    kind TEXT NOT NULL,
    UNIQUE (connection, country, party, uid, contract_id)
) STRICT;

-- enrolments name tokens by their uid, mostly without a party
CREATE INDEX token_by_uid ON token (uid);

-- setup.json names tokens as the CPMS does, at any party or at one: what each enrolment in force means
CREATE VIEW enrolment_token (enrolment, token) AS
SELECT n.enrolment, t.token
FROM enrolment n
JOIN token t ON t.uid = n.uid
    AND (n.country IS NULL OR t.country = n.country)
    AND (n.party IS NULL OR t.party = n.party)
WHERE n.replaced_at IS NULL;

CREATE TABLE session (
    session INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL REFERENCES connection,
    country TEXT NOT NULL COLLATE NOCASE,
    party TEXT NOT NULL COLLATE NOCASE,
    id TEXT NOT NULL COLLATE NOCASE,
    status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'COMPLETED', 'INVALID', 'PENDING', 'RESERVATION')),
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    -- the local day it started on, in days since 1970-01-01
    day INTEGER NOT NULL,
    location_id TEXT NOT NULL COLLATE NOCASE,
    evse_uid TEXT COLLATE NOCASE,
    location INTEGER REFERENCES location,
    evse INTEGER REFERENCES evse,
    token INTEGER NOT NULL REFERENCES token,
    energy_wh INTEGER NOT NULL,
    currency TEXT NOT NULL,
    net INTEGER,
    gross INTEGER,
    last_updated_at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    -- who held the position when it started, and who charged there by its tenant's enrolments
    unit INTEGER REFERENCES unit,
    driver INTEGER REFERENCES driver,
    vehicle INTEGER REFERENCES vehicle,
    user_group INTEGER REFERENCES user_group,
    UNIQUE (connection, country, party, id)
) STRICT;

CREATE INDEX session_of_evse ON session (evse, started_at);
CREATE INDEX session_of_location ON session (location, started_at);
CREATE INDEX session_of_token ON session (token, started_at);

CREATE TABLE cdr (
    cdr INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL REFERENCES connection,
    country TEXT NOT NULL COLLATE NOCASE,
    party TEXT NOT NULL COLLATE NOCASE,
    id TEXT NOT NULL COLLATE NOCASE,
    session_id TEXT COLLATE NOCASE,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    day INTEGER NOT NULL,
    location_id TEXT NOT NULL COLLATE NOCASE,
    evse_uid TEXT COLLATE NOCASE,
    evse_id TEXT COLLATE NOCASE,
    location INTEGER REFERENCES location,
    evse INTEGER REFERENCES evse,
    token INTEGER NOT NULL REFERENCES token,
    energy_wh INTEGER NOT NULL,
    currency TEXT NOT NULL,
    net INTEGER NOT NULL,
    gross INTEGER,
    is_credit INTEGER NOT NULL CHECK (is_credit IN (0, 1)),
    credit_reference_id TEXT COLLATE NOCASE,
    last_updated_at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    -- who held the position when it started, and who charged there by its tenant's enrolments
    unit INTEGER REFERENCES unit,
    driver INTEGER REFERENCES driver,
    vehicle INTEGER REFERENCES vehicle,
    user_group INTEGER REFERENCES user_group,
    UNIQUE (connection, country, party, id)
) STRICT;

CREATE INDEX cdr_of_evse ON cdr (evse, started_at);
CREATE INDEX cdr_of_location ON cdr (location, started_at);
CREATE INDEX cdr_of_token ON cdr (token, started_at);
CREATE INDEX cdr_of_session ON cdr (connection, country, party, session_id);

-- which Unit holds an EVSE when: worked out from `assignment`, disjoint for each EVSE
CREATE TABLE holding (
    evse INTEGER NOT NULL REFERENCES evse,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    unit INTEGER NOT NULL REFERENCES unit,
    PRIMARY KEY (evse, from_at)
) STRICT, WITHOUT ROWID;

-- setup.json names places as the CPMS does: what each assignment in force can mean
CREATE VIEW assignment_place (assignment, location, place) AS
SELECT a.assignment, l.location, l.location
FROM assignment a
JOIN location l ON l.id = a.place
    AND (a.country IS NULL OR l.country = a.country)
    AND (a.party IS NULL OR l.party = a.party)
JOIN connection c ON c.connection = l.connection AND (a.connection IS NULL OR c.id = a.connection)
WHERE a.level = 'location' AND a.replaced_at IS NULL
UNION ALL
SELECT a.assignment, l.location, e.evse
FROM assignment a
JOIN evse e ON e.uid = a.place
JOIN location l ON l.location = e.location
    AND (a.country IS NULL OR l.country = a.country)
    AND (a.party IS NULL OR l.party = a.party)
JOIN connection c ON c.connection = l.connection AND (a.connection IS NULL OR c.id = a.connection)
WHERE a.level = 'evse' AND a.replaced_at IS NULL;

-- ids come bare: without these a name is looked for in every Location
CREATE INDEX location_by_id ON location (id);
CREATE INDEX evse_by_uid ON evse (uid);
