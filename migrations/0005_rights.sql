-- Who may look, and at what: each tenant's ceiling, its own roles, its people and what they were granted.
-- Sets of words and names are JSON arrays, spelled as setup.json spells them. NULL is a key that the file
-- leaves out, which never means the same as an empty array.

-- the most that anybody of the tenant may see; NULL: every class, every feature
ALTER TABLE tenant ADD COLUMN ceiling_classes TEXT CHECK (json_type(ceiling_classes) = 'array');
ALTER TABLE tenant ADD COLUMN ceiling_features TEXT CHECK (json_type(ceiling_features) = 'array');

-- random, and kept by this profile alone: pseudonyms are made with it
ALTER TABLE tenant ADD COLUMN key BLOB CHECK (length(key) = 32);

-- what a driver or vehicle is called for whoever may not know them, for ever: `~7k2qm4xa`
ALTER TABLE driver ADD COLUMN pseudonym TEXT CHECK (length(pseudonym) = 9);
ALTER TABLE vehicle ADD COLUMN pseudonym TEXT CHECK (length(pseudonym) = 9);
CREATE UNIQUE INDEX driver_by_pseudonym ON driver (tenant, pseudonym);
CREATE UNIQUE INDEX vehicle_by_pseudonym ON vehicle (tenant, pseudonym);

-- copied from a template; NULL in classes or features: the template's own
CREATE TABLE role (
    role INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant,
    id TEXT NOT NULL,
    template TEXT NOT NULL,
    classes TEXT CHECK (json_type(classes) = 'array'),
    features TEXT CHECK (json_type(features) = 'array'),
    ended_at INTEGER,
    UNIQUE (tenant, id)
) STRICT;

CREATE TABLE person (
    person INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    ended_at INTEGER,
    UNIQUE (tenant, id)
) STRICT;

-- what a person was granted. All that it names is looked up among the person's own tenant's, so that it can't
-- speak of another's. A row never changes: what is granted otherwise is another row.
CREATE TABLE grant (
    grant INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person,
    -- a template or a role of the tenant's own
    role TEXT NOT NULL,
    -- the rows that it covers meet every condition: NULL is none, an empty array lets nothing through
    units TEXT CHECK (json_type(units) = 'array'),
    -- places by the CPMS's own names, synced or not: [country or null, party or null, id]
    locations TEXT CHECK (json_type(locations) = 'array'),
    evses TEXT CHECK (json_type(evses) = 'array'),
    drivers TEXT CHECK (json_type(drivers) = 'array'),
    vehicles TEXT CHECK (json_type(vehicles) = 'array'),
    groups TEXT CHECK (json_type(groups) = 'array'),
    -- when its holder may look
    from_at INTEGER,
    until_at INTEGER,
    -- which session starts it covers
    data_from_at INTEGER,
    data_until_at INTEGER,
    may_delegate INTEGER NOT NULL CHECK (may_delegate IN (0, 1)),
    -- a person; NULL: the operator
    given_by TEXT,
    recorded_at INTEGER NOT NULL,
    replaced_at INTEGER
) STRICT;

CREATE INDEX grant_in_force ON grant (person) WHERE replaced_at IS NULL;

-- a tenant's holdings are looked for each time that somebody of it signs in
CREATE INDEX holding_of_unit ON holding (unit);
