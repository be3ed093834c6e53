//! Looking into a profile by commands: opening it, signing in, asking, signing out.

use std::{path::Path, sync::Arc};

use access::setup;
use chrono::Utc;
use serde_json::{Value, json};
use shell::desk::{Desk, Start};
use store::{OpenError, Passphrase, Profile, WhenBusy, WriteError, Writer};
use tauri::{WebviewWindow, test::MockRuntime};

use crate::{invoke, window_on};

pub const PASSPHRASE: &str = "correct horse";

const SETUP: &str = r#"{
  "operator": { "name": "Stadtwerke Beispiel" },
  "tenants": [
    {
      "id": "muster", "name": "Hausverwaltung Muster", "time_zone": "Europe/Berlin",
      "units": [
        { "id": "lindenhof", "kind": "property", "name": "Lindenhof", "units": [] },
        { "id": "ahornhof", "kind": "property", "name": "Ahornhof", "units": [] }
      ],
      "assignments": [ { "unit": "lindenhof", "location": "LOC-1" } ],
      "people": [
        { "id": "anna", "name": "Anna Muster", "grants": [ { "role": "property-manager", "units": ["lindenhof"] } ] },
        { "id": "fritz", "name": "Fritz Muster", "grants": [ { "role": "facility-manager", "units": ["lindenhof"] } ] },
        { "id": "nora", "name": "Nora Muster", "grants": [] }
      ]
    },
    {
      "id": "beispiel", "name": "Hotel Beispiel", "time_zone": "Europe/Berlin", "units": [], "assignments": [],
      "people": [ { "id": "hugo", "name": "Hugo Beispiel", "grants": [ { "role": "hotel-operator" } ] } ]
    }
  ]
}"#;

/// Why the profile of a test is not there.
#[derive(Debug)]
pub enum Refused {
    Open(#[expect(dead_code, reason = "for whoever reads the test's failure")] OpenError),
    Write(#[expect(dead_code, reason = "for whoever reads the test's failure")] WriteError),
}

impl From<OpenError> for Refused {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<WriteError> for Refused {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

/// The profile, whether it is there already or not.
pub fn open(folder: &Path) -> Profile {
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    Profile::open_or_make(folder, passphrase.as_ref()).expect("a profile")
}

pub fn make_profile(folder: &Path) {
    let profile = open(folder);
    let setup = setup::read(SETUP).expect("no mistakes");
    let work = async |writer: &mut Writer| -> Result<(), Refused> {
        writer.apply(&setup, false, Utc::now()).await?;
        Ok(())
    };
    tauri::async_runtime::block_on(profile.write(WhenBusy::Refuse, Utc::now(), work))
        .expect("the setup is applied");
}

pub fn desk(folder: &Path) -> Desk {
    let start = Start {
        folder: folder.to_owned(),
        ..Start::default()
    };
    let desk = Desk::new(start, Arc::new(Utc::now));
    tauri::async_runtime::block_on(desk.open());
    desk
}

fn overview(window: &WebviewWindow<MockRuntime>) -> Result<Value, Value> {
    let days = json!({"from": "2026-11-01", "to": "2026-11-28"});
    invoke(window, "overview", json!({"days": days, "compared": null}))
}

#[test]
fn a_folder_without_a_profile_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let window = window_on(desk(folder.path()));
    let state = invoke(&window, "desk", json!({})).expect("a state");
    assert_eq!(state["profile"], "none");
    let refused = invoke(&window, "people", json!({})).expect_err("there is nobody");
    assert_eq!(refused["messageKey"], "failure.noProfile");
    let refused = overview(&window).expect_err("there is nothing");
    assert_eq!(refused["code"], "sign_in");
}

#[test]
fn a_profile_opens_for_its_passphrase_and_figures_for_whoever_signs_in() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    let window = window_on(desk(folder.path()));
    let ask = |command: &str, arguments: Value| invoke(&window, command, arguments);

    let state = ask("desk", json!({})).expect("a state");
    assert_eq!(state["profile"], "locked");
    let refused = ask("unlock", json!({"passphrase": "wrong"})).expect_err("another passphrase");
    assert_eq!(refused["messageKey"], "failure.passphrase");
    let state = ask("unlock", json!({"passphrase": PASSPHRASE})).expect("the right one");
    assert_eq!(state["profile"], "open");
    assert_eq!(state["person"], Value::Null);

    let refused = overview(&window).expect_err("nobody is signed in");
    assert_eq!(refused["messageKey"], "failure.signIn");
    let people = ask("people", json!({})).expect("people");
    let ids: Vec<&str> = people
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|person| person["id"].as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "muster/anna",
            "muster/fritz",
            "muster/nora",
            "beispiel/hugo",
            "operator"
        ]
    );
    assert_eq!(people[0]["roles"], json!(["property-manager"]));
    assert_eq!(people[2]["roles"], json!([]));

