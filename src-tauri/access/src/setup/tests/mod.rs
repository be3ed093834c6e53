//! setup.json from outside: one right file, and what is said of each way to get it wrong.

mod across;
mod mistakes;
mod mutations;
mod onto_held;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::{Class, Interval, Lang, Reference, Template};

/// A right file in which every key of the contract stands at least once.
fn right() -> Value {
    json!({
        "operator": { "name": "Stadtwerke Musterstadt" },
        "connections": [
            { "id": "main", "kind": "ocpi", "url": "https://cpms.example/ocpi/versions" },
            { "id": "old", "kind": "ocpi", "url": "http://127.0.0.1:8765/ocpi/versions" }
        ],
        "tenants": [
            {
                "id": "lindenhof", "name": "Lindenhof Wohnen eG", "time_zone": "Europe/Berlin", "k": 7,
                "units": [
                    { "id": "all", "kind": "portfolio", "name": "Lindenhof", "units": [
                        { "id": "lindenweg-1", "kind": "property", "name": "Lindenweg 1", "units": [
                            { "id": "yard", "kind": "site", "name": "Hof", "units": [] }
                        ] },
                        { "id": "office", "kind": "department", "name": "Verwaltung", "units": [] }
                    ] }
                ],
                "assignments": [
                    { "unit": "yard", "location": "LOC-1", "from": "2023-01-01T00:00:00Z", "until": null },
                    { "unit": "office", "evse": "XYZ/EVSE-9", "connection": "main",
                      "from": "2024-05-01T00:00:00+02:00" }
                ],
                "groups": [ { "id": "residents", "name": "Bewohner", "usage": "internal" } ],
                "vehicles": [ { "id": "van", "plate": "MU-ST 1E", "cost_centre": "4711",
                    "tokens": [ { "uid": "CAR-1" } ] } ],
                "ceiling": { "classes": ["O", "U", "S", "C", "P"], "features": ["statement"] },
                "roles": [ { "id": "auditor", "from": "controller", "classes": ["S", "C", "D"],
                    "features": ["price-check", "rows_across"] } ],
                "drivers": [
                    { "id": "d1", "name": "M. Muster", "group": "residents", "cost_centre": "4711",
                      "tokens": [ { "uid": "NO-123", "from": "2023-01-01T00:00:00Z",
                                    "until": "2024-01-01T00:00:00Z" },
                                  { "uid": "XYZ/no-123", "from": "2024-01-01T00:00:00Z" } ] }
                ],
                "people": [
                    { "id": "erika", "name": "Erika Muster", "grants": [
                        { "role": "tenant-admin", "may_delegate": true, "given_by": null } ] },
                    { "id": "max", "name": "Max Muster", "grants": [
                        { "role": "auditor", "units": ["all"], "locations": ["LOC-1"],
                          "evses": ["DE-XYZ/EVSE-9"], "drivers": ["d1"], "vehicles": ["van"],
                          "groups": ["residents"], "from": "2026-01-01T00:00:00Z",
                          "until": "2027-01-01T00:00:00Z", "data_from": "2025-01-01T00:00:00Z",
                          "data_until": null, "may_delegate": false, "given_by": "erika" } ] }
                ]
            },
            { "id": "hotel", "name": "Hotel Muster", "time_zone": "Europe/Vienna", "units": [],
              "assignments": [], "people": [] }
        ]
    })
}

/// The right file with something else at a place, which is named as in RFC 6901.
fn right_but(pointer: &str, value: Value) -> Value {
    let mut file = right();
    put(&mut file, pointer, value);
    file
}

fn put(file: &mut Value, pointer: &str, value: Value) {
    if let Some(place) = file.pointer_mut(pointer) {
        *place = value;
        return;
    }
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match file.pointer_mut(parent).unwrap() {
        Value::Object(object) => drop(object.insert(key.to_owned(), value)),
        Value::Array(list) => list.push(value),
        other => panic!("{parent} is {other}"),
    }
}

fn without(pointer: &str) -> Value {
    let mut file = right();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = file
        .pointer_mut(parent)
        .and_then(Value::as_object_mut)
        .unwrap();
    parent.remove(key).unwrap();
    file
}

fn read_value(file: &Value) -> Result<Setup, Mistakes> {
    read(&file.to_string())
}

fn mistakes_in(file: &Value) -> Vec<(String, MistakeKind)> {
    match read_value(file) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes
            .iter()
            .map(|one| (one.path.clone(), one.what.clone()))
            .collect(),
    }
}

fn tenant(setup: &Setup, index: usize) -> &TenantSetup {
    &setup.tenants.as_ref().unwrap()[index]
}

fn reference(text: &str) -> Reference {
    Reference::new(text).unwrap()
}

