//! The entries of a Scope, found by what a figure is of: a list of charge points asks that for each of thousands. By the
//! Scope and by what was held alone, never by what the records hold.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::OnceLock,
};

use access::{Bits, Place, Span, TenantRows};

use super::{openness::Of, places::Held};

/// Session starts with the classes that are open on them.
pub(super) struct Entry {
    /// Where; `None` for what somebody charges, at whatever place.
    pub place: Option<Place>,
    pub during: Span,
    pub bits: Bits,
    /// Whether of all that happens at the place, whoever charges.
    pub is_of_all: bool,
    /// The units that it is at.
    pub units: Vec<i64>,
}

/// All of them, with what was held in the period of a question.
pub(super) struct Entries<'a> {
    /// What was held.
    pub held: Vec<&'a Held>,
    holders: OnceLock<Holders<'a>>,
    all: Vec<Entry>,
    anywhere: Vec<usize>,
    of_unit: HashMap<i64, Vec<usize>>,
    of_evse: HashMap<i64, Vec<usize>>,
    /// With those of EVSEs that it held.
    in_unit: HashMap<i64, Vec<usize>>,
    in_property: HashMap<Option<i64>, Vec<usize>>,
}

/// Who held what: made when somebody asks.
struct Holders<'a> {
    of_evse: HashMap<i64, Vec<&'a Held>>,
    /// The units that held some EVSE of a Location.
    of_location: HashMap<i64, BTreeSet<i64>>,
}

impl<'a> Entries<'a> {
    /// Of a tenant's Scope; the operator's has none. `properties` has the property of each unit.
    pub(super) fn new(
        scope: Option<&TenantRows>,
        properties: &BTreeMap<i64, Option<i64>>,
        held: Vec<&'a Held>,
    ) -> Self {
        let mut entries = Self {
            held,
            holders: OnceLock::new(),
            all: Vec::new(),
            anywhere: Vec::new(),
            of_unit: HashMap::new(),
            of_evse: HashMap::new(),
            in_unit: HashMap::new(),
            in_property: HashMap::new(),
        };
        let Some(scope) = scope else {
            return entries;
        };
        for entry in &scope.places {
            entries.add(Some(entry.key), entry.during, entry.bits, true, properties);
        }
        for entry in &scope.people {
            entries.add(None, entry.during, entry.bits, false, properties);
        }
        for entry in &scope.pairs {
            let place = Some(entry.key.0);
            entries.add(place, entry.during, entry.bits, false, properties);
        }
        entries
    }

    fn add(
        &mut self,
        place: Option<Place>,
        during: Span,
        bits: Bits,
        is_of_all: bool,
        properties: &BTreeMap<i64, Option<i64>>,
    ) {
        let at = self.all.len();
        let units: Vec<i64> = match place {
            None => {
                self.anywhere.push(at);
                Vec::new()
            }
            Some(Place::Unit(unit)) => {
                self.of_unit.entry(unit.0).or_default().push(at);
                vec![unit.0]
            }
            Some(Place::Evse(evse)) => {
                self.of_evse.entry(evse.0).or_default().push(at);
                let units = self.holders(evse.0).iter().map(|held| held.unit);
                let units: BTreeSet<i64> = units.collect();
                units.into_iter().collect()
            }
        };
        let in_properties = units
            .iter()
            .map(|unit| properties.get(unit).copied().flatten());
        let in_properties: BTreeSet<Option<i64>> = in_properties.collect();
        for property in in_properties {
            self.in_property.entry(property).or_default().push(at);
        }
        for unit in &units {
            self.in_unit.entry(*unit).or_default().push(at);
        }
        self.all.push(Entry {
            place,
            during,
            bits,
            is_of_all,
            units,
        });
    }

    /// Those that have to do with it.
    pub(super) fn of(&self, of: Of) -> Vec<&Entry> {
        let mut found: Vec<usize> = Vec::new();
        match of {
            // without an EVSE that anybody knows there is nothing to tell places apart by
            Of::Everything | Of::People | Of::Location(None) | Of::Evse(None) => {
                return self.all.iter().collect();
            }
            Of::Property(property) => {
                found.extend(self.in_property.get(&property).into_iter().flatten())
            }
            Of::Unit(unit) => {
                let in_unit = unit.and_then(|unit| self.in_unit.get(&unit));
                found.extend(in_unit.into_iter().flatten());
            }
            Of::Location(Some(location)) => {
                let Some(units) = self.all_holders().of_location.get(&location) else {
                    return self.all.iter().collect();
                };
                found.extend(self.of_units(units));
                let is_there = |held: &&Held| held.location == location;
                let evses = self.of_evse.iter();
                let there = evses.filter(|(evse, _)| self.holders(**evse).iter().any(is_there));
                found.extend(there.flat_map(|(_, entries)| entries));
            }
            Of::Evse(Some(evse)) => {
                let holders = self.holders(evse);
                let units: BTreeSet<i64> = holders.iter().map(|held| held.unit).collect();
                found.extend(self.of_units(&units));
                if !holders.is_empty() {
                    found.extend(self.of_evse.get(&evse).into_iter().flatten());
                }
            }
        }
        let found = self.anywhere.iter().chain(&found);
        found.filter_map(|at| self.all.get(*at)).collect()
    }

    fn of_units(&self, units: &BTreeSet<i64>) -> impl Iterator<Item = usize> {
        let entries = units.iter().filter_map(|unit| self.of_unit.get(unit));
        entries.flatten().copied()
    }

    fn holders(&self, evse: i64) -> &[&'a Held] {
        let holders = self.all_holders().of_evse.get(&evse);
        holders.map(Vec::as_slice).unwrap_or_default()
    }

    fn all_holders(&self) -> &Holders<'a> {
        self.holders.get_or_init(|| {
            let mut holders = Holders {
                of_evse: HashMap::new(),
                of_location: HashMap::new(),
            };
            for held in self.held.iter().copied() {
                holders.of_evse.entry(held.evse).or_default().push(held);
                let of_location = holders.of_location.entry(held.location).or_default();
                of_location.insert(held.unit);
            }
            holders
        })
    }
}
