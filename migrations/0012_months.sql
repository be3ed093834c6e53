-- Months by charge point and by who charged: what the cells of `rollup` do not tell apart. Of shorter times there is no
-- cell: there are hardly fewer than records.

-- unit: that held it then, 0 where nobody did. location, evse: 0 where it is none that is known. period: months since the
-- year 0.
CREATE TABLE rollup_evse (
    unit INTEGER NOT NULL,
    period INTEGER NOT NULL,
    location INTEGER NOT NULL,
    evse INTEGER NOT NULL,
    currency TEXT NOT NULL,
    sessions INTEGER NOT NULL,
    cdrs INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    wh INTEGER NOT NULL,
    unbilled_wh INTEGER NOT NULL,
    net INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    without_gross INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    differing INTEGER NOT NULL,
    PRIMARY KEY (unit, period, location, evse, currency)
) STRICT, WITHOUT ROWID;

-- node: a trunk (below). user_group, driver, vehicle: 0 for none.
CREATE TABLE rollup_driver (
    node INTEGER NOT NULL,
    period INTEGER NOT NULL,
    user_group INTEGER NOT NULL,
    driver INTEGER NOT NULL,
    vehicle INTEGER NOT NULL,
    currency TEXT NOT NULL,
    sessions INTEGER NOT NULL,
    cdrs INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    wh INTEGER NOT NULL,
    unbilled_wh INTEGER NOT NULL,
    net INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    without_gross INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    differing INTEGER NOT NULL,
    PRIMARY KEY (node, period, user_group, driver, vehicle, currency)
) STRICT, WITHOUT ROWID;

-- The nodes that bear others, with each unit that is part of them: a tenant's roots, units with others below them, and what
-- nobody holds. People charge here and there, so that by the leaves there are hardly fewer cells than records.
CREATE VIEW trunk_node (unit, node) AS
SELECT n.unit, n.node
FROM unit_node n
WHERE n.node = -1
    OR n.node > 0 AND (
        EXISTS (SELECT 1 FROM unit_node own WHERE own.node = -1 - n.node)
        OR EXISTS (SELECT 1 FROM unit u WHERE u.unit = n.node AND u.parent IS NULL)
    );

-- as before, with where and by whom
DROP VIEW counted_session;
CREATE VIEW counted_session AS
SELECT
    s.session, s.connection, s.country, s.party, s.id,
    s.unit, s.user_group, s.location, s.evse, s.driver, s.vehicle, s.day, s.currency,
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

DROP VIEW alone_cdr;
DROP VIEW counted_cdr;
CREATE VIEW counted_cdr AS
SELECT
    c.cdr, c.connection, c.country, c.party, c.id, c.session_id,
    c.unit, c.user_group, c.location, c.evse, c.driver, c.vehicle, c.day, c.currency,
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
    iif(c.is_credit, -1, 1) * (c.ended_at - c.started_at) / 1000 AS seconds,
    c.price_state <> 'unpriced' AS checked,
    c.price_state = 'different' AS differing
FROM cdr c;

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

-- Who sees one group's records alone may not be told of a partner in another: a day with such a record is read row by row.
-- How many there are stands in cells of their own, of grid 21, 22 and 23.
CREATE VIEW mixed_session AS
SELECT s.connection, s.country, s.party, s.id, s.unit, s.user_group, s.day, s.currency
FROM session s
WHERE EXISTS (
    SELECT 1 FROM cdr e
    WHERE e.connection = s.connection AND e.country = s.country AND e.party = s.party
        AND e.session_id = s.id AND e.user_group IS NOT s.user_group
);

CREATE VIEW mixed_cdr AS
SELECT c.connection, c.country, c.party, c.session_id, c.unit, c.user_group, c.day, c.currency
FROM cdr c
WHERE NOT c.is_credit AND (
    EXISTS (
        SELECT 1 FROM session e
        WHERE e.connection = c.connection AND e.country = c.country AND e.party = c.party
            AND e.id = c.session_id AND e.user_group IS NOT c.user_group
    )
    OR EXISTS (
        SELECT 1 FROM cdr e
        WHERE e.connection = c.connection AND e.country = c.country AND e.party = c.party
            AND e.session_id = c.session_id AND e.user_group IS NOT c.user_group
    )
);

UPDATE operator SET cells_are_old = 1;
