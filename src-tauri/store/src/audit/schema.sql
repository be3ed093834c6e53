-- Who asked what about whom. `at` is an instant: UTC, in milliseconds since 1970-01-01; days are local ones, counted
-- since then. `hash` is SHA-256 over the hash before it and all the rest of the row.

CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    -- by their ids, as setup.json has them; NULL: of no tenant
    person TEXT NOT NULL,
    tenant TEXT,
    what TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    -- a JSON array of TENANT/ID
    subjects TEXT NOT NULL CHECK (json_type(subjects) = 'array'),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- a REPLACE deletes without asking the trigger below
CREATE TRIGGER entries_follow_one_another BEFORE INSERT ON entry
WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM entry)
BEGIN SELECT raise(ABORT, 'entries follow one another'); END;

CREATE TRIGGER an_entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'an entry is never changed'); END;

CREATE TRIGGER an_entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'an entry is never removed'); END;

PRAGMA user_version = 1;
