//! The assertions of the role files, held against the evaluator and against the masked views.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Expected, fixed, seen};
use crate::proof::{Kind, Shape, Subject, naive::ROLE_FILES, stored::Stored};

#[derive(Deserialize)]
struct RoleFile {
    classes: Vec<String>,
    features: Vec<String>,
    name: Names,
    assertion: Vec<Assertion>,
}

#[derive(Deserialize)]
struct Names {
    de: String,
    en: String,
}

#[derive(Deserialize)]
struct Assertion {
    says: String,
    record: String,
    at: String,
    /// Whose session; absent for an EVSE.
    by: Option<String>,
    /// `before` where nothing is said.
    started: Option<String>,
    field: String,
    is: String,
    value: Option<String>,
}

/// The grants by which a role is held in its assertions.
fn grants(role: &str) -> Value {
    match role {
        "facility-manager" | "property-manager" | "hotel-operator" => {
            json!([{ "role": role, "units": ["a"] }])
        }
        "site-manager" => json!([{ "role": role, "units": ["a-site"] }]),
        "fleet-manager" => json!([
            { "role": role, "drivers": ["i"] },
            { "role": role, "vehicles": ["v"] },
        ]),
        _ => json!([{ "role": role }]),
    }
}

fn row(assertion: &Assertion) -> (Kind, String) {
    let started = assertion.started.as_deref().unwrap_or("before");
    let name = || {
        let by = assertion
            .by
            .as_deref()
            .unwrap_or_else(|| panic!("{}: by whom?", assertion.says));
        format!("{}-{by}-{started}", assertion.at)
    };
    match (assertion.record.as_str(), assertion.at.as_str()) {
        ("session", _) => (Kind::Session, fixed::key(&format!("S-{}", name()))),
        ("cdr", _) => (Kind::Cdr, fixed::key(&format!("C-{}", name()))),
        ("evse", "own") => (Kind::Evse, fixed::key("LOC-A/E-A")),
        ("evse", "other") => (Kind::Evse, fixed::key("LOC-B/E-B")),
        ("evse", "foreign") => (Kind::Evse, fixed::key("LOC-N/E-N")),
        _ => panic!("{}: of what, and where?", assertion.says),
    }
}

#[test]
fn what_a_role_file_asserts_holds() {
    let mut checked = 0;
    for (role, text) in ROLE_FILES {
        let file: RoleFile = toml::from_str(text).unwrap_or_else(|error| panic!("{role}: {error}"));
        let world = fixed::world(grants(role));
        let mut store = Stored::of(&world);
        let stored = Shape::EVERY.map(|shape| (shape, store.rows("haus/p", shape)));
        let stored: Vec<_> = stored
            .into_iter()
            .filter_map(|(shape, answer)| Some((shape, answer?)))
            .collect();
        assert!(stored.len() >= 2, "{role} is asked in two shapes at least");
        for assertion in &file.assertion {
            let (kind, key) = row(assertion);
            let found = seen(&world, "haus/p", kind, &key, &assertion.field);
            let expected = match (assertion.is.as_str(), &assertion.value) {
                ("shown", None) => Expected::Shown,
                ("shown", Some(value)) if value == "in service" => Expected::ShownAs("in service"),
                ("shown", Some(value)) if value == "CHARGING" => Expected::ShownAs("CHARGING"),
                ("empty", None) => Expected::Empty,
                ("hidden", None) => Expected::Hidden,
                ("no-row", None) => Expected::NoRow,
                _ => panic!("{}: what is {}?", assertion.says, assertion.is),
            };
            assert!(
                expected.is(found.as_ref()),
                "{role}: {}; it is {found:?}",
                assertion.says
            );
            for (shape, answer) in &stored {
                let found = answer.get(&(kind, key.clone()));
                let found = found.and_then(|fields| fields.get(assertion.field.as_str()));
                assert!(
                    expected.is(found),
                    "{role}: {}; by the views, {shape:?}, it is {found:?}",
                    assertion.says
                );
                checked += 1;
            }
        }
    }
    println!("{checked} assertions");
}

/// A tick or dash of the table that no assertion stands for could be changed without anybody noticing.
#[test]
fn each_class_of_each_role_has_an_assertion() {
    for (role, text) in ROLE_FILES {
        let file: RoleFile = toml::from_str(text).unwrap_or_else(|error| panic!("{role}: {error}"));
        assert!(
            file.assertion.len() >= 12,
            "{role}: {} assertions",
            file.assertion.len()
        );
        assert!(
            !file.classes.is_empty() && !file.features.is_empty(),
            "{role}"
        );
        assert!(
            !file.name.de.is_empty() && !file.name.en.is_empty(),
            "{role}"
        );
        for letter in ["O", "S", "C", "P", "D"] {
            let of_class = |assertion: &&Assertion| {
                let fields = row(assertion).0.fields();
                let field = fields.iter().find(|(name, _)| *name == assertion.field);
                assertion.at == "own" && field.is_some_and(|(_, class)| class.as_str() == letter)
            };
            let own: Vec<&Assertion> = file.assertion.iter().filter(of_class).collect();
            let opens =
                |class: &String| class == letter || class.starts_with(&format!("{letter}["));
            let shown = own.iter().any(|assertion| assertion.is == "shown");
            let closed = own
                .iter()
                .any(|assertion| ["hidden", "no-row"].contains(&assertion.is.as_str()));
            if file.classes.iter().any(opens) {
                assert!(shown, "{role} opens {letter}, and no assertion says so");
            } else {
                assert!(
                    closed,
                    "{role} does not open {letter}, and no assertion says so"
                );
            }
        }
        let foreign = file
            .assertion
            .iter()
            .filter(|assertion| assertion.at == "foreign");
        let records: Vec<&str> = foreign
            .inspect(|assertion| assert_eq!(assertion.is, "no-row", "{}", assertion.says))
            .map(|assertion| assertion.record.as_str())
            .collect();
        for record in ["session", "cdr", "evse"] {
            assert!(
                records.contains(&record),
                "{role}: nothing says that a foreign {record} is not there"
            );
        }
    }
}
