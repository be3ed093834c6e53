//! From what somebody holds to the rows and classes that views can join.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{
    Content, Scope, SignedIn, clock,
    holding::{self, Held},
    pieces::{Entries, Pieces},
    release,
    rows::{Entry, Place, Rows, TenantRows, Who},
};
use crate::{
    Class, PersonId, Policy,
    attribution::{DriverKey, UnitKey},
    policy::{PersonPolicy, TenantPolicy},
};

/// One in so many of a tenant's units or drivers is much: looking at every record and leaving some out is then
/// cheaper than looking for each unit's or driver's.
const MUCH: usize = 4;

/// Works out what somebody who is signed in may see. What is not given is not there: a person without a valid
/// grant has a Scope without rows.
pub fn compile(signed_in: &SignedIn) -> Scope {
    let now = signed_in.since;
    match &signed_in.policy {
        Policy::Operator { epoch } => Scope::new(Content {
            person: PersonId::RESERVED.to_owned(),
            epoch: *epoch,
            since: now,
            until: None,
            features: BTreeSet::new(),
            rows: Rows::All,
        }),
        Policy::Person(policy) => of_person(policy, now),
    }
}

fn of_person(policy: &PersonPolicy, now: DateTime<Utc>) -> Scope {
    let tenant = &policy.tenant;
    let held: Vec<Held> = holding::held(tenant, &policy.person, now)
        .into_iter()
        .map(release::opened)
        .collect();
    let mut pieces = Pieces::default();
    for held in &held {
        pieces.add(tenant, held, now);
    }
    let Entries {
        places,
        people,
        pairs,
    } = pieces.entries();
    let rows = TenantRows {
        tenant: tenant.tenant,
        k: tenant.k,
        is_wide: is_wide(tenant, &places, &people),
        places,
        people,
        pairs,
        roots: release::roots(tenant, &held, now),
        live: release::live(tenant, &held, now),
    };
    Scope::new(Content {
        person: format!("{}/{}", tenant.id, policy.person),
        epoch: policy.epoch,
        since: now,
        until: ends(tenant, now),
        features: held.into_iter().flat_map(|held| held.features).collect(),
        rows: Rows::Tenant(rows),
    })
}

/// The earliest instant at which the same policy could say something else: a grant begins or ends, a place
/// changes hands, or a day ends.
fn ends(tenant: &TenantPolicy, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let grants = tenant.grants.values().flatten();
    let valid = grants.flat_map(|grant| [grant.valid.from(), grant.valid.until()]);
    let zones: BTreeSet<_> = tenant
        .units
        .values()
        .filter_map(|unit| unit.time_zone)
        .chain([tenant.time_zone])
        .map(|zone| clock::today(now, zone).until)
        .collect();
    let midnights = zones.into_iter().map(DateTime::from_timestamp_millis);
    valid
        .chain(midnights)
        .chain([tenant.changes_at])
        .flatten()
        .filter(|instant| *instant > now)
        .min()
}

fn is_wide(tenant: &TenantPolicy, places: &[Entry<Place>], people: &[Entry<Who>]) -> bool {
    let units: BTreeSet<UnitKey> = places
        .iter()
        .filter(|entry| entry.bits.has(Class::S))
        .filter_map(|entry| match entry.key {
            Place::Unit(unit) => Some(unit),
            Place::Evse(_) => None,
        })
        .collect();
    let groups: BTreeSet<_> = people
        .iter()
        .filter_map(|entry| match entry.key {
            Who::Group(group) => Some(group),
            Who::Driver(_) | Who::Vehicle(_) | Who::NoGroup => None,
        })
        .collect();
    let drivers: BTreeSet<DriverKey> = people
        .iter()
        .filter_map(|entry| match entry.key {
            Who::Driver(driver) => Some(driver),
            Who::Vehicle(_) | Who::Group(_) | Who::NoGroup => None,
        })
        .collect();
    let in_group = tenant.drivers.values().flatten();
    let of_groups = in_group.filter(|group| groups.contains(group)).count();
    units.len() * MUCH > tenant.units.len()
        || (drivers.len() + of_groups) * MUCH > tenant.drivers.len()
}
