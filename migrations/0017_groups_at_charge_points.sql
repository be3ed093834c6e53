-- Months and years by charge point and group: who sees the rows of some groups alone reads these cells, too, in place of rows.

DROP TABLE rollup_evse;

-- grid: 2 month, 3 year. unit: that held it then, 0 where nobody did. location, evse: 0 where it is none that is known.
-- user_group: 0 for none.
CREATE TABLE rollup_evse (
    grid INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    period INTEGER NOT NULL,
    location INTEGER NOT NULL,
    evse INTEGER NOT NULL,
    user_group INTEGER NOT NULL,
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
    PRIMARY KEY (unit, grid, period, location, evse, user_group, currency)
) STRICT, WITHOUT ROWID;

UPDATE operator SET cells_are_old = 1;