    for nobody in ["muster/nobody", "anna", "beispiel/anna", ""] {
        let refused = ask("sign_in", json!({"person": nobody})).expect_err("nobody");
        assert_eq!(refused["messageKey"], "failure.nobody", "{nobody}");
    }
    let state = ask("sign_in", json!({"person": "muster/anna"})).expect("anna");
    assert_eq!(state["person"]["name"], "Anna Muster");
    assert_eq!(state["person"]["tenant"], "Hausverwaltung Muster");
    let seen = overview(&window).expect("an overview");
    assert_eq!(seen["period"]["total"]["sessions"], 0);
    assert_eq!(seen["period"]["total"]["net"], json!([]));

    // whoever looks as a customer is not told who the others are
    let refused = ask("people", json!({})).expect_err("not while she looks");
    assert_eq!(refused["messageKey"], "failure.signedIn");

    let state = ask("sign_in", json!({"person": "muster/fritz"})).expect("fritz");
    assert_eq!(state["person"]["id"], "muster/fritz");
    let seen = overview(&window).expect("an overview");
    assert_eq!(seen["period"]["total"]["net"], json!({"hidden": true}));

    ask("sign_in", json!({"person": "muster/nora"})).expect("nora");
    let seen = overview(&window).expect("an overview");
    assert_eq!(seen["period"]["total"], Value::Null);

    let state = ask("sign_out", json!({})).expect("signed out");
    assert_eq!(state["person"], Value::Null);
    assert!(overview(&window).is_err());
    ask("people", json!({})).expect("people again");
}

#[test]
fn a_view_is_offered_to_whoever_sees_something_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    for (person, views) in [
        (
            "muster/anna",
            json!([
                "overview",
                "sites",
                "charge-points",
                "sessions",
                "statements",
                "connection"
            ]),
        ),
        ("muster/nora", json!(["overview", "connection"])),
    ] {
        let state = invoke(&window, "sign_in", json!({"person": person})).expect("somebody");
        assert_eq!(state["views"], views, "{person}");
        assert_eq!(state["listsAcross"], false, "{person}");
    }
    let state = invoke(&window, "sign_in", json!({"person": "operator"})).expect("somebody");
    assert_eq!(state["listsAcross"], true);
}

#[test]
fn a_list_of_a_property_that_is_not_there_is_as_one_of_another_persons() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    invoke(&window, "sign_in", json!({"person": "muster/anna"})).expect("anna");
    let list = |property: &str| {
        let filter = json!({
            "from": "2026-11-01", "to": "2026-11-28", "property": property, "state": null, "price": null,
            "text": "", "order": "started", "isAscending": false,
        });
        let page = json!({"skip": 0, "take": 10, "afresh": true, "withPeople": false});
        let asked = json!({"filter": filter, "page": page});
        invoke(&window, "sessions", asked).expect("a list")
    };
    let hers = list("muster/lindenhof");
    assert_eq!(hers["net"], json!([]));
    assert_eq!(list("muster/ahornhof"), hers);
    assert_eq!(list("muster/nowhere"), hers);
}

