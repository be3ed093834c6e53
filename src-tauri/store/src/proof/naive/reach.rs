//! What a grant reaches, cut by all who gave it: by the conditions themselves, whatever records there are.

use std::collections::BTreeSet;

use access::Class;
use chrono::{DateTime, Utc};

use super::{
    grants::DEEPEST,
    places::{EvseAt, Places},
    roles::{Rights, rights, weaker},
};
use crate::proof::setup::{During, Grant, Person, Tenant, Unit, Usage, means};

type Names = Option<BTreeSet<String>>;

/// One grant in force; the conditions of all who gave it are its own.
#[derive(Clone)]
pub struct Reach {
    rights: Rights,
    /// All units of it, those below as well.
    pub units: BTreeSet<String>,
    /// Whether it says which units.
    names_units: bool,
    /// Keys of EVSEs, if it is over EVSEs or Locations.
    pub evses: Names,
    drivers: Names,
    vehicles: Names,
    groups: Names,
    /// Which session starts it covers.
    pub during: During,
}

/// All that a person's grants reach.
pub fn reaches(
    places: &Places,
    tenant: &Tenant,
    person: &Person,
    now: DateTime<Utc>,
) -> Vec<Reach> {
    let making = Making {
        places,
        tenant,
        now,
    };
    let all = person.grants.iter();
    all.flat_map(|grant| making.chains(grant, DEEPEST))
        .filter(|reach| reach.is_something(tenant))
        .collect()
}

struct Making<'a, 'w> {
    places: &'a Places<'w>,
    tenant: &'a Tenant,
    now: DateTime<Utc>,
}

impl Making<'_, '_> {
    /// One for each grant of the giver's that it may have come by.
    fn chains(&self, grant: &Grant, deep: usize) -> Vec<Reach> {
        if !grant.valid.contains(self.now) {
            return Vec::new();
        }
        let own = self.of(grant);
        let Some(giver) = &grant.given_by else {
            return vec![own];
        };
        let giver = self.tenant.people.iter().filter(|held| held.id == *giver);
        let held = giver.flat_map(|giver| &giver.grants).filter(|_| deep > 0);
        let held: Vec<(bool, Reach)> = held
            .flat_map(|held| {
                let chains = self.chains(held, deep - 1).into_iter();
                chains.map(|above| (held.may_delegate, above))
            })
            .collect();
        let passed_on = held
            .iter()
            .enumerate()
            .filter(|(_, (may_delegate, _))| *may_delegate);
        passed_on
            .map(|(at, (_, above))| {
                let mut met = own.meet(above);
                let mut others = held.iter().enumerate().filter(|(other, _)| *other != at);
                let is_part_of_other = others.any(|(_, (_, other))| {
                    let is_above = other.opens_some(Class::U) && !other.units.is_subset(&met.units);
                    !other.units.is_disjoint(&met.units) && (is_above || other.shows_some_rows())
                });
                let is_whole = met.units == above.units && !is_part_of_other;
                if !above.opens_for_all(Class::S) && (!is_whole || above.shows_some_rows()) {
                    met.rights.retain(|(class, _)| *class != Class::U);
                }
                met
            })
            .collect()
    }

    fn of(&self, grant: &Grant) -> Reach {
        let names = |names: &Option<Vec<String>>| names.as_ref().map(|names| set(names));
        let locations = grant
            .locations
            .as_ref()
            .map(|names| self.evses(names, false));
        let evses = grant.evses.as_ref().map(|names| self.evses(names, true));
        Reach {
            rights: rights(self.tenant, &grant.role),
            units: units(&self.tenant.units, grant.units.as_deref()),
            names_units: grant.units.is_some(),
            evses: both(&locations, &evses),
            drivers: names(&grant.drivers),
            vehicles: names(&grant.vehicles),
            groups: names(&grant.groups),
            during: grant.data(),
        }
    }

    /// EVSEs that go by these names, or whose Locations do.
    fn evses(&self, names: &[String], by_uid: bool) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for at in self.places.locations() {
            let id = &at.location.id;
            let (country, party) = (id.party.country_code.as_str(), id.party.party_id.as_str());
            for evse in &at.location.evses {
                let id = if by_uid { &evse.uid } else { &id.id };
                let is = |name: &String| means(name, country, party, id.as_str());
                if names.iter().any(is) {
                    keys.insert(EvseAt { at, evse }.key());
                }
            }
        }
        keys
    }
}

