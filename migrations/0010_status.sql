-- What EVSEs said of themselves while somebody asked. OCPI keeps no history of it, so what nobody saw is not known.

-- when the Locations of a CPMS were asked for, without a gap of more than three polls in between
CREATE TABLE observed (
    connection INTEGER NOT NULL REFERENCES connection,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    CHECK (from_at <= until_at),
    PRIMARY KEY (connection, from_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX observed_by_end ON observed (connection, until_at);

-- What an EVSE said from when to when, as far as it was observed. Twice: as it said it, and without what a session
-- changes, so that of the second log nobody can read when one ran.
CREATE TABLE evse_status (
    evse INTEGER NOT NULL REFERENCES evse,
    is_exact INTEGER NOT NULL CHECK (is_exact IN (0, 1)),
    from_at INTEGER NOT NULL,
    -- the end of time while it still says so
    until_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    CHECK (from_at <= until_at),
    PRIMARY KEY (evse, is_exact, from_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX evse_status_by_end ON evse_status (evse, is_exact, until_at);

-- what each EVSE says now, for either log
CREATE VIEW evse_says AS
SELECT
    e.evse, l.connection, x.is_exact,
    CASE
        WHEN x.is_exact OR e.status NOT IN ('AVAILABLE', 'CHARGING', 'BLOCKED', 'RESERVED') THEN e.status
        ELSE 'IN_SERVICE'
    END AS status
FROM evse e
JOIN location l ON l.location = e.location
CROSS JOIN (SELECT 0 AS is_exact UNION ALL SELECT 1) x;
