-- Which record a quarantined one would be, as far as it says so: a newer version that is understood takes its place.
ALTER TABLE quarantine ADD COLUMN country TEXT COLLATE NOCASE;
ALTER TABLE quarantine ADD COLUMN party TEXT COLLATE NOCASE;
ALTER TABLE quarantine ADD COLUMN id TEXT COLLATE NOCASE;
ALTER TABLE quarantine ADD COLUMN last_updated_at INTEGER;

CREATE INDEX quarantine_by_id ON quarantine (connection, module, id);
