-- Cells: what the dashboard reads in place of rows, changed by difference as records land.
-- What a record counts for is said once, by the two views below.

-- every Unit with itself and all above it; node 0 is the operator, unit 0 and node -1 what nobody holds
CREATE TABLE unit_node (
    unit INTEGER NOT NULL,
    node INTEGER NOT NULL,
    PRIMARY KEY (unit, node)
) STRICT, WITHOUT ROWID;

INSERT INTO unit_node (unit, node) VALUES (0, -1), (0, 0);

-- grid: 1 day (since 1970-01-01), 2 month (since the year 0), 3 year. split: 0 all, above it one user
-- group, below it one usage class (-1 internal, -2 guest, -3 public, -4 unknown)
CREATE TABLE rollup (
    grid INTEGER NOT NULL,
    split INTEGER NOT NULL,
    currency TEXT NOT NULL,
    node INTEGER NOT NULL,
    period INTEGER NOT NULL,
    sessions INTEGER NOT NULL,
    cdrs INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    wh INTEGER NOT NULL,
    unbilled_wh INTEGER NOT NULL,
    net INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    -- CDRs whose gross the CPMS left out: with one, no sum of gross is right
    without_gross INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (grid, split, currency, node, period)
) STRICT, WITHOUT ROWID;

CREATE VIEW counted_session AS
SELECT
    s.session, s.connection, s.country, s.party, s.id,
    s.unit, s.user_group, s.day, s.currency,
    s.status <> 'INVALID' AS sessions,
    0 AS cdrs,
    0 AS credits,
    0 AS wh,
    iif(
        s.status = 'COMPLETED' AND NOT EXISTS (
            SELECT 1 FROM cdr c
            WHERE c.connection = s.connection AND c.country = s.country AND c.party = s.party
                AND c.session_id = s.id
        ),
        s.energy_wh, 0
    ) AS unbilled_wh,
    0 AS net,
    0 AS gross,
    0 AS without_gross,
    0 AS seconds
FROM session s;

CREATE VIEW counted_cdr AS
SELECT
    c.cdr, c.connection, c.country, c.party, c.id, c.session_id,
    c.unit, c.user_group, c.day, c.currency,
    -- stands for its session where that is not here: one of the CDRs that name it, and not a credit
    NOT c.is_credit
        AND NOT EXISTS (
            SELECT 1 FROM session s
            WHERE s.connection = c.connection AND s.country = c.country AND s.party = c.party
                AND s.id = c.session_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM cdr o
            WHERE o.connection = c.connection AND o.country = c.country AND o.party = c.party
                AND o.session_id = c.session_id AND NOT o.is_credit
                -- the + keeps the planner from looking by id, through half the table
                AND +o.id < c.id
        ) AS sessions,
    NOT c.is_credit AS cdrs,
    c.is_credit AS credits,
    c.energy_wh AS wh,
    0 AS unbilled_wh,
    c.net,
    coalesce(c.gross, 0) AS gross,
    c.gross IS NULL AS without_gross,
    iif(c.is_credit, -1, 1) * (c.ended_at - c.started_at) / 1000 AS seconds
FROM cdr c;

-- how many people a cell is of, and how much of its energy is the one's who charged most. Whoever
-- changes a cell takes its row here away; without one nobody is shown the cell who may not see its rows.
CREATE TABLE crowd (
    grid INTEGER NOT NULL,
    split INTEGER NOT NULL,
    node INTEGER NOT NULL,
    period INTEGER NOT NULL,
    people INTEGER NOT NULL,
    top_wh INTEGER NOT NULL,
    -- periods first: they are forgotten and counted whole
    PRIMARY KEY (grid, period, node, split)
) STRICT, WITHOUT ROWID;

-- the periods whose people wait to be counted again
CREATE TABLE unsettled (
    grid INTEGER NOT NULL,
    period INTEGER NOT NULL,
    PRIMARY KEY (grid, period)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_day ON session (day);
CREATE INDEX cdr_by_day ON cdr (day);
