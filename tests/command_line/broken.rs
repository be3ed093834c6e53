//! What real feeds get wrong: each has a decided outcome, and the page goes on.

use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, records, write_folder},
    shared,
};

/// What is done to a CDR, and why it is then refused; `None` where it is taken all the same.
type Case = (&'static str, fn(&mut Value), Option<&'static str>);

const CASES: [Case; 16] = [
    (
        "no end",
        |cdr| cdr["end_date_time"] = Value::Null,
        Some("null-field"),
    ),
    (
        "impossible time",
        |cdr| cdr["start_date_time"] = json!("2026-04-01T17:17:66Z"),
        Some("invalid-timestamp"),
    ),
    (
        "number as text",
        |cdr| cdr["total_energy"] = json!("4,00"),
        Some("invalid-number"),
    ),
    (
        "no cost",
        |cdr| drop(cdr.as_object_mut().map(|cdr| cdr.remove("total_cost"))),
        Some("missing-field"),
    ),
    (
        "no such currency",
        |cdr| cdr["currency"] = json!("EURO"),
        Some("unknown-currency"),
    ),
    (
        "ends before it starts",
        |cdr| cdr["end_date_time"] = json!("2020-01-01T00:00:00Z"),
        Some("ends-before-start"),
    ),
    (
        "negative energy",
        |cdr| cdr["total_energy"] = json!(-3),
        Some("negative-energy"),
    ),
    (
        "a clock never set",
        |cdr| cdr["start_date_time"] = json!("0014-01-01T00:00:00Z"),
        Some("starts-before-2010"),
    ),
    (
        "starts long after it was written",
        |cdr| {
            cdr["start_date_time"] = json!("2026-11-20T00:00:00Z");
            cdr["end_date_time"] = json!("2026-11-20T01:00:00Z");
        },
        Some("starts-after-update"),
    ),
    (
        "more than can be kept",
        |cdr| cdr["total_energy"] = serde_json::from_str("1e20").unwrap(),
        Some("number-too-large"),
    ),
    (
        "no time zone in its instants",
        |cdr| cdr["last_updated"] = json!("2026-08-20T10:00:00"),
        None,
    ),
    (
        "an offset in its instants",
        |cdr| cdr["last_updated"] = json!("2026-08-20T10:00:00+02:00"),
        None,
    ),
    (
        "no EVSE in its Location",
        |cdr| {
            drop(
                cdr["cdr_location"]
                    .as_object_mut()
                    .map(|at| at.remove("evse_uid")),
            )
        },
        None,
    ),
    (
        "an unknown plug",
        |cdr| cdr["cdr_location"]["connector_standard"] = json!("GBT_AC"),
        None,
    ),
    (
        "gross left out",
        |cdr| {
            drop(
                cdr["total_cost"]
                    .as_object_mut()
                    .map(|cost| cost.remove("incl_vat")),
            )
        },
        None,
    ),
    (
        "other cost fields left out",
        |cdr| {
            drop(
                cdr.as_object_mut()
                    .map(|cdr| cdr.remove("total_energy_cost")),
            )
        },
        None,
    ),
];

#[test]
fn a_broken_record_is_quarantined_with_its_reason_and_the_page_goes_on() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let whole = records(&folder, "cdrs");
    let good = whole
        .iter()
        .rfind(|cdr| cdr["credit"] != true)
        .expect("a CDR")
        .clone();
    let mut cdrs = whole.clone();
    let mut expected = std::collections::BTreeMap::<&str, u64>::new();
    for (at, (case, break_it, reason)) in CASES.iter().enumerate() {
        let mut cdr = good.clone();
        cdr["id"] = json!(format!("CASE-{at}"));
        cdr["remark"] = json!(case);
        break_it(&mut cdr);
        // among the others, not behind them
        cdrs.insert(at * 20, cdr);
        if let Some(reason) = reason {
            *expected.entry(reason).or_default() += 1;
        }
    }
    let desk = Desk::new();
    let served = desk.folder().join("served");
    write_folder(
        &served,
        &[
            ("locations", &records(&folder, "locations")),
            ("cdrs", &cdrs),
        ],
    );
    let cpms = Demo::serve(&served, "--limit 50 --now 2026-11-23T09:14:00Z");
    let synced = desk.sync(&cpms).json();
    assert_eq!(synced["quarantined"], json!(expected), "{synced}");
    let taken = CASES
        .iter()
        .filter(|(_, _, reason)| reason.is_none())
        .count();
    assert_eq!(synced["modules"]["cdrs"]["written"], whole.len() + taken);
    assert_eq!(
        synced["modules"]["cdrs"]["quarantined"],
        CASES.len() - taken
    );

    // what was refused counts nowhere; a gross that is missing is not made up
    let total = desk.figures("total")["total"].clone();
    assert_eq!(total["cdrs"], whole.len() - 1 + taken);
    assert_eq!(total["gross"], json!({ "EUR": null }));
    assert_eq!(desk.run("verify").json()["ok"], true);

    // sent again, it is quarantined again and kept once
    let before = desk.digest();
    assert_eq!(desk.sync(&cpms).json()["complete"], true);
    assert_eq!(desk.digest(), before);
}

#[test]
fn a_record_in_two_spellings_of_its_id_is_one_and_an_older_version_changes_nothing() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let sessions = records(&folder, "sessions");
    let mut lower = sessions[7].clone();
    lower["id"] = json!(lower["id"].as_str().unwrap().to_lowercase());
    lower["kwh"] = json!(1);
    lower["last_updated"] = json!("2021-01-01T00:00:00Z");
    // older than its own start by more than clocks can differ: so it starts earlier, too
    lower["start_date_time"] = json!("2021-01-01T00:00:00Z");
    let desk = Desk::new();
    let served = desk.folder().join("served");
    let mut both = sessions.clone();
    both.push(lower);
    write_folder(
        &served,
        &[
            ("locations", &records(&folder, "locations")),
            ("sessions", &both),
        ],
    );
    let synced = desk.sync(&Demo::serve(&served, "--limit 30")).json();
    let total = desk.figures("total")["total"].clone();
    assert_eq!(total["sessions"], sessions.len(), "{synced}");
    let wh = |session: &Value| {
        session["kwh"]
            .to_string()
            .parse::<f64>()
            .map(|kwh| (kwh * 1000.0).round() as i64)
    };
    let completed = sessions
        .iter()
        .filter(|session| session["status"] == "COMPLETED");
    assert_eq!(
        total["unbilled_wh"],
        completed.map(|session| wh(session).unwrap()).sum::<i64>()
    );
}

#[test]
fn a_cdr_whose_session_is_not_there_stands_for_it_once() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let desk = Desk::new();
    let served = desk.folder().join("served");
    let cdrs = records(&folder, "cdrs");
    write_folder(
        &served,
        &[
            ("locations", &records(&folder, "locations")),
            ("cdrs", &cdrs),
        ],
    );
    desk.sync(&Demo::serve(&served, "")).json();
    let of_sessions: std::collections::BTreeSet<String> = cdrs
        .iter()
        .filter(|cdr| cdr["credit"] != true)
        .map(|cdr| format!("{}{}", cdr["party_id"], cdr["session_id"]))
        .collect();
    let credits = cdrs.iter().filter(|cdr| cdr["credit"] == true).count();
    let total = desk.figures("total")["total"].clone();
    assert_eq!(total["sessions"], of_sessions.len());
    assert_eq!(total["cdrs"], cdrs.len() - credits);
    assert_eq!(total["credits"], credits);
}
