//! Faults that an engineer could make in what is released, put into the views. The subtraction test has to find a
//! leak with each.

use crate::proof::faults::{Fault, altered};

pub const FAULTS: [Fault; 2] = [
    Fault {
        name: "days of child units: a child's days are shown as a root's are",
        policy: |_| {},
        rows: |_| {},
        views: |views| replaced(views, DAYS_OF_CHILDREN),
    },
    Fault {
        name: "cells checked one by one: a cell is shown whenever it alone is enough",
        policy: |_| {},
        rows: |_| {},
        views: |views| replaced(views, CELLS_ONE_BY_ONE),
    },
];

/// What stands in the views, and what stands there instead.
type Changes = &'static [(&'static str, &'static str)];

const DAYS_OF_CHILDREN: Changes = &[(
    "SELECT 2, 2, 0, c.node, c.period, c.today FROM v_released_child c;",
    "SELECT 2, 2, 0, c.node, c.period, c.today FROM v_released_child c
     UNION ALL
     SELECT 1, 2, 0, c.node, d.period, c.today
     FROM temp.s_me me
     CROSS JOIN v_released_child c
     CROSS JOIN main.crowd d
         ON d.tenant = me.tenant AND d.node = c.node AND d.split = 0 AND d.grid = 1
         AND c.period = strftime('%Y', d.period * 86400, 'unixepoch') * 12
             + strftime('%m', d.period * 86400, 'unixepoch') - 1
     WHERE d.is_enough;",
)];
const CELLS_ONE_BY_ONE: Changes = &[
    ("WHERE y.days_ok AND m.is_enough", "WHERE m.is_enough"),
    ("WHERE m.days_ok AND d.is_enough", "WHERE d.is_enough"),
    (
        "WHERE m.splits_ok AND c.is_enough AND c.splits_ok AND g.is_enough",
        "WHERE g.is_enough",
    ),
    ("WHERE m.splits_ok AND c.is_enough", "WHERE c.is_enough"),
    ("ON m.root = d.root AND m.units_ok", "ON m.root = d.root"),
    ("NOT coalesce(a.is_enough AND a.units_ok, 0)", "false"),
];

/// A fault that changes nothing would be missed for the wrong reason.
fn replaced(views: &str, changes: Changes) -> String {
    for (text, _) in changes {
        assert!(views.contains(text), "the views no longer say {text}");
    }
    altered(views, changes)
}
