-- records of a page: [kind, country, party, id]
INSERT OR IGNORE INTO temp.touched (kind, connection, country, party, id)
SELECT value ->> 0, ?1, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?2)
