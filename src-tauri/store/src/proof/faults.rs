//! Faults that an engineer could make, put into the policy, the Scope's rows or the views: the proof has to notice
//! each of them by its ordinary comparison.

use access::{Bits, Interval, Policy};

use crate::reader::scope_rows::ScopeRows;

/// One fault.
pub struct Fault {
    /// What is wrong.
    pub name: &'static str,
    pub policy: fn(&mut Policy),
    pub rows: fn(&mut ScopeRows),
    pub views: fn(&str) -> String,
}

pub const FAULTS: [Fault; 5] = [
    Fault {
        name: "union trap: whatever is open somewhere is open on all rows",
        policy: |_| {},
        rows: |rows| {
            let places = rows.places.iter().chain(&rows.people).map(|row| row.4);
            let all = places.chain(rows.pairs.iter().map(|row| row.6));
            let all = all.fold(Bits::NONE.get(), |all, bits| all | bits);
            for row in rows.places.iter_mut().chain(&mut rows.people) {
                row.4 = all;
            }
            for row in &mut rows.pairs {
                row.6 = all;
            }
        },
        views: str::to_owned,
    },
    Fault {
        name: "closed interval: what starts when a stretch ends is in it",
        policy: |_| {},
        rows: |_| {},
        views: |views| {
            altered(
                views,
                &[
                    ("AND c.started_at < min(", "AND c.started_at <= min("),
                    (
                        ".t0 <= c.started_at AND c.started_at < ",
                        ".t0 <= c.started_at AND c.started_at <= ",
                    ),
                ],
            )
        },
    },
    Fault {
        name: "assignment of now instead of then",
        policy: |_| {},
        rows: |_| {},
        views: |views| {
            let now = "(SELECT n.unit FROM main.holding n WHERE n.evse = c.evse AND n.from_at <= me.now_at \
                       AND me.now_at < n.until_at)";
            let is = |unit: &str| format!("{unit} = {now}");
            let place = is("uh.place");
            altered(
                views,
                &[
                    ("u.id = c.unit", &is("u.id")),
                    ("c.unit = u.id", &is("u.id")),
                    ("uh.place = c.unit", &place),
                    ("c.unit = uh.place", &place),
                    ("ug.place = c.unit", &is("ug.place")),
                    ("c.unit = ug.place", &is("ug.place")),
                ],
            )
        },
    },
    Fault {
        name: "expired grant: a grant holds for ever",
        policy: |policy| {
            for_each_grant(policy, |grant| grant.valid = Interval::ALWAYS);
        },
        rows: |_| {},
        views: str::to_owned,
    },
    Fault {
        name: "dropped driver clause: a grant over drivers at a place covers the place",
        policy: |policy| {
            for_each_grant(policy, |grant| {
                if grant.rows.units.is_some() || grant.rows.groups.is_some() {
                    grant.rows.drivers = None;
                }
            });
        },
        rows: |_| {},
        views: str::to_owned,
    },
];

/// The sixth is one of figures, not of rows: it is held against the release tree.
pub const WITHHELD_CELL: Fault = Fault {
    name: "a total that needs a withheld cell",
    policy: |_| {},
    rows: |_| {},
    views: |views| altered(views, &[("WHERE y.is_enough;", "WHERE true;")]),
};

fn for_each_grant(policy: &mut Policy, change: fn(&mut access::Grant)) {
    if let Policy::Person(policy) = policy {
        policy.tenant.grants.values_mut().flatten().for_each(change);
    }
}

/// The views with each of these texts replaced, where it is there.
pub fn altered(views: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(views.to_owned(), |views, (from, to)| {
        views.replace(from, to)
    })
}
