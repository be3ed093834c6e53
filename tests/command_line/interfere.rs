//! What a person may not see changes no byte of what the program says to them: standard output, standard error and
//! exit code, as JSON and as a table, in both languages.
//!
//! Two hundred pairs of worlds are compared inside the store (`proof::interfere`); here are a few, all the way.

use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, records, run, voltfolio, write_folder},
    shared,
};

/// The CPMS's clock at the first sync, when foreign records change, and at the second sync.
const FIRST: &str = "2026-08-10T00:00:00Z";
const CHANGED: &str = "2026-08-10T12:00:00Z";
const SECOND: &str = "2026-08-11T00:00:00Z";
/// The only Location that the people of these tests have anything of.
const OWN: &str = "LOC-002";
const ROLES: [&str; 7] = [
    "facility-manager",
    "site-manager",
    "property-manager",
    "controller",
    "fleet-manager",
    "hotel-operator",
    "tenant-admin",
];
/// People who are not there, and ways to ask that are wrong.
const REFUSED: [(&str, i32); 5] = [
    (
        "--as house/nobody --from 2026-01-01 --to 2026-12-31 --by total",
        3,
    ),
    (
        "--as neighbour/nobody --from 2026-01-01 --to 2026-12-31 --by unit",
        3,
    ),
    (
        "--as nobody --from 2026-01-01 --to 2026-12-31 --by driver",
        3,
    ),
    (
        "--as house/new-here --from 2026-01-01 --to 2026-12-31 --by driver",
        3,
    ),
    (
        "--as house/controller --from 2026-12-31 --to 2026-01-01 --by total",
        2,
    ),
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

/// All that is asked: by each person, as JSON and as a table, and what is refused.
fn questions() -> Vec<(String, i32)> {
    let mut questions = Vec::new();
    for (place, role) in ROLES.iter().enumerate() {
        let lang = ["de", "en"][place % 2];
        let by = [
            "unit", "property", "month", "driver", "day", "location", "evse",
        ][place];
        let asked = format!("figures --as house/{role} --from 2026-01-01 --to 2026-12-31");
        questions.push((format!("{asked} --by {by} --json"), 0));
        questions.push((format!("{asked} --by total --lang {lang}"), 0));
    }
    for (place, (asked, code)) in REFUSED.into_iter().enumerate() {
        let lang = ["de", "en"][place % 2];
        questions.push((format!("figures {asked} --lang {lang}"), code));
    }
    questions
}

/// Exit code, standard output and standard error.
fn answer(desk: &Desk, line: &str) -> (i32, String, String) {
    let answer = run(voltfolio(line.split_whitespace())
        .arg("--profile")
        .arg(desk.profile()));
    (answer.code, answer.out, answer.err)
}

#[test]
fn what_a_person_may_not_see_changes_no_byte_of_the_program_s_answers() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let modules = ["locations", "tariffs", "sessions", "cdrs"];
    let plain: Vec<(&str, Vec<Value>)> = modules
        .into_iter()
        .map(|module| (module, records(&folder, module)))
        .collect();
    let mut tokens: Vec<String> = plain[2]
        .1
        .iter()
        .filter(|session| place(session) == OWN)
        .filter_map(|session| session["cdr_token"]["uid"].as_str())
        .map(str::to_owned)
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens.truncate(3);
    let setup = setup(&tokens);

    let base = Desk::new();
    base.setup(&setup).json();
    base.sync(&Demo::serve(&folder, &format!("--now {FIRST}")))
        .json();
    let twins = [base.copy(), base.copy()];
    base.sync(&Demo::serve(&folder, &format!("--now {SECOND}")))
        .json();
    let before: Vec<_> = questions()
        .iter()
        .map(|(line, _)| answer(&base, line))
        .collect();
    let shown = before
        .iter()
        .filter(|(_, out, _)| says_something(out))
        .count();
    println!(
        "{shown} of {} answers of people show something",
        ROLES.len() * 2
    );
    assert!(shown * 10 >= ROLES.len() * 2 * 9, "{before:#?}");

    let (mut pairs, all_before) = (0, base.figures("unit"));
    for (number, twin) in twins.iter().enumerate() {
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
        twin.setup(&setup_of_twin(&setup, number)).json();
        let synced = twin
            .sync(&Demo::serve(&world, &format!("--now {SECOND}")))
            .json();
        assert!(
            !synced["quarantined"]
                .as_object()
                .expect("counts")
                .is_empty(),
            "{synced}"
        );
        assert_ne!(
            twin.figures("unit"),
            all_before,
            "the two profiles say the same"
        );
        for ((line, code), before) in questions().iter().zip(&before) {
            let after = answer(twin, line);
            assert_eq!(&after, before, "twin {number}: {line}");
            assert_eq!(after.0, *code, "{line}: {after:?}");
        }
        pairs += ROLES.len();
    }
    println!("{pairs} pairs");
}

/// Whether an answer, as JSON or as a table, has a count in it.
fn says_something(out: &str) -> bool {
    let Ok(answer) = serde_json::from_str::<Value>(out) else {
        let mut lines = out
            .lines()
            .filter(|line| line.starts_with("total") || line.starts_with("Summe"));
        return lines.any(|line| {
            let sessions = line.split_whitespace().nth(1);
            sessions
                .is_some_and(|sessions| sessions != "0" && sessions.starts_with(char::is_numeric))
        });
    };
    let rows = answer["rows"].as_array().into_iter().flatten();
    rows.into_iter()
        .any(|row| row["sessions"].as_u64() > Some(0))
}
