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

const DAYS_OF_CHILDREN: Changes = &[];
const CELLS_ONE_BY_ONE: Changes = &[];

/// A fault that changes nothing would be missed for the wrong reason.
fn replaced(views: &str, changes: Changes) -> String {
    let changed = altered(views, changes);
    assert_ne!(
        changed, views,
        "the views no longer say what the fault replaces"
    );
    changed
}
