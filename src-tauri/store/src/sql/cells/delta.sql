-- what the touched records count for now, less what they did before
CREATE TEMP TABLE IF NOT EXISTS delta (
    -- what it counts for more, looked at by itself: of this node of the unit; else of each
    is_alone INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    node INTEGER,
    user_group INTEGER,
    day INTEGER NOT NULL,
    currency TEXT NOT NULL,
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
