-- what settling works with: one month or year of one tenant after the other

CREATE TEMP TABLE IF NOT EXISTS settling (
    tenant INTEGER NOT NULL,
    k INTEGER NOT NULL,
    grid INTEGER NOT NULL,
    period INTEGER NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL
);
-- the slots that the period is split into by time: the days of a month, the months of a year
CREATE TEMP TABLE IF NOT EXISTS slot (
    slot INTEGER PRIMARY KEY,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL
);
-- who charged, apart what was charged today
CREATE TEMP TABLE IF NOT EXISTS charged (
    unit INTEGER NOT NULL,
    -- this node of the unit alone; NULL: each
    node INTEGER,
    user_group INTEGER,
    slot INTEGER NOT NULL,
    is_today INTEGER NOT NULL,
    person INTEGER NOT NULL,
    wh INTEGER NOT NULL
);
-- the same by node and split; of splits other than 0 without slots
CREATE TEMP TABLE IF NOT EXISTS crowded (
    node INTEGER NOT NULL,
    split INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    is_today INTEGER NOT NULL,
    person INTEGER NOT NULL,
    wh INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS temp.crowded_by_node ON crowded (node, split, slot);
-- on how many days of the period a node held an EVSE
CREATE TEMP TABLE IF NOT EXISTS held_days (
    node INTEGER PRIMARY KEY,
    days INTEGER NOT NULL
);

-- the slots in which today is, and those in which the node held an EVSE on another day than today
CREATE TEMP TABLE IF NOT EXISTS node_today (
    node INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    PRIMARY KEY (node, slot)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS node_before (
    node INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    PRIMARY KEY (node, slot)
) WITHOUT ROWID;

-- Sets of records that are judged. kind 1: a cell; 2: a day of a month; and what is hidden of a cell's children:
-- 3 in time, 4 usage classes or groups, 5 units.
CREATE TEMP TABLE IF NOT EXISTS hidden (
    kind INTEGER NOT NULL,
    node INTEGER NOT NULL,
    split INTEGER NOT NULL,
    child INTEGER NOT NULL,
    PRIMARY KEY (kind, node, split, child)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS asked (
    kind INTEGER NOT NULL,
    node INTEGER NOT NULL,
    split INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    -- somebody may see the rows of today: then what is left without them must be enough, too
    without_today INTEGER NOT NULL,
    PRIMARY KEY (kind, node, split, slot)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS gathered (
    kind INTEGER NOT NULL,
    node INTEGER NOT NULL,
    split INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    person INTEGER NOT NULL,
    is_today INTEGER NOT NULL,
    wh INTEGER NOT NULL
);
CREATE TEMP TABLE IF NOT EXISTS verdict (
    kind INTEGER NOT NULL,
    node INTEGER NOT NULL,
    split INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    people INTEGER NOT NULL,
    top_wh INTEGER NOT NULL,
    is_enough INTEGER NOT NULL,
    PRIMARY KEY (kind, node, split, slot)
) WITHOUT ROWID;

-- at least k people, and nobody more than four fifths: of what is asked for, and of that without today
CREATE TEMP VIEW IF NOT EXISTS judged AS
WITH person AS (
    SELECT
        kind, node, split, slot, person,
        sum(wh) AS wh,
        sum(iif(is_today, 0, wh)) AS wh_before,
        max(NOT is_today) AS is_before
    FROM gathered
    GROUP BY kind, node, split, slot, person
)
SELECT
    a.kind, a.node, a.split, a.slot,
    count(p.person) AS people,
    coalesce(max(abs(p.wh)), 0) AS top_wh,
    count(p.person) >= g.k
        AND max(abs(p.wh)) * 5 <= abs(sum(p.wh)) * 4
        AND (
            NOT a.without_today
            OR total(p.is_before) >= g.k AND max(abs(p.wh_before)) * 5 <= abs(sum(p.wh_before)) * 4
        ) AS is_enough
FROM settling g
CROSS JOIN asked a
LEFT JOIN person p ON p.kind = a.kind AND p.node = a.node AND p.split = a.split AND p.slot = a.slot
GROUP BY a.kind, a.node, a.split, a.slot;
