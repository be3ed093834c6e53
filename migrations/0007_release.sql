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

-- a cell holds all that is below its node, so what a unit holds itself is its cell less its children's
INSERT INTO rollup (
    grid, split, currency, node, period,
    sessions, cdrs, credits, wh, unbilled_wh, net, gross, without_gross, seconds
)
WITH part (node, source, times) AS (
    SELECT DISTINCT -1 - parent, parent, 1 FROM unit WHERE parent IS NOT NULL
    UNION ALL
    SELECT -1 - parent, unit, -1 FROM unit WHERE parent IS NOT NULL
)
SELECT
    r.grid, r.split, r.currency, p.node, r.period,
    sum(p.times * r.sessions) AS sessions,
    sum(p.times * r.cdrs) AS cdrs,
    sum(p.times * r.credits) AS credits,
    sum(p.times * r.wh) AS wh,
    sum(p.times * r.unbilled_wh) AS unbilled_wh,
    sum(p.times * r.net) AS net,
    sum(p.times * r.gross) AS gross,
    sum(p.times * r.without_gross) AS without_gross,
    sum(p.times * r.seconds) AS seconds
FROM part p
JOIN rollup r ON r.node = p.source
GROUP BY r.grid, r.split, r.currency, p.node, r.period
HAVING sessions <> 0 OR cdrs <> 0 OR credits <> 0 OR wh <> 0 OR unbilled_wh <> 0 OR net <> 0 OR gross <> 0
    OR without_gross <> 0 OR seconds <> 0;

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

INSERT INTO unsettled (tenant, grid, period)
SELECT DISTINCT u.tenant, r.grid, r.period
FROM unit u
JOIN rollup r ON r.node = u.unit AND r.split = 0 AND r.grid > 1
WHERE u.parent IS NULL;

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
