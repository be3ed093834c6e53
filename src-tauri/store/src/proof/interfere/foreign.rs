//! What is foreign for a person, by the rules alone: no grant of theirs covers it, and it is in nothing that they get
//! figures of.

use std::collections::{BTreeMap, BTreeSet};

use access::Class;
use chrono::Datelike;
use model::TokenRef;

use crate::Cut;
use crate::proof::{
    Answer, Kind, Naive,
    naive::{Ask, Asking, Hides, Row, Set, Span, Standing},
    setup::{Person, Tenant, Usage},
};

/// A record by its kind and key.
pub type Name = (Kind, String);

/// Somebody, and what they may see of a world.
pub struct Eyes<'a> {
    pub name: &'a str,
    pub tenant: &'a Tenant,
    pub person: &'a Person,
    naive: &'a Naive<'a>,
    standing: &'a Standing<'a>,
    asking: Asking<'a>,
    /// Records of which not even a sum is told.
    pub withheld: BTreeSet<Name>,
}

impl<'a> Eyes<'a> {
    pub fn of(naive: &'a Naive<'a>, standing: &'a Standing<'a>, name: &'a str) -> Option<Self> {
        let (tenant, person) = naive.person(name)?;
        let mut eyes = Self {
            name,
            tenant,
            person,
            naive,
            standing,
            asking: Asking::of(tenant, naive.world.now),
            withheld: BTreeSet::new(),
        };
        eyes.withheld = eyes.find_withheld();
        Some(eyes)
    }

    /// Whether a record can be anything, for this person.
    pub fn is_foreign(&self, row: &Row) -> bool {
        let classes = [Class::S, Class::SLive, Class::U];
        !self.is_own(row)
            || !self.is_counted(row) && !classes.iter().any(|class| self.may(row, *class))
    }

    /// Whether what a record cost is hidden, though the record counts.
    pub fn hides_money(&self, row: &Row) -> bool {
        self.is_own(row) && !self.may(row, Class::C)
    }

    pub fn sees(&self, row: &Row) -> bool {
        self.is_own(row) && self.may(row, Class::S)
    }

    /// Whether a cut by people has a row for a record that is seen.
    pub fn knows(&self, row: &Row, by: Cut) -> bool {
        self.may(row, Class::P) || by != Cut::CostCentre && self.may(row, Class::D)
    }

    /// Whether a class is held on anything.
    pub fn holds(&self, class: Class) -> bool {
        let own = self.standing.own.as_ref();
        own.is_some_and(|own| {
            own.reaches.iter().any(|reach| {
                Usage::ALL
                    .iter()
                    .any(|usage| reach.opens_for(class, *usage))
            })
        })
    }

    /// Whether some grant is over a unit of the own tenant.
    pub fn reaches_unit(&self, unit: &str) -> bool {
        let own = self.standing.own.as_ref();
        own.is_some_and(|own| own.reaches.iter().any(|reach| reach.units.contains(unit)))
    }

    /// All that may be known of a world: what is seen, and what is counted where people alone are told.
    pub fn protected(&self, naive: &Naive) -> (Answer, BTreeMap<Name, String>) {
        let tokens = tokens(naive);
        let counted = naive
            .rows
            .iter()
            .filter(|row| row.kind != Kind::Evse && self.is_own(row) && self.is_counted(row));
        let counted = counted.map(|row| {
            let name = (row.kind, row.key.clone());
            let value = |field| row.value(field).unwrap_or_default();
            let energy = if self.withheld.contains(&name) {
                ""
            } else {
                value("energy_wh")
            };
            let status = if row.kind == Kind::Session {
                value("status")
            } else {
                value("is_credit")
            };
            let partner = if row.kind == Kind::Cdr {
                value("session_id")
            } else {
                ""
            };
            let found = &row.found;
            let mut text = format!(
                "{} {:?} {:?} {status} {energy} {partner}",
                row.start, found.unit, found.group
            );
            text += &match &found.driver {
                Some(driver) => format!(" driver {driver}"),
                None => format!(" {:?}", tokens.get(&name)),
            };
            (name, text)
        });
        (naive.seen_by(self.name), counted.collect())
    }

    fn is_own(&self, row: &Row) -> bool {
        row.tenant() == Some(self.tenant.id.as_str())
    }

    fn may(&self, row: &Row, class: Class) -> bool {
        self.asking.has(self.person, row, Ask::Class(class))
    }

    /// Whether it is in a unit of which figures over people are told.
    fn is_counted(&self, row: &Row) -> bool {
        let (Some(own), Some(unit)) = (self.standing.own.as_ref(), row.found.unit.as_deref())
        else {
            return false;
        };
        let mut units = own.tree.units.iter().zip(&own.over_people);
        units.any(|(held, over_people)| *over_people && held.id == unit)
    }

    /// Records of a root's year of too few people: whatever they charged, no cell of it is released.
    fn find_withheld(&self) -> BTreeSet<Name> {
        let mut withheld = BTreeSet::new();
        let Some(own) = &self.standing.own else {
            return withheld;
        };
        let this_year = self.naive.world.now.year();
        for root in own.roots.iter().filter(|root| !root.is_of_today) {
            for year in (this_year - 2)..=this_year {
                let first = chrono::NaiveDate::from_ymd_opt(year, 1, 1).expect("a year");
                let set = Set::of(root.node, Span::year_of(first));
                if own.tree.hides(&set) == Some(Hides::TooFew) {
                    let facts = own.tree.facts(&set);
                    withheld.extend(
                        facts
                            .iter()
                            .map(|fact| (fact.row.kind, fact.row.key.clone())),
                    );
                }
            }
        }
        withheld
    }
}

/// The Session that a row is, or names, in one spelling.
pub fn session_of(row: &Row) -> Option<String> {
    match row.kind {
        Kind::Evse => None,
        Kind::Session => Some(row.key.to_ascii_lowercase()),
        Kind::Cdr => {
            let (owner, _) = row.key.split_once('/')?;
            Some(format!("{owner}/{}", row.value("session_id")?).to_ascii_lowercase())
        }
    }
}

fn tokens<'n>(naive: &'n Naive) -> BTreeMap<Name, &'n TokenRef> {
    let mut tokens = BTreeMap::new();
    for cpms in &naive.world.cpms {
        let key = |id| super::twin::key(&cpms.connection, id);
        tokens.extend(
            cpms.sessions
                .iter()
                .map(|held| ((Kind::Session, key(&held.id)), &held.token)),
        );
        tokens.extend(
            cpms.cdrs
                .iter()
                .map(|held| ((Kind::Cdr, key(&held.id)), &held.token)),
        );
    }
    tokens
}
