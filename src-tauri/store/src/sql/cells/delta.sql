-- what the touched records count for now, less what they did before
CREATE TEMP TABLE IF NOT EXISTS delta (
    -- 0: what records count for. 1: what they count for more at one node, looked at by itself. 2: that they have a partner
    -- in another group
    kind INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    -- of kind 1
    node INTEGER,
    user_group INTEGER,
    day INTEGER NOT NULL,
    -- since the year 0
    month INTEGER AS (strftime('%Y', day * 86400, 'unixepoch') * 12 + strftime('%m', day * 86400, 'unixepoch') - 1) STORED,
    currency TEXT NOT NULL,
    -- of kind 0
    location INTEGER,
    evse INTEGER,
    driver INTEGER,
    vehicle INTEGER,
    sessions INTEGER NOT NULL,
    cdrs INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    wh INTEGER NOT NULL,
    unbilled_wh INTEGER NOT NULL,
    net INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    without_gross INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    differing INTEGER NOT NULL
)
