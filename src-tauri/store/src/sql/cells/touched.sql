-- kind s: a Session and the CDRs that name it, here or not; kind c: a CDR that names none
CREATE TEMP TABLE IF NOT EXISTS touched (
    kind TEXT NOT NULL,
    connection INTEGER NOT NULL,
    country TEXT NOT NULL COLLATE NOCASE,
    party TEXT NOT NULL COLLATE NOCASE,
    id TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (connection, country, party, kind, id)
) WITHOUT ROWID
