-- What is shown of cells to whoever may not see their rows: figures over enough people (ACCESS.md, Aggregates).

-- A unit with others below it holds something itself, perhaps: node -1 - unit is that part alone, one more child of
-- the unit. (Unit 0 is what nobody holds, node -1 its own part.)
INSERT INTO unit_node (unit, node) SELECT DISTINCT parent, -1 - parent FROM unit WHERE parent IS NOT NULL;
CREATE INDEX unit_of_node ON unit_node (node);
CREATE INDEX unit_by_parent ON unit (parent);

-- what a node is made of
CREATE VIEW child_node (node, child) AS
SELECT parent, unit FROM unit WHERE parent IS NOT NULL
UNION ALL
SELECT DISTINCT parent, -1 - parent FROM unit WHERE parent IS NOT NULL;

-- the split that is a group's usage class
CREATE VIEW group_class (user_group, tenant, class, is_gone) AS
SELECT
    user_group, tenant, CASE usage WHEN 'internal' THEN -1 WHEN 'guest' THEN -2 WHEN 'public' THEN -3 END,
    ended_at IS NOT NULL
FROM user_group;

-- What a record counts for depends on its partners: a Session and the CDRs that name it. The operator sees them all.
-- Whoever looks at one node must not be told of a partner that is elsewhere (a place changed hands between the start of
-- the Session and that of its CDR): there a record counts as if nothing else were there. By how much that is more than
-- in `counted_session` and `counted_cdr` stands in cells of their own, of grid 11, 12 and 13.
CREATE VIEW alone_session AS
SELECT
    s.session, s.connection, s.country, s.party, s.id,
    s.unit, n.node, s.user_group, s.day, s.currency,
    0 AS sessions,
    s.energy_wh AS unbilled_wh
FROM session s
JOIN unit_node n ON n.unit = coalesce(s.unit, 0) AND n.node <> 0
WHERE s.status = 'COMPLETED'
    AND EXISTS (
        SELECT 1 FROM cdr e
        WHERE e.connection = s.connection AND e.country = s.country AND e.party = s.party
            AND e.session_id = s.id AND e.unit IS NOT s.unit
    )
    AND NOT EXISTS (
        SELECT 1
        FROM cdr c
        JOIN unit_node m ON m.unit = coalesce(c.unit, 0) AND m.node = n.node
        WHERE c.connection = s.connection AND c.country = s.country AND c.party = s.party
            AND c.session_id = s.id
    );

CREATE VIEW alone_cdr AS
SELECT
    c.cdr, c.connection, c.country, c.party, c.id, c.session_id,
    c.unit, n.node, c.user_group, c.day, c.currency,
    -- stands for its session at this node, less whether it does so among all
    (
        NOT EXISTS (
            SELECT 1
            FROM session s
            JOIN unit_node m ON m.unit = coalesce(s.unit, 0) AND m.node = n.node
            WHERE s.connection = c.connection AND s.country = c.country AND s.party = c.party
                AND s.id = c.session_id
        )
        AND NOT EXISTS (
            SELECT 1
            FROM cdr o
            JOIN unit_node m ON m.unit = coalesce(o.unit, 0) AND m.node = n.node
            WHERE o.connection = c.connection AND o.country = c.country AND o.party = c.party
                AND o.session_id = c.session_id AND NOT o.is_credit AND +o.id < c.id
        )
    ) - (SELECT a.sessions FROM counted_cdr a WHERE a.cdr = c.cdr) AS sessions,
    0 AS unbilled_wh
FROM cdr c
JOIN unit_node n ON n.unit = coalesce(c.unit, 0) AND n.node <> 0
WHERE NOT c.is_credit AND (
    EXISTS (
        SELECT 1 FROM session e
        WHERE e.connection = c.connection AND e.country = c.country AND e.party = c.party
            AND e.id = c.session_id AND e.unit IS NOT c.unit
    )
    OR EXISTS (
        SELECT 1 FROM cdr e
        WHERE e.connection = c.connection AND e.country = c.country AND e.party = c.party
            AND e.session_id = c.session_id AND e.unit IS NOT c.unit
    )
);

-- cells that were made by other rules than these are made anew by who next writes
ALTER TABLE operator ADD COLUMN cells_are_old INTEGER NOT NULL DEFAULT 0 CHECK (cells_are_old IN (0, 1));
UPDATE operator SET cells_are_old = 1;

DROP TABLE crowd;
DROP TABLE unsettled;

-- How many people a cell is of, how much of its energy is the one's who charged most, and what may be shown of it.
-- Of days and years there is split 0 alone. Whoever changes a cell takes away its tenant's rows of that month and
-- that year; where there is no row, nothing is shown.
CREATE TABLE crowd (
    tenant INTEGER NOT NULL REFERENCES tenant,
    grid INTEGER NOT NULL,
    period INTEGER NOT NULL,
    node INTEGER NOT NULL,
    split INTEGER NOT NULL,
    people INTEGER NOT NULL,
    top_wh INTEGER NOT NULL,
    -- at least the tenant's k people, and nobody makes up more than four fifths
    is_enough INTEGER NOT NULL CHECK (is_enough IN (0, 1)),
    -- whether its children may be shown one by one: none is hidden, or the hidden ones together are enough
    -- of a month its days, of a year its months
    days_ok INTEGER NOT NULL CHECK (days_ok IN (0, 1)),
    -- its usage classes; of a usage class its groups
    splits_ok INTEGER NOT NULL CHECK (splits_ok IN (0, 1)),
    -- the units below it, and what it holds itself
    units_ok INTEGER NOT NULL CHECK (units_ok IN (0, 1)),
    PRIMARY KEY (tenant, node, split, grid, period)
) STRICT, WITHOUT ROWID;

-- periods are forgotten and settled whole
CREATE INDEX crowd_of_period ON crowd (tenant, grid, period);

-- the months (grid 2, with their days) and years (3) of a tenant that wait to be settled
CREATE TABLE unsettled (
    tenant INTEGER NOT NULL REFERENCES tenant,
    grid INTEGER NOT NULL CHECK (grid IN (2, 3)),
    period INTEGER NOT NULL,
    PRIMARY KEY (grid, period, tenant)
) STRICT, WITHOUT ROWID;

-- Which Unit holds a Location as a whole when: records go there whose EVSE is unknown. Worked out as `holding` is.
CREATE TABLE location_holding (
    location INTEGER NOT NULL REFERENCES location,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    unit INTEGER NOT NULL REFERENCES unit,
    PRIMARY KEY (location, from_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX location_holding_of_unit ON location_holding (unit);

-- every place that a unit held
CREATE VIEW held_place (unit, location, from_at, until_at) AS
SELECT h.unit, e.location, h.from_at, h.until_at FROM holding h JOIN evse e ON e.evse = h.evse
UNION ALL
SELECT unit, location, from_at, until_at FROM location_holding;

-- The local days on which a node held an EVSE or a Location, up to the day that it was there when this was written: what is no
-- child in a period can't be missing from it.
CREATE TABLE tenure (
    node INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    PRIMARY KEY (node, first_day)
) STRICT, WITHOUT ROWID;

-- the day that was running at a unit then: somebody may see its sessions, and what a cell shows without them must be
-- enough, too
CREATE TABLE today (
    unit INTEGER PRIMARY KEY REFERENCES unit,
    day INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL
) STRICT;
