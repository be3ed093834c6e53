//! A setup with everything in it that decides whose a record is, over the reference data.

use std::{collections::BTreeMap, path::Path};

use serde_json::{Value, json};

use crate::program::records;

/// So many enrolments of it name a token that no record has.
pub const NEVER_SEEN: u64 = 2;

/// Keys with CDRs in every period that is looked at, so that comparing them shows something.
pub const IN_EVERY_PERIOD: [(&str, &[&str]); 7] = [
    ("tenant", &["-", "bergmann", "hotel"]),
    ("property", &["bergmann/-", "bergmann/ahorn", "hotel/haus"]),
    ("unit", &["bergmann/garage", "bergmann/yard", "hotel/haus"]),
    (
        "group",
        &["bergmann/residents", "bergmann/-", "hotel/guests"],
    ),
    (
        "driver",
        &["bergmann/anna", "bergmann/-", "hotel/gast-1", "-"],
    ),
    ("vehicle", &["bergmann/van", "hotel/shuttle"]),
    ("cost-centre", &["bergmann/4711", "hotel/Küche / 2"]),
];

/// What was charged.
struct Charged(Vec<Value>);

impl Charged {
    /// The start of the session in the middle of these: a cut there falls on an instant that counts.
    fn middle(&self, is: impl Fn(&Value) -> bool) -> &str {
        let mut starts: Vec<&str> = self
            .0
            .iter()
            .filter(|session| is(session))
            .filter_map(|session| session["start_date_time"].as_str())
            .collect();
        starts.sort_unstable();
        starts[starts.len() / 2]
    }

    /// The tokens, or EVSEs, of these sessions, those with the most first.
    fn busiest(&self, field: fn(&Value) -> &Value, is: impl Fn(&Value) -> bool) -> Vec<&str> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for session in self.0.iter().filter(|session| is(session)) {
            *counts
                .entry(field(session).as_str().expect("a text"))
                .or_default() += 1;
        }
        let mut busiest: Vec<(usize, &str)> = counts.into_iter().map(|(id, n)| (n, id)).collect();
        busiest.sort_unstable();
        busiest.into_iter().rev().map(|(_, id)| id).collect()
    }
}

fn token(session: &Value) -> &Value {
    &session["cdr_token"]["uid"]
}

fn evse(session: &Value) -> &Value {
    &session["evse_uid"]
}

fn at(location: &'static str) -> impl Fn(&Value) -> bool {
    move |session| session["location_id"] == location
}

/// Three tenants: sites below properties and units in none, EVSEs held on their own, a Location and a token that
/// change hands at the very start of a session, a token that two tenants enrolled, Locations that nobody holds.
pub fn several_tenants(folder: &Path) -> Value {
    let charged = Charged(records(folder, "sessions"));
    let tokens = |location| charged.busiest(token, at(location));
    let (garage, birke, given) = (tokens("LOC-008"), tokens("LOC-001"), tokens("LOC-004"));
    let (hotel, annex) = (tokens("LOC-000"), tokens("LOC-010"));
    let yard = charged.busiest(evse, at("LOC-008"));
    let pool = charged.busiest(evse, at("LOC-011"))[0];
    let pooled = charged.busiest(token, |session| evse(session) == pool);
    let moved = charged.middle(at("LOC-004"));
    let handed = charged.middle(|session| token(session) == garage[0]);
    json!({
        "operator": { "name": "Stadtwerke Beispiel" },
        "tenants": [{
            "id": "bergmann", "name": "Hausverwaltung Bergmann GmbH", "time_zone": "Europe/Berlin",
            "units": [{ "id": "portfolio", "kind": "portfolio", "name": "Bergmann", "units": [
                { "id": "ahorn", "kind": "property", "name": "Ahornweg 7", "units": [
                    { "id": "garage", "kind": "site", "name": "Tiefgarage", "units": [] },
                    { "id": "yard", "kind": "site", "name": "Hof", "units": [] }
                ] },
                { "id": "birke", "kind": "property", "name": "Birkenallee", "units": [] },
                { "id": "fleet", "kind": "department", "name": "Fuhrpark", "units": [] }
            ] }],
            "assignments": [
                { "unit": "garage", "location": "LOC-008" },
                { "unit": "yard", "evse": yard[0], "from": "2024-01-01T00:00:00Z" },
                { "unit": "yard", "evse": yard[1].to_lowercase(), "from": null, "until": "2026-01-01T00:00:00+01:00" },
                { "unit": "birke", "location": "hvb/loc-001" },
                { "unit": "birke", "location": "LOC-004", "until": moved },
                { "unit": "fleet", "evse": format!("DE-HVB/{pool}") }
            ],
            "groups": [
                { "id": "residents", "name": "Bewohner", "usage": "internal" },
                { "id": "staff", "name": "Hausmeister", "usage": "internal" }
            ],
            "drivers": [
                { "id": "anna", "name": "Anna Muster", "group": "residents", "cost_centre": "4711", "tokens": [
                    { "uid": garage[0], "until": handed },
                    { "uid": garage[1] },
                    { "uid": given[0] }
                ] },
                { "id": "ben", "name": "Ben Beispiel", "group": "staff", "tokens": [
                    { "uid": garage[0], "from": handed, "until": null }
                ] },
                { "id": "clara", "name": "Clara Probe", "cost_centre": "4711", "tokens": [
                    { "uid": garage[2], "from": "2024-01-01T00:00:00Z", "until": "2025-07-01T00:00:00Z" },
                    { "uid": format!("de-hvb/{}", birke[0].to_lowercase()) }
                ] },
                // charges at the hotel alone, of which this tenant knows nothing
                { "id": "dora", "name": "Dora Fremd", "group": "residents", "cost_centre": "4712", "tokens": [
                    { "uid": hotel[0] }
                ] },
                { "id": "emil", "name": "Emil Ohne", "group": "residents", "tokens": [] }
            ],
            "vehicles": [
                { "id": "van", "plate": "B-VF 100E", "cost_centre": "4711", "tokens": [
                    { "uid": pooled[0] },
                    { "uid": format!("HVB/{}", garage[3]) }
                ] }
            ]
        }, {
            "id": "hotel", "name": "Hotel Adler", "time_zone": "Europe/Berlin",
            "units": [{ "id": "haus", "kind": "property", "name": "Hotel Adler", "units": [
                { "id": "tiefgarage", "kind": "site", "name": "Tiefgarage", "units": [] }
            ] }],
            "assignments": [
                { "unit": "tiefgarage", "location": "LOC-000" },
                { "unit": "tiefgarage", "location": "LOC-004", "from": moved },
                { "unit": "haus", "location": "DE-HVB/LOC-010" }
            ],
            "groups": [{ "id": "guests", "name": "Gäste", "usage": "guest" }],
            "drivers": [
                { "id": "gast-1", "name": "Gast 1", "group": "guests", "cost_centre": "Küche / 2", "tokens": [
                    { "uid": given[0] },
                    { "uid": hotel[1] },
                    { "uid": annex[0], "from": "2024-03-15T00:00:00Z" },
                    { "uid": "NEVER-SEEN" },
                    // another party's token of this uid, which there is not
                    { "uid": format!("HVB/{}", hotel[2]) }
                ] }
            ],
            "vehicles": [{ "id": "shuttle", "plate": null, "tokens": [{ "uid": hotel[3] }] }]
        }, {
            "id": "werk", "name": "Werk Nord", "time_zone": "Europe/Berlin",
            "units": [{ "id": "werk", "kind": "site", "name": "Werk Nord", "units": [] }],
            "assignments": [{ "unit": "werk", "location": "LOC-009" }]
        }]
    })
}
