//! Which unit, and so which tenant, a record belongs to, and who charged.
//!
//! A record belongs whole to the unit that held its EVSE when it started. An EVSE's own assignment wins
//! over its Location's. Where two assignments of one level name different units at one time, the place is
//! ambiguous then and belongs to nobody. Who charged is what the unit's own tenant says of the token, by
//! its [`Enrolments`].

mod enrolments;
mod steps;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use chrono::{DateTime, Utc};

use self::steps::{Span, Steps};
use crate::Interval;
pub use enrolments::{
    DriverKey, Enrolment, Enrolments, HolderKey, TenantKey, TokenName, VehicleKey,
};

/// The store's key of an EVSE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EvseKey(pub i64);

/// The store's key of a Location.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocationKey(pub i64);

/// The store's key of a unit, which leads to its tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitKey(pub i64);

/// What an assignment names. The more specific wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One EVSE.
    Evse(EvseKey),
    /// A Location, with its EVSEs of now and later.
    Location(LocationKey),
}

/// A place belongs to a unit for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The place.
    pub level: Level,
    /// The unit that holds it. `None` where the name that was given means other places, too: while it does, all of
    /// them belong to nobody, since whoever else might get them would be a guess.
    pub unit: Option<UnitKey>,
    /// How long.
    pub during: Interval,
}

/// All assignments of a profile, in the order in which they are asked for.
///
/// ```
/// use access::Interval;
/// use access::attribution::{Assignment, Assignments, EvseKey, Level, LocationKey, UnitKey};
///
/// let house = Assignment {
///     level: Level::Location(LocationKey(1)),
///     unit: Some(UnitKey(10)),
///     during: Interval::ALWAYS,
/// };
/// let assignments = Assignments::new([house], [(EvseKey(7), LocationKey(1))]);
/// let start = "2026-05-01T12:00:00Z".parse().unwrap();
/// assert_eq!(assignments.unit_at(Some(EvseKey(7)), None, start), Some(UnitKey(10)));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Assignments {
    /// By the EVSE's own assignments alone.
    by_evse: HashMap<EvseKey, Steps<Option<UnitKey>>>,
    /// By the Location's own assignments alone.
    by_location: HashMap<LocationKey, Steps<Option<UnitKey>>>,
    /// Where a Location lies whole in one unit.
    whole: HashMap<LocationKey, Steps<Option<UnitKey>>>,
    location_of: HashMap<EvseKey, LocationKey>,
}

/// What is said of an instant at which anything is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer<K> {
    One(K),
    Nobody,
}

impl<K> Answer<K> {
    fn one(self) -> Option<K> {
        match self {
            Self::One(holder) => Some(holder),
            Self::Nobody => None,
        }
    }
}

impl Assignments {
    /// Lays out assignments, and which EVSE is at which Location.
    pub fn new(
        assignments: impl IntoIterator<Item = Assignment>,
        evse_location: impl IntoIterator<Item = (EvseKey, LocationKey)>,
    ) -> Self {
        let mut evse_spans: HashMap<EvseKey, Vec<Span<Option<UnitKey>>>> = HashMap::new();
        let mut location_spans: HashMap<LocationKey, Vec<Span<Option<UnitKey>>>> = HashMap::new();
        for Assignment {
            level,
            unit,
            during,
        } in assignments
        {
            let spans = match level {
                Level::Evse(evse) => evse_spans.entry(evse).or_default(),
                Level::Location(location) => location_spans.entry(location).or_default(),
            };
            spans.push(Span {
                holder: unit,
                during,
            });
        }

        let mut location_of = HashMap::new();
        let mut evses_at: HashMap<LocationKey, HashSet<EvseKey>> = HashMap::new();
        for (evse, location) in evse_location {
            location_of.insert(evse, location);
            evses_at.entry(location).or_default().insert(evse);
        }

        let whole = location_spans
            .iter()
            .map(|(location, spans)| {
                let evses = evses_at.get(location).into_iter().flatten();
                let own: Vec<Span<Option<UnitKey>>> = evses
                    .filter_map(|evse| evse_spans.get(evse))
                    .flatten()
                    .copied()
                    .collect();
                (*location, steps::of_location(spans, &own))
            })
            .collect();
        Self {
            by_evse: level_steps(&evse_spans),
            by_location: level_steps(&location_spans),
            whole,
            location_of,
        }
    }

    /// The unit that held the place of a record when it started, if there was exactly one.
    ///
    /// A record whose EVSE is unknown goes by its Location, if that lay whole in one unit: no EVSE there
    /// was held by another. Where the Location is not given, the EVSE's is taken.
    pub fn unit_at(
        &self,
        evse: Option<EvseKey>,
        location: Option<LocationKey>,
        start: DateTime<Utc>,
    ) -> Option<UnitKey> {
        let Some(evse) = evse else {
            return self.whole.get(&location?)?.at(start)?.one().flatten();
        };
        if let Some(own) = self.by_evse.get(&evse).and_then(|steps| steps.at(start)) {
            return own.one().flatten();
        }
        let location = location.or_else(|| self.location_of.get(&evse).copied())?;
        self.by_location.get(&location)?.at(start)?.one().flatten()
    }

    /// Who held an EVSE when, in order of time; gaps are times at which nobody did.
    pub fn held(&self, evse: EvseKey, location: LocationKey) -> Vec<(Interval, UnitKey)> {
        let own = self.by_evse.get(&evse).into_iter().flat_map(Steps::starts);
        let at_location = self
            .by_location
            .get(&location)
            .into_iter()
            .flat_map(Steps::starts);
        self.stretches(Some(evse), location, own.chain(at_location))
    }

    /// Who held a Location as a whole when, whatever EVSEs it has: its records go there whose EVSE is unknown.
    pub fn held_whole(&self, location: LocationKey) -> Vec<(Interval, UnitKey)> {
        let whole = self.whole.get(&location).into_iter();
        self.stretches(None, location, whole.flat_map(Steps::starts))
    }

    fn stretches(
        &self,
        evse: Option<EvseKey>,
        location: LocationKey,
        starts: impl Iterator<Item = Option<DateTime<Utc>>>,
    ) -> Vec<(Interval, UnitKey)> {
        let starts: BTreeSet<Option<DateTime<Utc>>> = starts.chain([None]).collect();
        let mut ends: Vec<Option<DateTime<Utc>>> = starts.iter().copied().skip(1).collect();
        ends.push(None);
        let mut held: Vec<(Interval, UnitKey)> = Vec::new();
        for (from, until) in starts.into_iter().zip(ends) {
            let instant = from.unwrap_or(DateTime::<Utc>::MIN_UTC);
            let Some(unit) = self.unit_at(evse, Some(location), instant) else {
                continue;
            };
            let Some(during) = Interval::new(from, until) else {
                continue;
            };
            match held.last_mut() {
                Some((before, same)) if *same == unit && before.until() == from => {
                    if let Some(longer) = Interval::new(before.from(), until) {
                        *before = longer;
                    }
                }
                _ => held.push((during, unit)),
            }
        }
        held
    }
}

fn level_steps<P: Copy + Eq + Hash>(
    spans: &HashMap<P, Vec<Span<Option<UnitKey>>>>,
) -> HashMap<P, Steps<Option<UnitKey>>> {
    spans
        .iter()
        .map(|(key, spans)| (*key, steps::of_level(spans)))
        .collect()
}

#[cfg(test)]
mod tests;