#[test]
fn every_key_of_a_right_file_arrives() {
    let setup = read_value(&right()).unwrap();
    assert_eq!(
        setup.operator,
        Some(Operator {
            name: "Stadtwerke Musterstadt".into()
        })
    );
    let connections = setup.connections.as_ref().unwrap();
    assert_eq!(connections[1].url, "http://127.0.0.1:8765/ocpi/versions");

    let lindenhof = tenant(&setup, 0);
    assert_eq!(lindenhof.time_zone, chrono_tz::Europe::Berlin);
    assert_eq!(lindenhof.k, Some(7));
    let all = &lindenhof.units.as_ref().unwrap()[0];
    let property = &all.units.as_ref().unwrap()[0];
    assert_eq!(
        (property.kind, property.name.as_str()),
        (UnitKind::Property, "Lindenweg 1")
    );
    assert_eq!(property.units.as_ref().unwrap()[0].id.as_str(), "yard");

    let assignments = lindenhof.assignments.as_ref().unwrap();
    assert_eq!(assignments[0].place, Place::Location(reference("LOC-1")));
    assert_eq!(
        (&assignments[0].connection, assignments[0].during.until()),
        (&None, None)
    );
    assert_eq!(assignments[1].place, Place::Evse(reference("xyz/evse-9")));
    assert_eq!(
        assignments[1].during.from(),
        "2024-04-30T22:00:00Z".parse().ok()
    );
    assert_eq!(assignments[1].connection.as_ref().unwrap().as_str(), "main");

    assert_eq!(lindenhof.groups.as_ref().unwrap()[0].usage, Usage::Internal);
    let van = &lindenhof.vehicles.as_ref().unwrap()[0];
    assert_eq!(
        (van.plate.as_deref(), van.cost_centre.as_deref()),
        (Some("MU-ST 1E"), Some("4711"))
    );
    assert_eq!(van.tokens.as_ref().unwrap()[0].during, Interval::ALWAYS);
    let driver = &lindenhof.drivers.as_ref().unwrap()[0];
    assert_eq!(driver.group.as_ref().unwrap().as_str(), "residents");
    assert_eq!(
        driver.tokens.as_ref().unwrap()[1].uid.to_string(),
        "XYZ/no-123"
    );

    let ceiling = lindenhof.ceiling.as_ref().unwrap();
    let classes = BTreeSet::from([Class::O, Class::U, Class::S, Class::C, Class::P]);
    assert_eq!(ceiling.classes, Some(classes));
    let role = &lindenhof.roles.as_ref().unwrap()[0];
    assert_eq!(role.from, Template::Controller);
    assert!(
        role.features
            .as_ref()
            .unwrap()
            .contains(&Feature::new("rows_across").unwrap())
    );

    let people = lindenhof.people.as_ref().unwrap();
    let admin = &people[0].grants.as_ref().unwrap()[0];
    assert_eq!(
        (&admin.covers, admin.may_delegate),
        (&Covers::default(), true)
    );
    let auditor = &people[1].grants.as_ref().unwrap()[0];
    assert_eq!(auditor.role.as_str(), "auditor");
    assert_eq!(auditor.given_by.as_ref().unwrap().as_str(), "erika");
    assert_eq!(auditor.data.from(), "2025-01-01T00:00:00Z".parse().ok());
    assert_eq!(auditor.valid.until(), "2027-01-01T00:00:00Z".parse().ok());
    let covers = &auditor.covers;
    assert!(covers.units.as_ref().unwrap().contains("all"));
    assert!(
        covers
            .locations
            .as_ref()
            .unwrap()
            .contains(&reference("loc-1"))
    );
    assert!(
        covers
            .evses
            .as_ref()
            .unwrap()
            .contains(&reference("de-xyz/evse-9"))
    );
    assert!(covers.drivers.as_ref().unwrap().contains("d1"));
    assert!(covers.vehicles.as_ref().unwrap().contains("van"));
    assert!(covers.groups.as_ref().unwrap().contains("residents"));
}

#[test]
fn a_list_that_is_absent_stays_and_one_that_is_empty_is_emptied() {
    assert_eq!(
        read("{}").unwrap(),
        Setup {
            operator: None,
            connections: None,
            tenants: None
        }
    );
    let setup = read(r#"{ "connections": [], "tenants": [] }"#).unwrap();
    assert_eq!(
        (setup.connections, setup.tenants),
        (Some(Vec::new()), Some(Vec::new()))
    );

    let setup = read_value(&right()).unwrap();
    let hotel = tenant(&setup, 1);
    assert_eq!((&hotel.units, &hotel.groups), (&Some(Vec::new()), &None));
    assert_eq!((hotel.k, &hotel.ceiling), (None, &None));

    let file = without("/tenants/0/people/1/grants");
    assert_eq!(
        tenant(&read_value(&file).unwrap(), 0)
            .people
            .as_ref()
            .unwrap()[1]
            .grants,
        None
    );
}

#[test]
fn what_is_not_there_yet_and_what_is_above_the_ceiling_are_no_mistakes() {
    for (pointer, value) in [
        (
            "/tenants/0/assignments/0/location",
            json!("DE-ABC/never-synced"),
        ),
        (
            "/tenants/0/drivers/0/tokens/0/uid",
            json!("nobody-has-this-card"),
        ),
        ("/tenants/0/ceiling/classes", json!([])),
        (
            "/tenants/0/people/1/grants/0/evses",
            json!(["ABC/never-synced"]),
        ),
        ("/tenants/0/people/1/grants/0/units", json!([])),
    ] {
        assert_eq!(mistakes_in(&right_but(pointer, value)), [], "{pointer}");
    }
}

#[test]
fn null_is_as_good_as_absent_for_a_value_that_may_be_absent() {
    for pointer in [
        "/tenants/0/k",
        "/tenants/0/assignments/0/from",
        "/tenants/0/assignments/0/evse",
        "/tenants/0/assignments/1/connection",
        "/tenants/0/vehicles/0/plate",
        "/tenants/0/drivers/0/group",
        "/tenants/0/drivers/0/cost_centre",
        "/tenants/0/people/1/grants/0/may_delegate",
        "/tenants/0/people/1/grants/0/data_from",
    ] {
        assert_eq!(
            mistakes_in(&right_but(pointer, Value::Null)),
            [],
            "{pointer}"
        );
    }
}

#[test]
fn a_byte_order_mark_before_the_file_is_no_mistake() {
    assert!(read("\u{feff}{}").is_ok());
}