#[test]
fn the_window_opens_where_each_person_left_it() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    let place = |view: &str, parts: Value| json!({"view": view, "parts": parts});
    let left = place(
        "sites",
        json!({"property": "muster/lindenhof", "period": "year"}),
    );
    {
        let window = window_on(desk(folder.path()));
        let ask = |command: &str, arguments: Value| {
            invoke(&window, command, arguments).expect("an answer")
        };
        ask("unlock", json!({"passphrase": PASSPHRASE}));
        let state = ask("sign_in", json!({"person": "muster/anna"}));
        assert_eq!(state["place"], Value::Null);
        let typed = json!({"property": "muster/lindenhof", "period": "year", "q": "Erika"});
        let remember = |person: &str, place: &Value| {
            ask("remember", json!({"person": person, "place": place}));
        };
        remember("muster/anna", &place("sites", typed));
        // a page that is late speaks of somebody who does not look any more
        remember("muster/fritz", &place("sessions", json!({})));
        assert_eq!(ask("desk", json!({}))["place"], left);

        // nothing of hers is told to somebody else, nor to nobody
        let state = ask("sign_in", json!({"person": "muster/fritz"}));
        assert_eq!(state["place"], Value::Null);
        // he may not look there
        remember("muster/fritz", &place("sessions", json!({})));
        assert_eq!(ask("desk", json!({}))["place"], Value::Null);
        let state = ask("sign_out", json!({}));
        assert_eq!(state["place"], Value::Null);
        let state = ask("sign_in", json!({"person": "muster/anna"}));
        assert_eq!(state["place"], left);
    }
    let kept = std::fs::read_to_string(folder.path().join("window.json")).expect("it is kept");
    assert!(!kept.contains("Erika"), "{kept}");
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    let state = invoke(&window, "sign_in", json!({"person": "muster/anna"})).expect("anna");
    assert_eq!(state["place"], left);
}

#[test]
fn a_property_of_others_and_one_that_is_not_there_get_the_same_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    invoke(&window, "sign_in", json!({"person": "beispiel/hugo"})).expect("hugo");
    let days = json!({"from": "2026-11-01", "to": "2026-11-28"});
    for (command, rows) in [("sites", "sites"), ("charge_points", "points")] {
        let ask = |property: &str| {
            let mut asked = json!({"days": days, "compared": null, "property": property});
            if command == "charge_points" {
                asked = json!({"asked": {"days": days, "property": property, "most": 100}});
            }
            invoke(&window, command, asked).expect("an answer")
        };
        let foreign = ask("muster/lindenhof");
        assert_eq!(foreign, ask("muster/nothing"), "{command}");
        assert_eq!(foreign[rows], json!([]), "{command}");
    }
}

#[test]
fn a_grant_taken_away_meanwhile_is_gone_at_the_next_question() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    invoke(&window, "sign_in", json!({"person": "muster/anna"})).expect("anna");
    assert_ne!(
        overview(&window).expect("an overview")["period"]["total"],
        Value::Null
    );

    let without = SETUP.replace(
        r#""grants": [ { "role": "property-manager", "units": ["lindenhof"] } ]"#,
        r#""grants": []"#,
    );
    assert_ne!(without, SETUP);
    let profile = open(folder.path());
    let setup = setup::read(&without).expect("no mistakes");
    let work = async |writer: &mut Writer| -> Result<(), Refused> {
        writer.apply(&setup, false, Utc::now()).await?;
        Ok(())
    };
    tauri::async_runtime::block_on(profile.write(WhenBusy::Wait, Utc::now(), work))
        .expect("the setup is applied");
    assert_eq!(
        overview(&window).expect("an overview")["period"]["total"],
        Value::Null
    );
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    invoke(&window, "sign_in", json!({"person": "operator"})).expect("the operator");
    let (good, bad) = (
        json!({"from": "2026-11-01", "to": "2026-11-28"}),
        json!({"from": "2026-11-28", "to": "2026-11-01"}),
    );
    for arguments in [
        json!({"days": bad, "compared": null}),
        json!({"days": good, "compared": bad}),
    ] {
        let refused = invoke(&window, "overview", arguments).expect_err("no period");
        assert_eq!(refused["messageKey"], "failure.period");
    }
}
