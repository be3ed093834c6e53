-- Who the operator's customers are, and which charge points they hold when.
-- Every column named *_at is an instant: UTC, in milliseconds since 1970-01-01. NULL in from_at or
-- until_at is open. Lists that setup.json replaces keep what they said before: `replaced_at`.

CREATE TABLE operator (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    name TEXT,
    -- rises with every change of people, roles, grants, units, assignments, enrolments or k
    policy_epoch INTEGER NOT NULL
) STRICT;

INSERT INTO operator (only_row, name, policy_epoch) VALUES (1, NULL, 1);

CREATE TABLE connection (
    connection INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('ocpi')),
    url TEXT,
    -- the CPMS's credential, where the profile has no keychain to put it into
    token TEXT
) STRICT;

CREATE TABLE tenant (
    tenant INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    k INTEGER NOT NULL CHECK (k BETWEEN 3 AND 20),
    ended_at INTEGER
) STRICT;

CREATE TABLE unit (
    unit INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant,
    id TEXT NOT NULL,
    parent INTEGER REFERENCES unit,
    kind TEXT NOT NULL CHECK (kind IN ('portfolio', 'property', 'site', 'department')),
    name TEXT NOT NULL,
    -- the nearest ancestor-or-self that is a property
    property INTEGER REFERENCES unit,
    ended_at INTEGER,
    UNIQUE (tenant, id)
) STRICT;

-- what setup.json says: a place by the CPMS's own name, synced or not
CREATE TABLE assignment (
    assignment INTEGER PRIMARY KEY,
    unit INTEGER NOT NULL REFERENCES unit,
    level TEXT NOT NULL CHECK (level IN ('location', 'evse')),
    country TEXT COLLATE NOCASE,
    party TEXT COLLATE NOCASE,
    place TEXT NOT NULL COLLATE NOCASE,
    connection TEXT,
    from_at INTEGER,
    until_at INTEGER,
    recorded_at INTEGER NOT NULL,
    replaced_at INTEGER
) STRICT;

CREATE INDEX assignment_in_force ON assignment (level, place) WHERE replaced_at IS NULL;

-- the tenant's own groups of drivers; each counts to one usage class
CREATE TABLE user_group (
    user_group INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    usage TEXT NOT NULL CHECK (usage IN ('internal', 'guest', 'public')),
    ended_at INTEGER,
    UNIQUE (tenant, id)
) STRICT;

CREATE TABLE driver (
    driver INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    user_group INTEGER REFERENCES user_group,
    cost_centre TEXT,
    ended_at INTEGER,
    UNIQUE (tenant, id)
) STRICT;

CREATE TABLE vehicle (
    vehicle INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant,
    id TEXT NOT NULL,
    plate TEXT,
    cost_centre TEXT,
    ended_at INTEGER,
    UNIQUE (tenant, id)
) STRICT;

-- a token belongs to a driver or a vehicle, in the sessions of one tenant alone
CREATE TABLE enrolment (
    enrolment INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant,
    driver INTEGER REFERENCES driver,
    vehicle INTEGER REFERENCES vehicle,
    country TEXT COLLATE NOCASE,
    party TEXT COLLATE NOCASE,
    uid TEXT NOT NULL COLLATE NOCASE,
    from_at INTEGER,
    until_at INTEGER,
    recorded_at INTEGER NOT NULL,
    replaced_at INTEGER,
    CHECK ((driver IS NULL) <> (vehicle IS NULL))
) STRICT;

CREATE INDEX enrolment_in_force ON enrolment (uid) WHERE replaced_at IS NULL;
