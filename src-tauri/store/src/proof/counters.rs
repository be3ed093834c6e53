//! What was decided, how often, for whom: a proof over empty worlds is none.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use access::{Class, Template};

use super::{Answer, Naive, Seen, Shape, World};

/// Decisions about single fields, and what occurred in the worlds.
#[derive(Default)]
pub struct Counters {
    decisions: BTreeMap<(String, Class, Shape, bool), u64>,
    occurrences: BTreeMap<&'static str, u64>,
    /// Fields of all rows, for all people and shapes.
    pub decided: u64,
    /// Of them those that could be seen.
    pub visible: u64,
}

/// A person with valid grants of several roles is counted for each of them and for this.
const MIXED: &str = "mixed";

impl Counters {
    /// Counts what this person was shown in this shape: every field of every record of the world, there or not.
    pub fn decided(&mut self, naive: &Naive, person: &str, shape: Shape, answer: &Answer) {
        let mut by_class: BTreeMap<(Class, bool), u64> = BTreeMap::new();
        for row in &naive.rows {
            let shown = answer.get(&(row.kind, row.key.clone()));
            for (field, class) in row.kind.fields() {
                let seen = shown.and_then(|fields| fields.get(field));
                let visible = seen.is_some_and(|seen| !Seen::is_hidden(seen));
                *by_class.entry((*class, visible)).or_default() += 1;
            }
        }
        let labels = labels(naive, person);
        for ((class, visible), count) in by_class {
            self.decided += count;
            self.visible += if visible { count } else { 0 };
            for label in &labels {
                let key = (label.clone(), class, shape, visible);
                *self.decisions.entry(key).or_default() += count;
            }
        }
    }

    /// Counts that something occurred.
    pub fn occurred(&mut self, what: &'static str, count: usize) {
        *self.occurrences.entry(what).or_default() += count as u64;
    }

    /// What never occurred of all that is looked for.
    pub fn missing(&self) -> Vec<&'static str> {
        let none = self.occurrences.iter().filter(|(_, count)| **count == 0);
        none.map(|(what, _)| *what).collect()
    }

    /// Decisions on fields of a class for holders of a role in one shape.
    pub fn asked(&self, role: &str, class: Class, shape: Shape) -> u64 {
        let seen = |visible| {
            self.decisions
                .get(&(role.to_owned(), class, shape, visible))
        };
        [true, false].into_iter().filter_map(seen).sum()
    }

    /// Decisions on fields of a class for holders of a role, in any shape.
    pub fn of(&self, role: &str, class: Class, visible: bool) -> u64 {
        let these = self
            .decisions
            .iter()
            .filter(|((label, of, _, seen), _)| label == role && *of == class && *seen == visible);
        these.map(|(_, count)| count).sum()
    }
}

/// The roles of the person's valid grants: templates by their id, own ones as `own`, and whether it is several.
fn labels(naive: &Naive, person: &str) -> Vec<String> {
    if person == World::OPERATOR {
        return vec![person.to_owned()];
    }
    let Some((_, person)) = naive.person(person) else {
        return Vec::new();
    };
    let valid = person
        .grants
        .iter()
        .filter(|grant| grant.valid.contains(naive.world.now));
    let roles: BTreeSet<String> = valid
        .map(|grant| {
            Template::from_id(&grant.role)
                .map_or("own", Template::id)
                .to_owned()
        })
        .collect();
    let mixed = (roles.len() > 1).then(|| MIXED.to_owned());
    let none = roles.is_empty().then(|| "none".to_owned());
    roles.into_iter().chain(mixed).chain(none).collect()
}

impl fmt::Display for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} decisions, {} visible", self.decided, self.visible)?;
        for ((role, class, shape, visible), count) in &self.decisions {
            let seen = if *visible { "seen" } else { "not" };
            let (class, shape) = (class.as_str(), format!("{shape:?}"));
            writeln!(f, "{role:20} {class:2} {shape:13} {seen:4} {count:>9}")?;
        }
        for (what, count) in &self.occurrences {
            writeln!(f, "{count:>9}  {what}")?;
        }
        Ok(())
    }
}
