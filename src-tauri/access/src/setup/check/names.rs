//! Every id that is used is declared: in the file, or, where the file leaves the list out, in what is held.

use std::collections::{BTreeMap, BTreeSet};

use super::super::closest::closest;
use super::super::cursor::Reading;
use super::super::held::{Held, HeldTenant};
use super::super::mistake::{Mistake, MistakeKind};
use super::super::notes::TenantNotes;
use crate::{ConnectionId, Kind, Template, UnitId};

pub(super) fn check(reading: &Reading, held: Option<&Held>, found: &mut Vec<Mistake>) {
    let connections = known_connections(reading, held);
    let new = HeldTenant::default();
    for tenant in &reading.tenants {
        let held = held.map(|held| {
            tenant
                .id
                .as_ref()
                .and_then(|id| held.tenants.get(id))
                .unwrap_or(&new)
        });
        let mut known = known_in(tenant, held);
        if let Some(connections) = &connections {
            known.insert(Kind::Connection, connections.clone());
        }
        for used in &tenant.uses {
            let Some(ids) = known.get(&used.kind) else {
                continue;
            };
            if !ids.contains(used.id.as_str()) {
                let meant = closest(&used.id, ids.iter().copied());
                let (kind, id) = (used.kind, used.id.clone());
                let what = MistakeKind::UnknownId { kind, id, meant };
                found.push(Mistake {
                    path: used.path.clone(),
                    what,
                });
            }
        }
    }
}

type Ids<'a> = BTreeSet<&'a str>;

/// With the one that a sync makes which names none: it may come later, as all may that it brings.
fn known_connections<'a>(reading: &'a Reading, held: Option<&'a Held>) -> Option<Ids<'a>> {
    let known: Option<Ids<'a>> = match (reading.declared.ids(Kind::Connection), held) {
        (Some(ids), _) => Some(ids.collect()),
        (None, held) => held.map(|held| held.connections.iter().map(|id| id.as_str()).collect()),
    };
    known.map(|mut known| {
        known.insert(ConnectionId::USUAL);
        known
    })
}

/// The ids of each kind. A kind that neither the file nor what is held can tell has no entry.
fn known_in<'a>(tenant: &'a TenantNotes, held: Option<&'a HeldTenant>) -> BTreeMap<Kind, Ids<'a>> {
    let kinds = [
        Kind::Unit,
        Kind::Group,
        Kind::Driver,
        Kind::Vehicle,
        Kind::Role,
        Kind::Person,
    ];
    let mut known = BTreeMap::new();
    for kind in kinds {
        let listed = tenant.declared.ids(kind).map(Iterator::collect);
        let ids: Option<Ids<'a>> = listed.or_else(|| held.map(|held| held_ids(held, kind)));
        if let Some(ids) = ids {
            known.insert(kind, ids);
        }
    }
    if let Some(roles) = known.get_mut(&Kind::Role) {
        roles.extend(Template::ALL.map(Template::id));
    }
    if !tenant.keep_children.is_empty() {
        match (held, known.get_mut(&Kind::Unit)) {
            (Some(held), Some(units)) => keep_subtrees(&tenant.keep_children, held, units),
            (None, _) | (_, None) => {
                known.remove(&Kind::Unit);
            }
        }
    }
    known
}

fn held_ids(held: &HeldTenant, kind: Kind) -> Ids<'_> {
    match kind {
        Kind::Unit => held.units.keys().map(|id| id.as_str()).collect(),
        Kind::Group => held.groups.iter().map(|id| id.as_str()).collect(),
        Kind::Driver => held.drivers.iter().map(|id| id.as_str()).collect(),
        Kind::Vehicle => held.vehicles.iter().map(|id| id.as_str()).collect(),
        Kind::Role => held.roles.iter().map(|id| id.as_str()).collect(),
        Kind::Person => held.people.keys().map(|id| id.as_str()).collect(),
        // of the profile, not of a tenant
        Kind::Connection | Kind::Tenant => BTreeSet::new(),
    }
}

/// Adds what is held below units whose `units` the file leaves out, down to units that it names itself.
fn keep_subtrees<'a>(roots: &BTreeSet<UnitId>, held: &'a HeldTenant, units: &mut Ids<'a>) {
    let mut children: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    for (unit, parent) in &held.units {
        if let Some(parent) = parent {
            children
                .entry(parent.as_str())
                .or_default()
                .push(unit.as_str());
        }
    }
    let mut open: Vec<&str> = roots.iter().map(|id| id.as_str()).collect();
    while let Some(parent) = open.pop() {
        for child in children.get(parent).into_iter().flatten() {
            if units.insert(child) {
                open.push(child);
            }
        }
    }
}
