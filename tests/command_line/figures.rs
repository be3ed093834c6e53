//! Figures against a count by another program, in another language, over the same records.

use std::{collections::BTreeMap, path::Path, process::Command};

use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, a_property_for_each_location, run, voltfolio},
    shared,
    tenants::{IN_EVERY_PERIOD, NEVER_SEEN, several_tenants},
};

const COUNT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/command_line/count.py"
);
const FIGURES: [&str; 7] = [
    "sessions",
    "cdrs",
    "credits",
    "energy_wh",
    "unbilled_wh",
    "net",
    "gross",
];
const CUTS: [&str; 11] = [
    "tenant",
    "property",
    "unit",
    "location",
    "evse",
    "group",
    "driver",
    "vehicle",
    "cost-centre",
    "day",
    "month",
];

/// What the other program counts in each of these periods.
fn counted(folder: &Path, setup: &Path, periods: &[(&str, &str)]) -> Vec<Value> {
    let output = Command::new("python3")
        .arg(COUNT)
        .args([folder, setup])
        .args(periods.iter().map(|(from, to)| format!("{from}..{to}")))
        .output()
        .expect("python3 starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("the count is JSON")
}

fn only(names: &[&str], row: &Value) -> Value {
    names
        .iter()
        .map(|name| ((*name).to_owned(), row[*name].clone()))
        .collect()
}

fn only_figures(row: &Value) -> Value {
    only(&FIGURES, row)
}

/// A row of an answer or of the count, with the name that people know.
fn named_figures(row: &Value) -> (Value, Value) {
    (row["label"].clone(), only_figures(row))
}

fn equals_the_count(desk: &Desk, counted: &Value, cut: &str, from: &str, to: &str) {
    let answer = desk.figures_over(cut, from, to);
    let rows = answer["rows"].as_array().expect("rows");
    let key = |row: &Value| row["key"].as_str().expect("a key").to_owned();
    let ours: BTreeMap<String, _> = rows
        .iter()
        .map(|row| (key(row), named_figures(row)))
        .collect();
    let theirs: BTreeMap<String, _> = counted[cut]
        .as_object()
        .expect("counted rows")
        .iter()
        .map(|(key, row)| (key.clone(), named_figures(row)))
        .collect();
    assert_eq!(ours, theirs, "by {cut}, {from} to {to}");
    assert!(
        rows.windows(2).all(|pair| key(&pair[0]) < key(&pair[1])),
        "rows by {cut} are in the order of their keys, each once"
    );
    assert_eq!(
        only_figures(&answer["total"]),
        only_figures(&counted["total"]["all"]),
        "the total by {cut}, {from} to {to}"
    );
}

#[test]
fn figures_over_real_charging_equal_an_independent_count_to_the_last_digit() {
    let Some(folder) = shared::folder("data/dev") else {
        return;
    };
    let cpms = Demo::serve(&folder, "");
    let desk = Desk::new();
    let setup = several_tenants(&folder);
    desk.setup(&setup).json();
    let synced = desk.sync(&cpms).json();
    assert_eq!(synced["complete"], true);
    assert_eq!(synced["quarantined"], json!({}));
    assert_eq!(synced["waiting"], NEVER_SEEN);

    let file = desk.file("counted.json", &setup.to_string());
    // all there is, and a month in which the clock jumps
    let periods = [("2010-01-01", "2030-12-31"), ("2024-03-01", "2024-03-31")];
    for ((from, to), counted) in periods.into_iter().zip(counted(&folder, &file, &periods)) {
        for cut in CUTS {
            equals_the_count(&desk, &counted, cut, from, to);
        }
        for (cut, keys) in IN_EVERY_PERIOD {
            for key in keys {
                let cdrs = counted[cut][*key]["cdrs"].as_i64();
                assert!(
                    cdrs > Some(0),
                    "nothing of {key} was compared, {from} to {to}"
                );
            }
        }
    }

    let total = desk.figures("total");
    // as counted by whoever published the records
    let published = json!({
        "sessions": 35_377, "cdrs": 35_478, "credits": 139, "energy_wh": 447_156_759_i64, "unbilled_wh": 0,
        "net": { "EUR": "136142.1529" }, "gross": { "EUR": "162009.1209" }
    });
    assert_eq!(only_figures(&total["total"]), published);
    assert_eq!(
        (&total["charging_now"], &total["stalled"]),
        (&json!(0), &json!(38))
    );
    assert_eq!(
        (&total["rows"], &total["incomplete"]),
        (&json!([]), &json!(false))
    );

    let verified = desk.run("verify --digest").json();
    assert_eq!(verified["ok"], true, "{verified}");

    let again = desk.sync(&cpms).json();
    let written = again["modules"].as_object().expect("modules").values();
    assert!(
        written
            .map(|module| module["written"].as_i64())
            .all(|written| written == Some(0)),
        "{again}"
    );
    assert_eq!(
        desk.digest(),
        verified["digest"].as_str().expect("a digest")
    );
}

#[test]
fn a_period_without_anything_has_figures_and_no_rows_by_month() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "");
    let desk = Desk::new();
    desk.setup(&a_property_for_each_location(&folder)).json();

    let before = desk.figures("total");
    assert_eq!(
        (&before["as_of"], &before["complete_from"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(before["incomplete"], true);

    desk.sync(&cpms).json();
    let empty = desk
        .run("figures --as operator --from 2012-01-01 --to 2012-12-31 --by month")
        .json();
    assert_eq!(empty["rows"], json!([]));
    let nothing = json!({
        "sessions": 0, "cdrs": 0, "credits": 0, "energy_wh": 0, "net": {}, "gross": {}, "checked": 0,
        "differing": 0, "unbilled_wh": 0,
        "availability": null, "observed": 0.0
    });
    assert_eq!(empty["total"], nothing);
    // a property with an EVSE in the period is a row, with or without sessions
    let properties = desk
        .run("figures --as operator --from 2012-01-01 --to 2012-12-31 --by property")
        .json();
    let rows = properties["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 3, "{properties}");
    assert!(rows.iter().all(|row| row["sessions"] == 0));
}

#[test]
fn whoever_asks_wrongly_is_told_how_to_ask() {
    let desk = Desk::new();
    desk.setup(&json!({ "operator": { "name": "Stadtwerke Beispiel" } }))
        .json();
    let codes = [
        ("figures --from 2025-01-01 --to 2025-12-31", 2),
        ("figures --as operator --from 2025-02-30 --to 2025-12-31", 2),
        ("figures --as operator --from 2025-12-31 --to 2025-01-01", 2),
        (
            "figures --as operator --from 2025-01-01 --to 2025-12-31 --by colour",
            2,
        ),
        ("figures --as operator --from 2025-1-1 --to 2025-12-31", 2),
        (
            "figures --as operator --from +2025-01-01 --to 2025-12-31",
            2,
        ),
        (
            "figures --as operator --from=2025-01-01 --to=+262142-12-31",
            2,
        ),
        ("figures --as nobody --from 2025-01-01 --to 2025-12-31", 3),
        ("colour", 2),
    ];
    for (line, code) in codes {
        let answer = desk.run(line);
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (code, ""),
            "{line}: {answer:?}"
        );
        assert!(!answer.err.trim().is_empty(), "{line}");
    }
    let elsewhere = Desk::new();
    let answer = elsewhere.run("figures --as operator --from 2025-01-01 --to 2025-12-31");
    assert_eq!(answer.code, 4, "{answer:?}");
    assert!(!elsewhere.profile().exists(), "asking makes no profile");
}

#[test]
fn a_table_speaks_the_language_that_was_asked_for() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "");
    let desk = Desk::new();
    desk.sync(&cpms).json();
    let line = "figures --as operator --from 2010-01-01 --to 2030-12-31 --lang de --profile";
    let german = run(voltfolio(line.split_whitespace()).arg(desk.profile()));
    assert!(
        german.out.contains("Summe") && german.out.contains("9002,653"),
        "{german:?}"
    );
    let english =
        run(voltfolio(line.replace(" de ", " en ").split_whitespace()).arg(desk.profile()));
    assert!(
        english.out.contains("total") && english.out.contains("9002.653"),
        "{english:?}"
    );
}
