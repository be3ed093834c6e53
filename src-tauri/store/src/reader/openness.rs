//! How much of a figure a class covers, by the Scope alone: never by what the records hold, or a figure that is
//! hidden would tell something.

use std::collections::{BTreeMap, BTreeSet};

use access::{Bits, Class, Place, Rows, Span, TenantRows};

use super::{
    Period,
    places::{Held, LocalDays},
    release::Trees,
};
use crate::{Cell, tenure::Stretch};

/// What a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// All that the Scope covers.
    Everything,
    /// A property, or what is below none.
    Property(Option<i64>),
    /// A unit itself.
    Unit(Option<i64>),
    /// A Location.
    Location(Option<i64>),
    /// An EVSE.
    Evse(Option<i64>),
    /// A driver, a vehicle or a cost centre.
    People,
}

/// How much of a figure a class covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Nothing.
    Nothing,
    /// A part: of so many properties, and so many there are.
    Part {
        /// Properties that it covers whole.
        shown: usize,
        /// Properties behind the figure.
        all: usize,
    },
    /// All.
    Whole,
}

/// How a figure can be told that is a count of sessions, or of their energy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counts {
    /// Not at all.
    Nothing,
    /// By rows.
    Rows,
    /// By rows where they are seen, and over people where they are not.
    RowsAndPeople,
    /// Over people, of something that no release tree holds.
    Withheld {
        /// How many people it takes.
        k: u8,
    },
}

/// What is open where, in the period of a question.
pub(super) struct Openness<'a> {
    /// `None` for the operator.
    scope: Option<&'a TenantRows>,
    properties: &'a BTreeMap<i64, Option<i64>>,
    /// What was held in the period.
    pub held: Vec<&'a Held>,
    by_evse: BTreeMap<i64, Vec<&'a Held>>,
    /// The units that held some EVSE of a Location.
    by_location: BTreeMap<i64, BTreeSet<i64>>,
    /// Of units that are open over people.
    tenure: BTreeMap<i64, Vec<&'a Stretch>>,
    trees: &'a Trees,
    /// In which the days begin and end, wherever.
    period: Period,
    /// Of everything together: how much of the rows is open, and of their money.
    rows: Extent,
    money: Extent,
}

impl<'a> Openness<'a> {
    /// `properties` has the property of each unit.
    pub(super) fn new(
        rows: &'a Rows,
        properties: &'a BTreeMap<i64, Option<i64>>,
        held: Vec<&'a Held>,
        tenure: &'a [Stretch],
        trees: &'a Trees,
        days: LocalDays,
    ) -> Self {
        let scope = match rows {
            Rows::All => None,
            Rows::Tenant(rows) => Some(rows),
        };
        let mut by_evse: BTreeMap<i64, Vec<&Held>> = BTreeMap::new();
        let mut by_location: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        let mut of_units: BTreeMap<i64, Vec<&Stretch>> = BTreeMap::new();
        for stretch in tenure {
            of_units.entry(stretch.unit).or_default().push(stretch);
        }
        // to whom everything is open nobody tells places apart
        let told_apart = if scope.is_some() {
            held.as_slice()
        } else {
            &[]
        };
        for held in told_apart.iter().copied() {
            by_evse.entry(held.evse).or_default().push(held);
            by_location
                .entry(held.location)
                .or_default()
                .insert(held.unit);
        }
        let mut openness = Self {
            scope,
            properties,
            held,
            by_evse,
            by_location,
            tenure: of_units,
            trees,
            period: days.anywhere(),
            rows: Extent::Nothing,
            money: Extent::Nothing,
        };
        openness.rows = openness.worked_out(Class::S, Of::Everything);
        openness.money = openness.worked_out(Class::C, Of::Everything);
        openness
    }

    /// How much of a figure over session rows a class covers: of the rows that are there at all, those on which
    /// it is open.
    pub(super) fn of_rows(&self, class: Class, of: Of) -> Extent {
        match (class, of) {
            (Class::S, Of::Everything | Of::People) => self.rows,
            (Class::C, Of::Everything | Of::People) => self.money,
            _ => self.worked_out(class, of),
        }
    }

    fn worked_out(&self, class: Class, of: Of) -> Extent {
        let Some(scope) = self.scope else {
            return Extent::Whole;
        };
        // of each property: whether the class is open on all rows of it that are there
        let mut properties: BTreeMap<i64, bool> = BTreeMap::new();
        let (mut some, mut all, mut rows) = (false, true, false);
        for (place, bits) in self.entries(scope, of) {
            some |= bits.has(class);
            if !bits.has(Class::S) {
                continue;
            }
            rows = true;
            all &= bits.has(class);
            for property in place
                .map(|place| self.properties(place))
                .into_iter()
                .flatten()
            {
                *properties.entry(property).or_insert(true) &= bits.has(class);
            }
        }
        if rows && all {
            Extent::Whole
        } else if rows && some {
            Extent::Part {
                shown: properties.values().filter(|open| **open).count(),
                all: properties.len(),
            }
        } else {
            Extent::Nothing
        }
    }

