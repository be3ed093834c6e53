-- What stands on paper beside the figures: JSON arrays of lines, as setup.json has them.
ALTER TABLE tenant ADD COLUMN letterhead TEXT NOT NULL DEFAULT '[]';
ALTER TABLE unit ADD COLUMN recipient TEXT NOT NULL DEFAULT '[]';
