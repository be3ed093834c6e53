//! Pairs of worlds that differ in what the people of one house may not see: records, names, grants and junk of others.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, records, write_folder},
    shared,
};

/// The CPMS's clock at the first sync, when foreign records change, and at the second sync.
const FIRST: &str = "2026-08-10T00:00:00Z";
const CHANGED: &str = "2026-08-10T12:00:00Z";
pub const SECOND: &str = "2026-08-11T00:00:00Z";
/// The only Location that the people of these tests have anything of.
const OWN: &str = "LOC-002";
pub const ROLES: [&str; 7] = [
    "facility-manager",
    "site-manager",
    "property-manager",
    "controller",
    "fleet-manager",
    "hotel-operator",
    "tenant-admin",
];
/// A house of two properties, of which its people look after one, and a neighbour.
fn setup(tokens: &[String]) -> Value {
    let driver = |(place, uid): (usize, &String)| {
        json!({ "id": format!("d{place}"), "name": format!("Driver {place}"), "group": "residents",
                "cost_centre": format!("CC-{place}"), "tokens": [{ "uid": uid }] })
    };
    let person = |role: &&str| {
        let mut grant = json!({ "role": role, "units": ["a"] });
        if *role == "fleet-manager" {
            grant["drivers"] = json!(["d0", "d1"]);
        }
        json!({ "id": role, "name": role, "grants": [grant] })
    };
    let property = |id: &str| json!({ "id": id, "kind": "property", "name": format!("House {id}"), "units": [] });
    json!({
        "operator": { "name": "Stadtwerke Beispiel" },
        "tenants": [
            { "id": "house", "name": "House", "time_zone": "Europe/Berlin", "k": 3,
              "units": [property("a"), property("b")],
              "assignments": [{ "unit": "a", "location": OWN }, { "unit": "b", "location": "LOC-001" }],
              "groups": [{ "id": "residents", "name": "Residents", "usage": "internal" }],
              "drivers": tokens.iter().enumerate().map(driver).collect::<Vec<_>>(),
              "people": ROLES.iter().map(person).collect::<Vec<_>>() },
            { "id": "neighbour", "name": "Neighbour", "time_zone": "Europe/Berlin", "k": 5,
              "units": [property("a")], "assignments": [{ "unit": "a", "location": "LOC-000" }],
              "people": [{ "id": "somebody", "name": "Somebody", "grants": [{ "role": "controller" }] }] }
        ]
    })
}

/// Names, grants and limits of others.
fn setup_of_twin(setup: &Value, number: usize) -> Value {
    let mut twin = setup.clone();
    let tenants = twin["tenants"].as_array_mut().expect("tenants");
    tenants[0]["units"][1]["name"] = json!(format!("Renamed {number}"));
    let new_here =
        json!({ "id": "other", "name": "Other", "grants": [{ "role": "tenant-admin" }] });
    tenants[0]["people"]
        .as_array_mut()
        .expect("people")
        .push(new_here);
    tenants[1]["name"] = json!(format!("Renamed {number}"));
    tenants[1]["k"] = json!(10);
    tenants[1]["people"] =
        json!([{ "id": "new-here", "name": "New", "grants": [{ "role": "tenant-admin" }] }]);
    if number == 1 {
        tenants[1]["assignments"] = json!([]);
        tenants.reverse();
    }
    twin
}

/// Where a record was.
fn place(record: &Value) -> &str {
    let place = record["location_id"].as_str();
    place
        .or_else(|| record["cdr_location"]["id"].as_str())
        .unwrap_or_default()
}

/// Foreign records edited, added and not to be understood; Locations renamed.
fn records_of_twin(module: &str, records: &[Value], number: usize) -> Vec<Value> {
    let mut twin = records.to_vec();
    let is_of_charging = matches!(module, "sessions" | "cdrs");
    for (at, record) in twin.iter_mut().enumerate() {
        if module == "locations" && record["id"] != OWN {
            record["name"] = json!(format!("Renamed {number}"));
        } else if is_of_charging && place(record) != OWN && at % 3 == number {
            for energy in ["kwh", "total_energy"] {
                if !record[energy].is_null() {
                    record[energy] = json!(77);
                }
            }
            record["total_cost"] = json!({ "excl_vat": 12.5, "incl_vat": 14.9 });
        } else {
            continue;
        }
        record["last_updated"] = json!(CHANGED);
    }
    if !is_of_charging {
        return twin;
    }
    let foreign = records
        .iter()
        .filter(|record| place(record) != OWN)
        .take(10 + 5 * number);
    for (at, record) in foreign.enumerate() {
        let mut new = record.clone();
        new["id"] = json!(format!("A-new-{number}-{at}"));
        if module == "cdrs" {
            new["session_id"] = Value::Null;
        }
        new["last_updated"] = json!(CHANGED);
        twin.push(new.clone());
        new["id"] = json!(format!("A-junk-{number}-{at}"));
        new["start_date_time"] = json!("never");
        twin.push(new);
    }
    twin
}

/// A world and its twins, each synced twice; `None` where there is no reference data.
pub struct Worlds {
    /// As it is.
    pub base: Desk,
    /// Changed in what the people of the house may not see.
    pub twins: [Desk; 2],
}

impl Worlds {
    pub fn make() -> Option<Self> {
        let folder = shared::folder("data/dev-small")?;
        let modules = ["locations", "tariffs", "sessions", "cdrs"];
        let plain: Vec<(&str, Vec<Value>)> = modules
            .into_iter()
            .map(|module| (module, records(&folder, module)))
            .collect();
        let setup = setup(&own_tokens(&plain[2].1));
        let base = Desk::new();
        base.setup(&setup).json();
        base.sync(&Demo::serve(&folder, &format!("--now {FIRST}")))
            .json();
        let twins = [base.copy(), base.copy()];
        base.sync(&Demo::serve(&folder, &format!("--now {SECOND}")))
            .json();
        let all_before = base.figures("unit");
        for (number, twin) in twins.iter().enumerate() {
            let world = changed(twin, &plain, number);
            twin.setup(&setup_of_twin(&setup, number)).json();
            let synced = twin
                .sync(&Demo::serve(&world, &format!("--now {SECOND}")))
                .json();
            let quarantined = synced["quarantined"].as_object().expect("counts");
            assert!(!quarantined.is_empty(), "{synced}");
            assert_ne!(twin.figures("unit"), all_before, "the two say the same");
        }
        Some(Self { base, twins })
    }
}

fn changed(twin: &Desk, plain: &[(&str, Vec<Value>)], number: usize) -> PathBuf {
    let changed: Vec<_> = plain
        .iter()
        .map(|(module, plain)| (*module, records_of_twin(module, plain, number)))
        .collect();
    let changed: Vec<_> = changed
        .iter()
        .map(|(module, all)| (*module, all.as_slice()))
        .collect();
    let world = twin.folder().join("world");
    write_folder(&world, &changed);
    world
}

/// Of a few people who charge at the house's own Location.
fn own_tokens(sessions: &[Value]) -> Vec<String> {
    let own = sessions.iter().filter(|session| place(session) == OWN);
    let mut tokens: Vec<String> = own
        .filter_map(|session| session["cdr_token"]["uid"].as_str())
        .map(str::to_owned)
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens.truncate(3);
    tokens
}
