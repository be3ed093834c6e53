//! How much of a figure a class covers, by the Scope alone: never by what the records hold, or a figure that is
//! hidden would tell something.

use std::collections::BTreeMap;

use access::{Class, Place, Rows, Span, TenantRows};

use super::{
    Period,
    entries::{Entries, Entry},
    ground::Ground,
    places::{self, Held, LocalDays},
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
    entries: Entries<'a>,
    /// Of units that are open over people.
    tenure: BTreeMap<i64, Vec<&'a Stretch>>,
    trees: &'a Trees,
    /// In which the days begin and end, wherever.
    period: Period,
    /// And where this person sees something: at places no other clock counts.
    at_places: Period,
    everything: Everything,
}

/// What is open of everything together: asked for each day of a long period.
struct Everything {
    rows: Extent,
    money: Extent,
    time: Option<(usize, usize)>,
    /// Whether the state of some charge point is open.
    has_state: bool,
    /// Whether figures over people are, somewhere.
    has_people: bool,
    /// The units that are open over people and not row by row, and when.
    over_people: Vec<(i64, Span)>,
}

impl<'a> Openness<'a> {
    pub(super) fn new(
        rows: &'a Rows,
        ground: &'a Ground,
        tenure: &'a [Stretch],
        trees: &'a Trees,
        days: LocalDays,
    ) -> Self {
        let scope = match rows {
            Rows::All => None,
            Rows::Tenant(rows) => Some(rows),
        };
        let properties = &ground.units.properties;
        let mut of_units: BTreeMap<i64, Vec<&Stretch>> = BTreeMap::new();
        for stretch in tenure {
            of_units.entry(stretch.unit).or_default().push(stretch);
        }
        let mut openness = Self {
            scope,
            properties,
            entries: Entries::new(scope, properties, places::on(&ground.held, days)),
            tenure: of_units,
            trees,
            period: days.anywhere(),
            at_places: places::period_in(&ground.zones, days),
            everything: Everything {
                rows: Extent::Nothing,
                money: Extent::Nothing,
                time: None,
                has_state: false,
                has_people: false,
                over_people: Vec::new(),
            },
        };
        let all = Of::Everything;
        openness.everything = Everything {
            rows: openness.worked_out(Class::S, all),
            money: openness.worked_out(Class::C, all),
            time: openness.time_worked_out(all),
            has_state: openness.is_any(Class::O, all),
            has_people: openness.is_any(Class::U, all),
            over_people: openness.open_over_people(all),
        };
        openness
    }

    /// How much of a figure over session rows a class covers: of the rows that are there at all, those on which
    /// it is open.
    pub(super) fn of_rows(&self, class: Class, of: Of) -> Extent {
        match (class, of) {
            (Class::S, Of::Everything | Of::People) => self.everything.rows,
            (Class::C, Of::Everything | Of::People) => self.everything.money,
            _ => self.worked_out(class, of),
        }
    }

