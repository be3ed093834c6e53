//! Where two answers part.

use std::fmt::Write;

use super::{Answer, Kind, Naive, Shape, Subject};

/// The first thing that the subject shows this person otherwise than the rules say, in any shape that it has.
///
/// `None`: all shapes that serve the person agree.
///
/// # Panics
/// If no shape serves the person: a Scope that cannot be asked proves nothing.
pub fn first_difference(
    naive: &Naive,
    person: &str,
    right: &Answer,
    subject: &mut impl Subject,
) -> Option<String> {
    let seed = naive.world.seed;
    let mut served = false;
    for shape in Shape::EVERY {
        let Some(answer) = subject.rows(person, shape) else {
            continue;
        };
        served = true;
        if let Some(where_) = parting(right, &answer) {
            let mut text = format!("VOLTFOLIO_SEED={seed}, {person}, {shape:?}: {where_}");
            explain(naive, person, &where_, &mut text);
            return Some(text);
        }
    }
    assert!(served, "VOLTFOLIO_SEED={seed}: no shape serves {person}");
    None
}

/// Where two answers part, and how.
struct Parting {
    kind: Kind,
    key: String,
    how: String,
}

impl std::fmt::Display for Parting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {}: {}", self.kind, self.key, self.how)
    }
}

fn parting(right: &Answer, answer: &Answer) -> Option<Parting> {
    let at = |(kind, key): &(Kind, String), how: String| {
        Some(Parting {
            kind: *kind,
            key: key.clone(),
            how,
        })
    };
    for (row, fields) in right {
        let Some(shown) = answer.get(row) else {
            return at(row, "should be there, is not".to_owned());
        };
        let differs = fields
            .iter()
            .filter_map(|(field, seen)| match shown.get(field) {
                Some(other) if other == seen => None,
                Some(other) => Some(format!("{field} should be {seen}, is {other}")),
                None => Some(format!("{field} should be {seen}, is no field")),
            });
        let differs: Vec<String> = differs.collect();
        if !differs.is_empty() {
            return at(row, differs.join("; "));
        }
        if let Some(field) = shown.keys().find(|field| !fields.contains_key(*field)) {
            return at(row, format!("{field} should be no field"));
        }
    }
    let extra = answer.keys().find(|row| !right.contains_key(*row))?;
    at(extra, "should not be there, is".to_owned())
}

/// What the rules go by: the row as it was attributed, and the person's grants.
fn explain(naive: &Naive, person: &str, parting: &Parting, text: &mut String) {
    let is = |row: &&super::naive::Row| row.kind == parting.kind && row.key == parting.key;
    if let Some(row) = naive.rows.iter().find(is) {
        let found = &row.found;
        let _ = write!(
            text,
            "\n  row: start {}, today {}, tenant {:?}, unit {:?}, found by {:?}, driver {:?}, vehicle {:?}, group {:?}, {:?}",
            row.start,
            row.is_of_today,
            found.tenant,
            found.unit,
            found.by,
            found.driver,
            found.vehicle,
            found.group,
            row.usage,
        );
    } else {
        text.push_str("\n  row: no record of the world");
    }
    let _ = write!(text, "\n  now: {}", naive.world.now);
    if let Some((tenant, person)) = naive.person(person) {
        let classes = tenant
            .ceiling
            .as_ref()
            .and_then(|ceiling| ceiling.classes.as_ref());
        let _ = write!(text, "\n  ceiling: {classes:?}");
        for grant in &person.grants {
            let _ = write!(text, "\n  grant: {grant:?}");
        }
    }
}
