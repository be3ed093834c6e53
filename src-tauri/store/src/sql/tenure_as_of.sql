-- For how long tenures and the running days hold as they were worked out: no row, and they are worked out again. Whatever
-- else they rest on takes it away as it is written.

CREATE TEMP TABLE IF NOT EXISTS tenure_as_of (
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL
);
CREATE TEMP TRIGGER IF NOT EXISTS holding_added AFTER INSERT ON main.holding BEGIN
    DELETE FROM tenure_as_of;
END;
CREATE TEMP TRIGGER IF NOT EXISTS holding_changed AFTER UPDATE ON main.holding BEGIN
    DELETE FROM tenure_as_of;
END;
CREATE TEMP TRIGGER IF NOT EXISTS holding_gone AFTER DELETE ON main.holding BEGIN
    DELETE FROM tenure_as_of;
END;
CREATE TEMP TRIGGER IF NOT EXISTS location_holding_added AFTER INSERT ON main.location_holding BEGIN
    DELETE FROM tenure_as_of;
END;
CREATE TEMP TRIGGER IF NOT EXISTS location_holding_changed AFTER UPDATE ON main.location_holding BEGIN
    DELETE FROM tenure_as_of;
END;
CREATE TEMP TRIGGER IF NOT EXISTS location_holding_gone AFTER DELETE ON main.location_holding BEGIN
    DELETE FROM tenure_as_of;
END;
CREATE TEMP TRIGGER IF NOT EXISTS location_added AFTER INSERT ON main.location BEGIN
    DELETE FROM tenure_as_of;
END;
CREATE TEMP TRIGGER IF NOT EXISTS location_moved AFTER UPDATE OF time_zone ON main.location
WHEN old.time_zone <> new.time_zone
BEGIN
    DELETE FROM tenure_as_of;
END;