    fn worked_out(&self, class: Class, of: Of) -> Extent {
        if self.scope.is_none() {
            return Extent::Whole;
        }
        // of each property: whether the class is open on all rows of it that are there
        let mut properties: BTreeMap<i64, bool> = BTreeMap::new();
        let (mut some, mut all, mut rows) = (false, true, false);
        for entry in self.entries(of) {
            let has = entry.bits.has(class);
            some |= has;
            if !entry.bits.has(Class::S) {
                continue;
            }
            rows = true;
            all &= has;
            let of_entry = entry.units.iter();
            for property in of_entry.filter_map(|unit| self.properties.get(unit).copied().flatten())
            {
                *properties.entry(property).or_insert(true) &= has;
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

    /// Where the state of charge points is open at a part of the properties alone: at so many, and so many there are.
    pub(super) fn of_time(&self, of: Of) -> Option<(usize, usize)> {
        match of {
            Of::Everything | Of::People => self.everything.time,
            _ => self.time_worked_out(of),
        }
    }

    fn time_worked_out(&self, of: Of) -> Option<(usize, usize)> {
        self.scope?;
        // where some people's charging is all that is seen, places are nobody's to look after
        let entries: Vec<&Entry> = self.entries(of).filter(|entry| entry.is_of_all).collect();
        let mut units: BTreeMap<i64, bool> = BTreeMap::new();
        for entry in &entries {
            if let Some(Place::Unit(unit)) = entry.place {
                *units.entry(unit.0).or_insert(true) &= entry.bits.has(Class::O);
            }
        }
        // what is open by its unit is open, whatever else opens of it
        let by_unit = |entry: &Entry| {
            entry
                .units
                .iter()
                .all(|unit| units.get(unit) == Some(&true))
        };
        let mut properties: BTreeMap<i64, bool> = BTreeMap::new();
        let (mut some, mut all) = (false, true);
        for entry in entries {
            let has = entry.bits.has(Class::O)
                || matches!(entry.place, Some(Place::Evse(_))) && by_unit(entry);
            some |= has;
            all &= has;
            let known = entry.units.iter();
            for property in known.filter_map(|unit| self.properties.get(unit).copied().flatten()) {
                *properties.entry(property).or_insert(true) &= has;
            }
        }
        let shown = properties.values().filter(|open| **open).count();
        (some && !all).then_some((shown, properties.len()))
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
        let over_people = self.over_people(of, days);
        if over_people.is_empty() {
            // where nothing was held, that nobody charged is no news
            let is_open = rows == Counts::Nothing && self.any(Class::U, of);
            return if is_open { Counts::RowsAndPeople } else { rows };
        }
        if over_people.iter().all(|unit| self.trees.has(*unit)) {
            Counts::RowsAndPeople
        } else {
            Counts::Withheld { k: scope.k }
        }
    }

    /// The units that held something on these days and are open over people, and not row by row.
    fn over_people(&self, of: Of, days: LocalDays) -> Vec<i64> {
        let of_some;
        let open = match of {
            Of::Everything => &self.everything.over_people,
            _ => {
                of_some = self.open_over_people(of);
                &of_some
            }
        };
        let mut in_zones = days.in_zones();
        let held = open.iter().filter(|(unit, during)| {
            let mut held = self.tenure.get(unit).into_iter().flatten();
            held.any(|held| held.is_in(in_zones.of(held.zone), *during))
        });
        held.map(|(unit, _)| *unit).collect()
    }

    /// The units that are open over people and not row by row, and when: whatever they held.
    fn open_over_people(&self, of: Of) -> Vec<(i64, Span)> {
        let entries = self.entries.of(of).into_iter();
        let entries = entries.filter(|entry| {
            entry.is_of_all && entry.bits.has(Class::U) && !entry.bits.has(Class::S)
        });
        let units = entries.filter_map(|entry| match entry.place {
            Some(Place::Unit(unit)) => Some((unit.0, entry.during)),
            _ => None,
        });
        units.collect()
    }

    /// What is shown in place of a figure over too few people.
    pub(super) fn withheld<T>(&self) -> Cell<T> {
        withheld(self.scope)
    }

    /// Whether a class is open anywhere in it.
    pub(super) fn any(&self, class: Class, of: Of) -> bool {
        match (class, of) {
            (Class::O, Of::Everything | Of::People) => self.everything.has_state,
            (Class::U, Of::Everything | Of::People) => self.everything.has_people,
            _ => self.is_any(class, of),
        }
    }

    fn is_any(&self, class: Class, of: Of) -> bool {
        self.scope.is_none() || self.entries(of).any(|entry| entry.bits.has(class))
    }

    fn entries(&self, of: Of) -> impl Iterator<Item = &Entry> {
        let entries = self.entries.of(of).into_iter();
        entries.filter(|entry| {
            let period = match entry.place {
                Some(_) => self.at_places,
                None => self.period,
            };
            entry.during.from < period.until && entry.during.until > period.from
        })
    }

    /// What was held in the period.
    pub(super) fn held(&self) -> &[&'a Held] {
        &self.entries.held
    }
}

/// What is shown under a Scope in place of a figure over too few people.
pub(super) fn withheld<T>(scope: Option<&TenantRows>) -> Cell<T> {
    scope.map_or(Cell::Hidden, |scope| Cell::Suppressed {
        fewer_than: scope.k,
    })
}