impl Reach {
    fn opens_some(&self, class: Class) -> bool {
        let mut usages = Usage::ALL.iter();
        usages.any(|usage| self.opens_for(class, *usage))
    }

    fn shows_some_rows(&self) -> bool {
        self.opens_some(Class::S) || self.opens_some(Class::SToday)
    }

    /// What both let through.
    fn meet(&self, other: &Self) -> Self {
        let mut rights = Rights::new();
        for (class, usage) in &self.rights {
            let same = other.rights.iter().filter(|(_, held)| held == usage);
            rights.extend(same.filter_map(|(held, _)| Some((weaker(*class, *held)?, *usage))));
        }
        Self {
            rights,
            units: self.units.intersection(&other.units).cloned().collect(),
            names_units: self.names_units || other.names_units,
            evses: both(&self.evses, &other.evses),
            drivers: both(&self.drivers, &other.drivers),
            vehicles: both(&self.vehicles, &other.vehicles),
            groups: both(&self.groups, &other.groups),
            during: self.during.meet(other.during),
        }
    }

    /// Whether a class is open for whoever charges.
    pub fn opens_for_all(&self, class: Class) -> bool {
        let open = |usage: &Usage| self.rights.contains(&(class, *usage));
        Usage::ALL.iter().all(open)
    }

    pub fn opens_for(&self, class: Class, usage: Usage) -> bool {
        self.rights.contains(&(class, usage))
    }

    /// Over the whole charging of units, whoever charges; perhaps not at all times.
    pub fn is_of_units_alone(&self) -> bool {
        self.evses.is_none() && !self.is_of_people()
    }

    /// Over what was charged at places, whoever did, or by people at some of them.
    pub fn is_at_places(&self) -> bool {
        !self.rights.is_empty()
            && (!self.is_of_people() || self.names_units || self.evses.is_some())
    }

    pub fn is_of_people(&self) -> bool {
        self.drivers.is_some() || self.vehicles.is_some() || self.groups.is_some()
    }

    /// Whether session starts are cut at all.
    pub fn is_open_in_time(&self) -> bool {
        self.during.from.or(self.during.until).is_none()
    }

    /// Whether some session could be seen by it, of the given strength.
    pub fn shows_sessions(&self, tenant: &Tenant, class: Class) -> bool {
        let usages = self.usages(tenant);
        usages.iter().any(|usage| self.opens_for(class, *usage))
    }

    /// Conditions that exclude each other reach nothing.
    fn is_something(&self, tenant: &Tenant) -> bool {
        !self.units.is_empty()
            && self.evses.as_ref().is_none_or(|evses| !evses.is_empty())
            && !self.during.is_empty()
            && !self.usages(tenant).is_empty()
    }

    /// What the charging of its people can count as.
    fn usages(&self, tenant: &Tenant) -> BTreeSet<Usage> {
        let usage = |group: &String| {
            let held = tenant.groups.iter().find(|held| held.id == *group);
            held.map(|held| held.usage)
        };
        let lets_through = |group: Option<&String>| match (&self.groups, group) {
            (None, _) => true,
            (Some(groups), Some(group)) => groups.contains(group),
            (Some(_), None) => false,
        };
        match (&self.drivers, &self.vehicles, &self.groups) {
            (None, None, None) => Usage::ALL.into(),
            (None, None, Some(groups)) => groups.iter().filter_map(usage).collect(),
            (Some(drivers), None, _) => tenant
                .drivers
                .iter()
                .filter(|driver| drivers.contains(&driver.id))
                .filter(|driver| lets_through(driver.group.as_ref()))
                .map(|driver| driver.group.as_ref().and_then(usage))
                .map(|usage| usage.unwrap_or(Usage::Unknown))
                .collect(),
            // a vehicle is in no group
            (None, Some(vehicles), None) if !vehicles.is_empty() => [Usage::Unknown].into(),
            (None, Some(_), _) => BTreeSet::new(),
            // a row has a driver or a vehicle, never both
            (Some(_), Some(_), _) => BTreeSet::new(),
        }
    }
}

fn set(names: &[String]) -> BTreeSet<String> {
    names.iter().cloned().collect()
}

fn both(one: &Names, other: &Names) -> Names {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.intersection(other).cloned().collect()),
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}

/// The named units and all below them; without names all there are.
fn units(tree: &[Unit], names: Option<&[String]>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for unit in tree {
        let is_named = names.is_none_or(|names| names.contains(&unit.id));
        if is_named {
            found.insert(unit.id.clone());
        }
        found.extend(units(&unit.units, names.filter(|_| !is_named)));
    }
    found
}
