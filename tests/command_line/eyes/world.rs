//! Two tenants, their places and people, and what the records say by themselves.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

pub use super::records::Fact;
use super::records::{facts, sums, sums_by, text};
use crate::{
    program::{Answer, Demo, Desk},
    shared,
};

/// Charge at LOC-000 alone, each on an EVSE of its own; the last one at LOC-002, the very last at LOC-001.
pub const ANNA: &str = "CC1768DD13A244";
pub const GUSTAV: &str = "71C8E944C3D93E";
pub const VAN: &str = "2CA9CF7F930849";
pub const ANNA_ELSEWHERE: &str = "C772946F134536";
pub const OTTO: &str = "14B498F5D3E982";

/// How what is not LOC-000, and whoever charges, is called.
pub const OTHER_TENANT: [&str; 7] = [
    "hotel", "Erlenhof", "erle", "LOC-001", "Objekt 2", "otto", OTTO,
];
pub const OTHER_PROPERTY: [&str; 5] = ["birke", "Birkenweg", "LOC-002", "Objekt 3", "HVB"];
pub const IDENTITIES: [&str; 10] = [
    "anna",
    "Anna",
    "gustav",
    "Gustav",
    "van",
    "B-VF",
    ANNA,
    GUSTAV,
    VAN,
    ANNA_ELSEWHERE,
];

pub const FIGURES: [&str; 7] = [
    "sessions",
    "cdrs",
    "credits",
    "energy_wh",
    "unbilled_wh",
    "net",
    "gross",
];

/// The figures of a row or total that [`sums`] speaks of.
pub fn figures_of(row: &Value) -> Value {
    let figure = |name: &&str| ((*name).to_owned(), row[*name].clone());
    FIGURES.iter().map(figure).collect()
}

pub fn rows(answer: &Value) -> &Vec<Value> {
    answer["rows"].as_array().expect("rows")
}

/// The figures of each row under its key.
pub fn figures_by_key(answer: &Value) -> Value {
    let row = |row: &Value| (text(&row["key"]), figures_of(row));
    rows(answer).iter().map(row).collect()
}

pub fn keys(answer: &Value) -> Vec<&str> {
    let keys = rows(answer).iter().map(|row| row["key"].as_str());
    keys.map(|key| key.expect("a key")).collect()
}

#[track_caller]
pub fn says_nothing_of(answer: &Answer, words: &[&[&str]]) {
    for word in words.iter().copied().flatten() {
        assert!(!answer.out.contains(word), "{word}: {}", answer.out);
    }
}

pub fn hidden() -> Value {
    json!({ "hidden": true })
}

/// Who somebody is, and what they hold.
pub fn person(id: &str, grants: &Value) -> Value {
    json!({ "id": id, "name": format!("Somebody {id}"), "grants": grants })
}

pub struct World {
    cpms: Demo,
    pub facts: Vec<Fact>,
}

impl World {
    pub fn new() -> Option<Self> {
        let folder = shared::folder("data/dev-small")?;
        Some(Self {
            cpms: Demo::serve(&folder, "--now 2026-11-23T09:14:00Z"),
            facts: facts(&folder),
        })
    }

    /// The sums of what a condition lets through, and that it does.
    #[track_caller]
    pub fn sums(&self, which: impl Fn(&Fact) -> bool) -> Value {
        let sums = sums(self.facts.iter().filter(|fact| which(fact)));
        assert!(sums["cdrs"].as_i64() > Some(0), "nothing is compared");
        sums
    }

    pub fn sums_by(&self, which: impl Fn(&Fact) -> bool, key: impl Fn(&Fact) -> String) -> Value {
        sums_by(self.facts.iter().filter(|fact| which(fact)), key)
    }

    /// The starts of sessions that a condition lets through, in order.
    pub fn starts(&self, which: impl Fn(&Fact) -> bool) -> Vec<DateTime<Utc>> {
        let which = self.facts.iter().filter(|fact| which(fact));
        let starts: BTreeSet<_> = which.map(|fact| fact.start).collect();
        starts.into_iter().collect()
    }

    /// A profile that holds this setup and all records.
    pub fn synced(&self, setup: &Value) -> Eyes {
        let desk = Desk::new();
        desk.setup(setup).json();
        desk.sync(&self.cpms).json();
        Eyes(desk)
    }

    /// A profile in which the house has these people besides its places and drivers.
    pub fn with(&self, people: &[Value]) -> Eyes {
        self.synced(&setup(people))
    }
}

/// A profile that people look into.
pub struct Eyes(pub Desk);

impl Eyes {
    pub fn ask(&self, person: &str, by: &str) -> Answer {
        self.0.run(&format!(
            "figures --as {person} --from 2026-01-01 --to 2026-10-31 --by {by}"
        ))
    }

    pub fn figures(&self, person: &str, by: &str) -> Value {
        self.ask(person, by).json()
    }

    /// Only what [`sums`] speaks of.
    pub fn total(&self, person: &str) -> Value {
        figures_of(&self.figures(person, "total")["total"])
    }
}

/// The house has LOC-000 and LOC-002, the hotel LOC-001; the house has these people.
pub fn setup(people: &[Value]) -> Value {
    let unit = |id: &str, name: &str| json!({ "id": id, "kind": "property", "name": name });
    let driver = |id: &str, name: &str, group: &str, tokens: &[&str]| {
        let tokens: Vec<Value> = tokens.iter().map(|uid| json!({ "uid": uid })).collect();
        json!({ "id": id, "name": name, "group": group, "cost_centre": "4711", "tokens": tokens })
    };
    let group =
        |id: &str, usage: &str| json!({ "id": id, "name": format!("The {id}"), "usage": usage });
    json!({
        "operator": { "name": "Stadtwerke Beispiel" },
        "tenants": [{
            "id": "house", "name": "Hausverwaltung", "time_zone": "Europe/Berlin", "k": 5,
            "units": [{
                "id": "park", "kind": "portfolio", "name": "All of it",
                "units": [unit("ahorn", "Ahornweg 7"), unit("birke", "Birkenweg 1")]
            }],
            "assignments": [
                { "unit": "ahorn", "location": "LOC-000" },
                { "unit": "birke", "location": "LOC-002" }
            ],
            "groups": [group("residents", "internal"), group("visitors", "guest")],
            "drivers": [
                driver("anna", "Anna Muster", "residents", &[ANNA, ANNA_ELSEWHERE]),
                driver("gustav", "Gustav Gast", "visitors", &[GUSTAV])
            ],
            "vehicles": [
                { "id": "van", "plate": "B-VF 100E", "cost_centre": "4712", "tokens": [{ "uid": VAN }] }
            ],
            "roles": [
                { "id": "counter", "from": "controller", "classes": ["S"], "features": [] },
                { "id": "cashier", "from": "controller", "classes": ["S", "C"], "features": [] }
            ],
            "people": people
        }, {
            "id": "hotel", "name": "Erlenhof", "time_zone": "Europe/Berlin", "k": 7,
            "units": [unit("erle", "Erlenhof am See")],
            "assignments": [{ "unit": "erle", "location": "LOC-001" }],
            "groups": [group("guests", "guest")],
            "drivers": [driver("otto", "Otto Fern", "guests", &[OTTO])],
            "people": [
                person("helga", &json!([{ "role": "controller" }])),
                person("petra", &json!([{ "role": "property-manager", "units": ["erle"] }])),
                person("fatima", &json!([{ "role": "facility-manager", "units": ["erle"] }]))
            ]
        }]
    })
}
