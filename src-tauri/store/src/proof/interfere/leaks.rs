//! Leaks that an engineer could make, put into the views: the comparison of pairs has to notice each.
//!
//! What would leak in Rust can't be put there, so each kind has its nearest place in the views. SQLite quotes in an
//! error what it read, but of an error of the database its code alone comes out
//! ([`DatabaseError`](crate::error::DatabaseError)), so what foreign data can do is bring one about. Rows
//! are in the order of their keys, so an order by row number is one in which pseudonyms are numbered. A full-text rank
//! has no place: it comes with a search. A total that is worked out before suppression is planted where figures are held
//! against the rules ([`super::super::faults::WITHHELD_CELL`]): few pairs change what is withheld altogether.

use crate::proof::faults::Fault;

pub const LEAKS: [Fault; 5] = [
    Fault {
        name: "order by row number: people are numbered as they came",
        policy: |_| {},
        rows: |_| {},
        views: |views| {
            planted(
                views,
                "(SELECT d.pseudonym FROM main.driver d WHERE d.driver = c.driver)",
                "printf('~%08d', c.driver)",
            )
        },
    },
    Fault {
        name: "a count in the progress",
        policy: |_| {},
        rows: |_| {},
        views: |views| {
            let counting = "min(complete_until_at) + (SELECT 1000 * count(*) FROM main.session) AS complete_until_at";
            with_freshness(views, counting)
        },
    },
    Fault {
        name: "an error that a quarantined record brings about",
        policy: |_| {},
        rows: |_| {},
        views: |views| {
            let quoting = "min(complete_until_at) + coalesce((
                SELECT json_extract('{}', q.detail) FROM main.quarantine q WHERE q.detail LIKE '%zz%'
            ), 0) AS complete_until_at";
            with_freshness(views, quoting)
        },
    },
    Fault {
        name: "a forgotten view: whether a Session is there is asked of all there are",
        policy: |_| {},
        rows: |_| {},
        views: |views| {
            planted(
                views,
                "CREATE TEMP VIEW v_session_seen AS",
                "CREATE TEMP VIEW v_session_seen AS
                 SELECT s.connection, s.country, s.party, s.id FROM main.session s;
                 CREATE TEMP VIEW v_session_forgotten AS",
            )
        },
    },
    Fault {
        name: "a forgotten tenant: whoever has as many units is named with them",
        policy: |_| {},
        rows: |_| {},
        views: |views| {
            planted(
                views,
                "SELECT u.unit, u.tenant, u.id, u.parent, u.name, u.property, u.recipient\nFROM temp.s_me me",
                "SELECT u.unit, u.tenant, u.id, u.parent,
                     u.name || ' of ' || (SELECT count(*) FROM main.unit o WHERE o.name > u.name) AS name, u.property, u.recipient\n\
                 FROM temp.s_me me",
            )
        },
    },
];

/// The views with another way to say up to when all is here.
fn with_freshness(views: &str, until: &str) -> String {
    planted(views, "min(complete_until_at) AS complete_until_at", until)
}

/// The text with a part of it replaced.
///
/// # Panics
/// If that part is not there any more: then nothing would be planted.
fn planted(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "the views don't say any more: {from}");
    text.replace(from, to)
}
