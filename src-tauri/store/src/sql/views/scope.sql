-- one Scope, in rows: written by the Reader alone, before any statement that a person asks for.
-- kind: 1 unit, 2 EVSE; of people 1 driver, 2 vehicle, 3 group (0: none). Stretches of one key are disjoint.
CREATE TEMP TABLE s_me (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    tenant INTEGER,
    bits INTEGER NOT NULL,
    -- when the Scope was made: it ends before anything that it says about the present does
    now_at INTEGER NOT NULL,
    -- the period that is asked for
    t_from INTEGER NOT NULL,
    t_until INTEGER NOT NULL,
    -- the months of which it is worked out what is released of them, since the year 0: the first and the last
    m_first INTEGER NOT NULL,
    m_last INTEGER NOT NULL
) STRICT;
CREATE TEMP TABLE s_place (
    kind INTEGER NOT NULL,
    id INTEGER NOT NULL,
    t0 INTEGER NOT NULL,
    t1 INTEGER NOT NULL,
    bits INTEGER NOT NULL,
    PRIMARY KEY (kind, id, t0)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE s_who (
    kind INTEGER NOT NULL,
    id INTEGER NOT NULL,
    t0 INTEGER NOT NULL,
    t1 INTEGER NOT NULL,
    bits INTEGER NOT NULL,
    PRIMARY KEY (kind, id, t0)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE s_pair (
    place_kind INTEGER NOT NULL,
    place INTEGER NOT NULL,
    who_kind INTEGER NOT NULL,
    who INTEGER NOT NULL,
    t0 INTEGER NOT NULL,
    t1 INTEGER NOT NULL,
    bits INTEGER NOT NULL,
    PRIMARY KEY (place_kind, place, who_kind, who, t0)
) STRICT, WITHOUT ROWID;
-- the roots of the release tree, and the local day of which every row is seen, which their cells then leave out
CREATE TEMP TABLE s_root (
    node INTEGER PRIMARY KEY,
    today INTEGER
) STRICT;
-- units whose running sessions are seen without whose they are, if this month of this node is released
CREATE TEMP TABLE s_live (
    unit INTEGER PRIMARY KEY,
    node INTEGER NOT NULL,
    last_month INTEGER NOT NULL
) STRICT;
-- units of which this person sees every row there ever was, and whether the money of all or of none; nobody has a row here
-- who sees some rows otherwise. who: how people are told apart (64 and 128 of their bits) who are not of a group below, NULL
-- where that differs.
CREATE TEMP TABLE s_whole (
    unit INTEGER PRIMARY KEY,
    -- whose it is: NULL of unit 0, what is in none
    tenant INTEGER,
    has_money INTEGER NOT NULL,
    who INTEGER
) STRICT;
-- groups (0: none) whose people are told apart otherwise at such a unit
CREATE TEMP TABLE s_whole_group (
    unit INTEGER NOT NULL,
    user_group INTEGER NOT NULL,
    who INTEGER NOT NULL,
    PRIMARY KEY (unit, user_group)
) STRICT, WITHOUT ROWID;
-- nodes of such units alone, alike in that: their cells are sums of what this person sees. Or, of who sees every row of
-- some groups and no other, all nodes of their tenant, with each of these groups as split.
CREATE TEMP TABLE s_cover (
    node INTEGER NOT NULL,
    split INTEGER NOT NULL,
    tenant INTEGER,
    has_money INTEGER NOT NULL,
    who INTEGER,
    PRIMARY KEY (node, split)
) STRICT;
-- and at such a node; NULL where they are at some of its units alone
CREATE TEMP TABLE s_cover_group (
    node INTEGER NOT NULL,
    user_group INTEGER NOT NULL,
    who INTEGER,
    PRIMARY KEY (node, user_group)
) STRICT, WITHOUT ROWID;
-- what every Scope may know: whether it still holds
CREATE TEMP VIEW v_policy AS
SELECT policy_epoch FROM main.operator;
