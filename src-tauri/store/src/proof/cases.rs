//! Situations worked out by hand, so that the evaluator is not believed blindly.
//!
//! Over one fixed world ([`fixed`]): [`roles`] runs the assertions of the role files, [`sentences`] says of single
//! sentences of ACCESS.md and CLI.md what follows from them. [`released`], [`carved`] and [`live`] count people in a small
//! [`house`].

mod carved;
mod fixed;
mod house;
mod live;
mod released;
mod roles;
mod sentences;
mod times;

use std::fmt;

use super::{Kind, Naive, Seen, World};

/// What a person is expected to see in one field of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Expected {
    Shown,
    ShownAs(&'static str),
    Empty,
    Hidden,
    NoRow,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Expected {
    fn is(&self, seen: Option<&Seen>) -> bool {
        match (self, seen) {
            (Self::NoRow, None) | (Self::Empty, Some(Seen::Empty)) => true,
            (Self::Shown, Some(Seen::Shown(_))) | (Self::Hidden, Some(Seen::Hidden)) => true,
            (Self::ShownAs(text), Some(Seen::Shown(shown))) => shown == text,
            _ => false,
        }
    }
}

/// What this person sees in this field; `None` if the row is not there for them.
///
/// # Panics
/// If nobody could see it, since there is no such record or field.
fn seen(world: &World, person: &str, kind: Kind, key: &str, field: &str) -> Option<Seen> {
    let naive = Naive::of(world);
    let row = (kind, key.to_owned());
    let operator = naive.seen_by(World::OPERATOR);
    let exact = operator
        .get(&row)
        .unwrap_or_else(|| panic!("no {kind:?} is called {key}"));
    assert!(exact.contains_key(field), "{kind:?} has no field {field}");
    let answer = naive.seen_by(person);
    answer
        .get(&row)
        .and_then(|fields| fields.get(field))
        .cloned()
}
