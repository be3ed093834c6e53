//! Another setup, where it is foreign: other tenants, other people's grants, names that are not shown.

use std::collections::BTreeSet;

use access::Class;
use serde_json::{Value, json};

use super::{
    foreign::Eyes,
    twin::{Change, Twin},
};
use crate::proof::dice::Dice;

pub fn change(twin: &mut Twin, eyes: &Eyes, dice: &mut Dice) {
    let (setup, changes) = (&mut twin.world.setup, &mut twin.changes);
    for tenant in list(&mut setup["tenants"]) {
        if tenant["id"] == eyes.tenant.id.as_str() {
            in_the_own(tenant, eyes, dice, changes);
        } else {
            elsewhere(tenant, dice, changes);
        }
    }
    if dice.percent(40) {
        // with the same names for all that it has
        list(&mut setup["tenants"]).push(json!({
            "id": "aaa", "name": "New here", "time_zone": "Asia/Kolkata", "k": 20,
            "units": [{ "id": "portfolio", "kind": "portfolio", "name": "New", "units": [] }],
            "groups": [{ "id": "residents", "name": "New", "usage": "guest" }],
            "drivers": [{ "id": "d0", "name": "New", "group": "residents", "tokens": [{ "uid": "T-0" }] }],
            "vehicles": [], "roles": [], "assignments": [],
            "people": [{ "id": "controller", "name": "New", "grants": [{ "role": "tenant-admin" }] }],
        }));
        changes.extend([Change::Insert, Change::Count]);
    }
}

fn in_the_own(tenant: &mut Value, eyes: &Eyes, dice: &mut Dice, changes: &mut BTreeSet<Change>) {
    let givers = givers(&tenant["people"], &eyes.person.id);
    let is_other = |person: &Value| !givers.contains(person["id"].as_str().unwrap_or_default());
    let people = list(&mut tenant["people"]);
    people.retain(|person| !(is_other(person) && !gives(person) && dice.percent(20)));
    for person in people
        .iter_mut()
        .filter(|person| is_other(person) && !gives(person))
    {
        if dice.percent(50) {
            let role = *dice.pick(&["controller", "tenant-admin", "facility-manager"]);
            person["grants"] = json!([{ "role": role }]);
            changes.insert(Change::Grant);
        }
    }
    people.push(json!({ "id": "new-here", "name": "New", "grants": [{ "role": "tenant-admin" }] }));
    changes.insert(Change::Grant);
    rename_units(&mut tenant["units"], eyes, dice, changes);
    if !eyes.holds(Class::P) && !eyes.holds(Class::D) {
        for driver in list(&mut tenant["drivers"]) {
            driver["name"] = format!("Driver {}", dice.within(0, 1_000)).into();
            driver["cost_centre"] = format!("CC-{}", dice.within(0, 9)).into();
        }
        for vehicle in list(&mut tenant["vehicles"]) {
            vehicle["plate"] = format!("B-ZZ {}", dice.within(0, 1_000)).into();
        }
        changes.extend([Change::Rename, Change::Mask]);
    }
}

fn elsewhere(tenant: &mut Value, dice: &mut Dice, changes: &mut BTreeSet<Change>) {
    tenant["name"] = format!("Neighbour {}", dice.within(0, 1_000)).into();
    tenant["k"] = dice.within(3, 21).into();
    if dice.percent(50) {
        tenant["ceiling"] = json!({ "classes": ["O", "U", "S"] });
    }
    changes.extend([Change::Rename, Change::Limit]);
    for name in ["groups", "drivers"] {
        for named in list(&mut tenant[name]) {
            named["name"] = format!("Renamed {}", dice.within(0, 1_000)).into();
        }
    }
    let unit = json!({ "id": "new-unit", "kind": "property", "name": "New", "units": [] });
    list(&mut tenant["units"]).insert(0, unit);
    let group = json!({ "id": "new-group", "name": "New", "usage": "public" });
    list(&mut tenant["groups"]).insert(0, group);
    let driver = json!({ "id": "new-driver", "name": "New", "group": "new-group", "tokens": [] });
    list(&mut tenant["drivers"]).insert(0, driver);
    changes.extend([Change::Insert, Change::Count]);
    let people = list(&mut tenant["people"]);
    people.retain(|person| gives(person) || dice.percent(70));
    for person in people.iter_mut().filter(|person| !gives(person)) {
        if dice.percent(50) {
            person["name"] = "Renamed".into();
            person["grants"] = json!([{ "role": "tenant-admin" }]);
        }
    }
    people.push(json!({ "id": "new-here", "name": "New", "grants": [{ "role": "controller" }] }));
    changes.insert(Change::Grant);
}

/// Units of which nothing is seen, and nothing below them.
fn rename_units(
    units: &mut Value,
    eyes: &Eyes,
    dice: &mut Dice,
    changes: &mut BTreeSet<Change>,
) -> bool {
    let mut any = false;
    for unit in list(units) {
        let below = rename_units(&mut unit["units"], eyes, dice, changes);
        let reached = below || eyes.reaches_unit(unit["id"].as_str().unwrap_or_default());
        if !reached {
            unit["name"] = format!("Unit {}", dice.within(0, 1_000)).into();
            changes.insert(Change::Rename);
        }
        any |= reached;
    }
    any
}

/// Somebody with all from whom their grants come.
fn givers(people: &Value, person: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([person.to_owned()]);
    let mut left = vec![person.to_owned()];
    while let Some(id) = left.pop() {
        let held = people
            .as_array()
            .into_iter()
            .flatten()
            .filter(|held| held["id"] == id.as_str());
        let grants = held.filter_map(|held| held["grants"].as_array()).flatten();
        let by = grants.filter_map(|grant| grant["given_by"].as_str());
        left.extend(
            by.filter(|by| found.insert((*by).to_owned()))
                .map(str::to_owned),
        );
    }
    found
}

/// Whether somebody holds by others or may give: chains are left as they are.
fn gives(person: &Value) -> bool {
    let mut grants = person["grants"].as_array().into_iter().flatten();
    grants.any(|grant| grant["may_delegate"] == true || grant["given_by"].is_string())
}

/// A list of the setup, made where there is none.
fn list(value: &mut Value) -> &mut Vec<Value> {
    if !value.is_array() {
        *value = json!([]);
    }
    value.as_array_mut().expect("it is one now")
}
