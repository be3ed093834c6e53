-- kind s: a Session and the CDRs that name it, here or not; kind c: a CDR that names none
CREATE TEMP TABLE IF NOT EXISTS touched (
    touched INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    connection INTEGER NOT NULL,
    country TEXT NOT NULL COLLATE NOCASE,
    party TEXT NOT NULL COLLATE NOCASE,
    id TEXT NOT NULL COLLATE NOCASE,
    UNIQUE (connection, country, party, kind, id)
);
-- the rows that are here of them
CREATE TEMP TABLE IF NOT EXISTS touched_row (
    touched INTEGER NOT NULL,
    is_session INTEGER NOT NULL,
    -- of session or of cdr
    record INTEGER NOT NULL,
    unit INTEGER,
    user_group INTEGER,
    PRIMARY KEY (touched, is_session, record)
) WITHOUT ROWID
