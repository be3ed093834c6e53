-- Months and years by cost centre: what an overview shows of it. There are far fewer than by who charged, also at the leaves.

-- grid: 2 month, 3 year. node: any but 0. user_group: 0 for none. cost_centre: what a driver or vehicle is booked to now, '' for
-- nothing or nobody.
CREATE TABLE rollup_cost_centre (
    grid INTEGER NOT NULL,
    node INTEGER NOT NULL,
    period INTEGER NOT NULL,
    user_group INTEGER NOT NULL,
    cost_centre TEXT NOT NULL,
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
    PRIMARY KEY (node, grid, period, user_group, cost_centre, currency)
) STRICT, WITHOUT ROWID;

UPDATE operator SET cells_are_old = 1;
