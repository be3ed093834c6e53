-- The CPMS's own bytes, and the same record cut by field class. `kind` is a module's number:
-- 1 location, 2 tariff, 3 session, 4 cdr; `record` the row of the fact.

CREATE TABLE dictionary (
    dictionary INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL UNIQUE,
    bytes BLOB NOT NULL
) STRICT;

-- zstd, with the module's dictionary where there is one. Holds identity: for the Writer alone.
CREATE TABLE raw (
    kind INTEGER NOT NULL,
    record INTEGER NOT NULL,
    dictionary INTEGER REFERENCES dictionary,
    bytes BLOB NOT NULL,
    PRIMARY KEY (kind, record)
) STRICT, WITHOUT ROWID;

-- the record's fields of one class as a JSON object of path and text, compressed the same way;
-- the class stands as its bit (1 O, 16 S, 32 C, 64 P, 128 D), so that a mask decides by row
CREATE TABLE record_field (
    kind INTEGER NOT NULL,
    record INTEGER NOT NULL,
    class INTEGER NOT NULL CHECK (class IN (1, 16, 32, 64, 128)),
    dictionary INTEGER REFERENCES dictionary,
    bytes BLOB NOT NULL,
    PRIMARY KEY (kind, record, class)
) STRICT, WITHOUT ROWID;

-- what could not be understood, whole, with the reason
CREATE TABLE quarantine (
    quarantine INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL REFERENCES connection,
    module TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    bytes BLOB NOT NULL,
    hash BLOB NOT NULL,
    seen_at INTEGER NOT NULL,
    UNIQUE (connection, module, hash)
) STRICT;

-- how far each module is; written with the page that it speaks of
CREATE TABLE cursor (
    connection INTEGER NOT NULL REFERENCES connection,
    module TEXT NOT NULL,
    -- everything with `last_updated` from here on, and before the next, is here
    complete_from_at INTEGER,
    complete_until_at INTEGER,
    CHECK ((complete_from_at IS NULL) = (complete_until_at IS NULL)),
    PRIMARY KEY (connection, module)
) STRICT, WITHOUT ROWID;

-- the walks under way: a window of `last_updated`, and where its next page is
CREATE TABLE walk (
    connection INTEGER NOT NULL,
    module TEXT NOT NULL,
    -- `backfill`: through what is older than what is here; `forward`: through what is newer
    direction TEXT NOT NULL CHECK (direction IN ('backfill', 'forward')),
    -- null: from the beginning of time, as a CPMS is walked that does not keep to windows
    from_at INTEGER,
    until_at INTEGER NOT NULL,
    next_url TEXT,
    next_offset INTEGER NOT NULL,
    -- the most records that the CPMS has said there are in the window
    total INTEGER,
    PRIMARY KEY (connection, module, direction),
    FOREIGN KEY (connection, module) REFERENCES cursor
) STRICT, WITHOUT ROWID;