    /// How a figure that is of session rows themselves can be told.
    /// `days` may be some of the question's alone, for a row that is of these.
    pub(super) fn of_figures(&self, of: Of, days: LocalDays) -> Counts {
        let rows = match self.of_rows(Class::S, of) {
            Extent::Nothing => Counts::Nothing,
            Extent::Part { .. } | Extent::Whole => Counts::Rows,
        };
        let (Some(scope), Of::Everything | Of::Property(_) | Of::Unit(_)) = (self.scope, of) else {
            // nothing over people is ever cut otherwise
            return rows;
        };
        let mut over_people = self.over_people(scope, of, days).peekable();
        if over_people.peek().is_none() {
            // where nothing was held, that nobody charged is no news
            let is_open = rows == Counts::Nothing && self.any(Class::U, of);
            return if is_open { Counts::RowsAndPeople } else { rows };
        }
        if over_people.all(|unit| self.trees.has(unit)) {
            Counts::RowsAndPeople
        } else {
            Counts::Withheld { k: scope.k }
        }
    }

    /// The units that held something on these days and are open over people, and not row by row.
    fn over_people(
        &self,
        scope: &'a TenantRows,
        of: Of,
        days: LocalDays,
    ) -> impl Iterator<Item = i64> {
        let mut in_zones = days.in_zones();
        scope.places.iter().filter_map(move |entry| {
            let Place::Unit(unit) = entry.key else {
                return None;
            };
            let mut held = self.tenure.get(&unit.0).into_iter().flatten();
            let is_open = entry.bits.has(Class::U)
                && !entry.bits.has(Class::S)
                && self.is_in(entry.key, of)
                && held.any(|held| held.is_in(in_zones.of(held.zone), entry.during));
            is_open.then_some(unit.0)
        })
    }

    /// What is shown in place of a figure over too few people.
    pub(super) fn withheld<T>(&self) -> Cell<T> {
        withheld(self.scope)
    }

    /// Whether a class is open anywhere in it.
    pub(super) fn any(&self, class: Class, of: Of) -> bool {
        self.scope
            .is_none_or(|scope| self.entries(scope, of).any(|(_, bits)| bits.has(class)))
    }

    fn entries(
        &self,
        scope: &'a TenantRows,
        of: Of,
    ) -> impl Iterator<Item = (Option<Place>, Bits)> {
        let places = scope
            .places
            .iter()
            .map(|entry| (Some(entry.key), entry.during, entry.bits));
        let people = scope
            .people
            .iter()
            .map(|entry| (None, entry.during, entry.bits));
        let pairs = scope
            .pairs
            .iter()
            .map(|entry| (Some(entry.key.0), entry.during, entry.bits));
        places
            .chain(people)
            .chain(pairs)
            .filter(move |(place, during, _)| {
                self.in_period(*during) && place.is_none_or(|place| self.is_in(place, of))
            })
            .map(|(place, _, bits)| (place, bits))
    }

    fn in_period(&self, during: Span) -> bool {
        during.from < self.period.until && during.until > self.period.from
    }

    fn is_in(&self, place: Place, of: Of) -> bool {
        match of {
            Of::Everything | Of::People => true,
            Of::Property(property) => self
                .units(place)
                .any(|unit| self.property(unit) == property),
            Of::Unit(unit) => self.units(place).any(|own| Some(own) == unit),
            // without an EVSE that anybody knows there is nothing to tell places apart by
            Of::Location(None) | Of::Evse(None) => true,
            Of::Location(Some(location)) => match (self.by_location.get(&location), place) {
                (None, _) => true,
                (Some(holders), Place::Unit(unit)) => holders.contains(&unit.0),
                (Some(_), Place::Evse(evse)) => {
                    self.holders(evse.0).any(|held| held.location == location)
                }
            },
            Of::Evse(Some(evse)) => match place {
                Place::Unit(unit) => self.holders(evse).any(|held| held.unit == unit.0),
                Place::Evse(own) => own.0 == evse && self.by_evse.contains_key(&evse),
            },
        }
    }

    fn holders(&self, evse: i64) -> impl Iterator<Item = &'a Held> {
        self.by_evse.get(&evse).into_iter().flatten().copied()
    }

    fn units(&self, place: Place) -> impl Iterator<Item = i64> {
        let (unit, holders) = match place {
            Place::Unit(unit) => (Some(unit.0), None),
            Place::Evse(evse) => (None, Some(self.holders(evse.0))),
        };
        unit.into_iter()
            .chain(holders.into_iter().flatten().map(|held| held.unit))
    }

    fn property(&self, unit: i64) -> Option<i64> {
        self.properties.get(&unit).copied().flatten()
    }

    fn properties(&self, place: Place) -> BTreeSet<i64> {
        self.units(place)
            .filter_map(|unit| self.property(unit))
            .collect()
    }
}

/// What is shown under a Scope in place of a figure over too few people.
pub(super) fn withheld<T>(scope: Option<&TenantRows>) -> Cell<T> {
    scope.map_or(Cell::Hidden, |scope| Cell::Suppressed {
        fewer_than: scope.k,
    })
}
