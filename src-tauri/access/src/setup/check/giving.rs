//! How grants are handed on: not to oneself, not in a circle, at most twice.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::super::cursor::Reading;
use super::super::held::Held;
use super::super::mistake::{Mistake, MistakeKind};
use super::super::notes::TenantNotes;
use crate::PersonId;

/// How often a grant of the operator may be handed on.
const DEEPEST: usize = 2;

pub(super) fn check(reading: &Reading, held: Option<&Held>, found: &mut Vec<Mistake>) {
    for tenant in &reading.tenants {
        Giving::of(tenant, held).check(tenant, found);
    }
}

#[derive(Clone, Copy)]
struct Given<'a> {
    /// `None`: the operator.
    by: Option<&'a str>,
    may_delegate: bool,
}

impl<'a> Given<'a> {
    fn new(by: Option<&'a PersonId>, may_delegate: bool) -> Self {
        Self {
            by: by.map(PersonId::as_str),
            may_delegate,
        }
    }
}

/// What each person of a tenant was given.
struct Giving<'a>(BTreeMap<&'a str, Vec<Given<'a>>>);

impl<'a> Giving<'a> {
    fn of(tenant: &'a TenantNotes, held: Option<&'a Held>) -> Self {
        let held = tenant.id.as_ref().and_then(|id| held?.tenants.get(id));
        let mut people = BTreeMap::new();
        for person in &tenant.people {
            let kept = held.and_then(|held| held.people.get(&person.id));
            let given = match (&person.grants, kept) {
                (Some(grants), _) => grants
                    .iter()
                    .map(|grant| Given::new(grant.given_by.as_ref(), grant.may_delegate))
                    .collect(),
                (None, Some(grants)) => grants
                    .iter()
                    .map(|grant| Given::new(grant.given_by.as_ref(), grant.may_delegate))
                    .collect(),
                (None, None) => Vec::new(),
            };
            people.insert(person.id.as_str(), given);
        }
        Self(people)
    }

    fn check(&self, tenant: &TenantNotes, found: &mut Vec<Mistake>) {
        let depths = self.depths();
        for person in &tenant.people {
            for grant in person.grants.iter().flatten() {
                let Some(giver) = &grant.given_by else {
                    continue;
                };
                let depth = depths.get(giver.as_str()).map(|depth| depth + 1);
                let what = if *giver == person.id {
                    MistakeKind::GivenToThemselves
                } else if self.received_from(giver.as_str(), person.id.as_str()) {
                    MistakeKind::GivenInACircle
                } else if depth.is_some_and(|depth| depth > DEEPEST) {
                    MistakeKind::GivenTooDeep
                } else {
                    continue;
                };
                found.push(Mistake {
                    path: grant.path.clone(),
                    what,
                });
            }
        }
    }

    /// Whether something that the person holds came from the origin, over however many hands.
    fn received_from(&self, person: &str, origin: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![person];
        while let Some(person) = open.pop() {
            if person == origin {
                return true;
            }
            if seen.insert(person) {
                open.extend(
                    self.0
                        .get(person)
                        .into_iter()
                        .flatten()
                        .filter_map(|given| given.by),
                );
            }
        }
        false
    }

    /// How often the nearest grant that each person could hand on was handed on before. Who was given
    /// nothing is at 0, and so is who was given something by the operator; people in a circle have none.
    fn depths(&self) -> BTreeMap<&str, usize> {
        let mut receivers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut depths = BTreeMap::new();
        let mut open = VecDeque::new();
        for (person, given) in &self.0 {
            let delegable = given.iter().any(|given| given.may_delegate);
            // what may not be handed on at all is cut off later; how deep it lies is still checked
            let counted = given
                .iter()
                .filter(|given| given.may_delegate || !delegable);
            let mut by_operator = given.is_empty();
            for given in counted {
                match given.by {
                    Some(giver) => receivers.entry(giver).or_default().push(person),
                    None => by_operator = true,
                }
            }
            if by_operator {
                depths.insert(*person, 0);
                open.push_back(*person);
            }
        }
        while let Some(giver) = open.pop_front() {
            let depth = depths.get(giver).map_or(0, |depth| depth + 1);
            for receiver in receivers.get(giver).into_iter().flatten() {
                if !depths.contains_key(receiver) {
                    depths.insert(receiver, depth);
                    open.push_back(receiver);
                }
            }
        }
        depths
    }
}
