//! Who is told what of a CPMS, and what was not understood when it came.

use std::{
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use model::{Arrivals, Module, Reject};
use serde_json::{Value, json};
use shell::{
    desk::{Desk, Start},
    sample,
};
use store::{ConnectionToken, Cursor, Page, WhenBusy, Writer};
use tauri::{WebviewWindow, test::MockRuntime};

use crate::{
    Opened, invoke,
    looking::{PASSPHRASE, Refused, desk, make_profile, open},
    program::Demo,
    shared, window_on,
};

/// What the CPMS sent two days before it starts, by a clock that was wrong then.
fn early() -> Value {
    json!({
        "country_code": "DE", "party_id": "MUS", "id": "S-EARLY",
        "start_date_time": "2026-11-03T18:12:00Z", "kwh": 11.25,
        "cdr_token": {
            "country_code": "DE", "party_id": "MUS", "uid": "04A1", "type": "RFID", "contract_id": "DE-MUS-1"
        },
        "auth_method": "WHITELIST", "location_id": "LOC-1", "evse_uid": "E1", "connector_id": "1",
        "currency": "EUR", "status": "COMPLETED", "end_date_time": "2026-11-03T18:20:00Z", "last_updated": "2026-11-03T18:20:00Z"
    })
}

/// One record that is fine by now, and one that never will be.
fn fill(folder: &Path) {
    let now: DateTime<Utc> = "2026-11-01T08:00:00Z".parse().expect("an instant");
    let reject = |reason, detail: &str, record: Value| Reject {
        version: None,
        reason,
        detail: detail.to_owned(),
        bytes: record.to_string().into_bytes().into(),
    };
    let page = Page {
        arrivals: Arrivals::none_of(Module::Sessions),
        rejects: vec![
            reject("starts-in-the-future", "start_date_time", early()),
            reject(
                "missing-field",
                "cdr_token: no contract of Erika Muster",
                json!({"id": "S-BROKEN"}),
            ),
        ],
        cursor: Cursor {
            complete_from: Some("2026-10-01T00:00:00Z".parse().expect("an instant")),
            complete_until: Some(now),
            ..Cursor::default()
        },
    };
    let work = async |writer: &mut Writer| -> Result<(), Refused> {
        let url = Some("http://me:key@127.0.0.1:9/ocpi/versions?key=1");
        let connection = writer.connect("main", url, None).await?;
        writer.land(&connection, &page, now).await?;
        Ok(())
    };
    tauri::async_runtime::block_on(open(folder).write(WhenBusy::Refuse, now, work))
        .expect("the page lands");
}

fn look_as(window: &WebviewWindow<MockRuntime>, person: &str) -> Value {
    invoke(window, "sign_in", json!({"person": person})).expect("somebody");
    invoke(window, "connections", json!({})).expect("an answer")
}

#[test]
fn the_operator_is_told_what_came_and_what_was_not_understood() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    fill(folder.path());
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    let seen = look_as(&window, "operator");
    let main = &seen["connections"][0];
    assert_eq!(main["id"], "main");
    let inside = &main["inside"];
    assert_eq!(inside["origin"], "http://127.0.0.1:9");
    assert_eq!(
        inside["modules"],
        json!([{
            "name": "sessions", "completeFrom": "2026-10-03", "isWhole": false,
            "asOf": "2026-11-01T08:00:00Z", "walks": []
        }])
    );
    assert_eq!(inside["found"]["sessions"], 0);
    let quarantine = &inside["quarantine"];
    assert_eq!(quarantine["records"], 2);
    assert_eq!(
        quarantine["reasons"],
        json!([
            {"reason": "missing-field", "records": 1},
            {"reason": "starts-in-the-future", "records": 1}
        ])
    );
    assert_eq!(
        quarantine["newest"][0],
        json!({
            "module": "sessions", "id": "S-BROKEN", "reason": "missing-field", "field": "cdr_token",
            "seenAt": "2026-11-01T08:00:00Z"
        })
    );
    // neither a key in the address nor whom a record names
    for secret in ["key", "Erika", "04A1"] {
        assert!(!seen.to_string().contains(secret), "{secret}: {seen}");
    }
}

#[test]
fn what_can_be_understood_by_now_is_read_from_the_bytes_that_were_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    fill(folder.path());
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    look_as(&window, "operator");
    for _ in 0..2 {
        let seen = invoke(&window, "read_again", json!({})).expect("an answer");
        let inside = &seen["connections"][0]["inside"];
        assert_eq!(inside["found"]["sessions"], 1);
        assert_eq!(inside["quarantine"]["records"], 1, "{seen}");
        assert_eq!(inside["quarantine"]["newest"][0]["id"], "S-BROKEN");
        // how far the walk is stays as it was
        assert_eq!(inside["modules"][0]["completeFrom"], "2026-10-03");
    }
    let days = json!({"from": "2026-11-01", "to": "2026-11-30"});
    let overview = invoke(&window, "overview", json!({"days": days, "compared": null}));
    let total = &overview.expect("an overview")["period"]["total"];
    assert_eq!(total["sessions"], 1);
    // no CDR bills it yet
    assert_eq!(total["unbilled"], 11_250);
}

/// As the operator, on a sample world that has just begun to come.
fn sample_window() -> Opened {
    let now: DateTime<Utc> = "2026-11-18T11:00:00Z".parse().expect("an instant");
    let start = Start {
        sample: Some(sample::Options {
            seed: 7,
            sessions: 3_000,
            now: Some(now),
        }),
        person: Some("operator".to_owned()),
        ..Start::default()
    };
    let desk = Desk::new(start, Arc::new(move || now));
    tauri::async_runtime::block_on(desk.open());
    window_on(desk)
}

#[test]
fn a_sample_world_has_been_looked_at_for_a_month_but_for_some_days() {
    let window = sample_window();
    let days = json!({"from": "2026-11-01", "to": "2026-11-30"});
    let asked = json!({"asked": {"days": &days, "most": 100}});
    let found = invoke(&window, "charge_points", asked).expect("charge points");
    let points = found["points"].as_array().expect("a list");
    assert_eq!(points.len(), 40);
    let overview = invoke(
        &window,
        "overview",
        json!({"days": &days, "compared": null}),
    );
    assert_eq!(overview.expect("an overview")["chargePoints"], 40);
    let days_of = |point: &Value, state: &str| {
        let days = point["days"].as_array().expect("days").iter();
        days.filter(|day| day["state"] == state).count()
    };
    // 60 hours of 30 days
    let share = found["observed"]["share"].as_u64();
    assert!(
        share.is_some_and(|share| (880..930).contains(&share)),
        "{share:?}"
    );
    assert!(points.iter().all(|point| days_of(point, "unobserved") > 0));
    // one was often broken, one has been silent, and most were not
    assert!(points.iter().any(|point| days_of(point, "mixed") > 3));
    assert!(points.iter().any(|point| days_of(point, "unobserved") > 10));
    let whole = |point: &&Value| days_of(point, "up") > 25;
    assert!(points.iter().filter(whole).count() > 20);
}

#[test]
fn a_sync_that_is_broken_off_to_read_again_goes_on_where_it_was() {
    let window = sample_window();
    let ask = |command: &str| invoke(&window, command, json!({})).expect("an answer");
    let mut broken_off = 0;
    let end = Instant::now() + Duration::from_secs(120);
    let seen = loop {
        let is_running = ask("desk")["sync"]["isRunning"] == true;
        if is_running && broken_off < 3 {
            ask("read_again");
            broken_off += 1;
        }
        let seen = ask("connections");
        let is_whole = seen["connections"][0]["isWhole"] == true;
        if is_whole && !is_running {
            break seen;
        }
        assert!(Instant::now() < end, "it never ends: {seen}");
        thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(broken_off, 3, "it was done before it could be broken off");
    let found = &seen["connections"][0]["inside"]["found"];
    assert_eq!(found["sessions"], 3_000, "{seen}");
    assert_eq!(ask("desk")["sync"]["failure"], Value::Null);
}

#[test]
fn a_sync_that_is_paused_rests_where_it_was_and_goes_on_when_it_is_to() {
    let window = sample_window();
    let pause = |is_paused: bool| {
        let asked = json!({ "isPaused": is_paused });
        invoke(&window, "pause_sync", asked).expect("an answer")
    };
    let state = || invoke(&window, "desk", json!({})).expect("an answer")["sync"].take();
    let seen = || invoke(&window, "connections", json!({})).expect("an answer");
    let until = |what: &str, claim: &dyn Fn() -> bool| {
        let end = Instant::now() + Duration::from_secs(120);
        while !claim() {
            assert!(Instant::now() < end, "never {what}: {} {}", seen(), state());
            thread::sleep(Duration::from_millis(20));
        }
    };
    let found = || seen()["connections"][0]["inside"]["found"]["sessions"].as_u64();
    until("begun", &|| found() > Some(0));
    pause(true);
    until("paused", &|| state()["isPaused"] == true);
    assert_eq!(state()["isRunning"], false);
    let had = found();
    assert!(had < Some(3_000), "it was done before it could be paused");
    // what is asked for now is not lost: it is done when it goes on
    invoke(&window, "sync_now", json!({})).expect("an answer");
    invoke(&window, "read_again", json!({})).expect("an answer");
    until("paused again", &|| state()["isPaused"] == true);
    assert_eq!(found(), had);
    pause(false);
    until("whole", &|| seen()["connections"][0]["isWhole"] == true);
    assert_eq!(found(), Some(3_000));
    until("at rest", &|| state()["hasRun"] == true);
    assert_eq!(state()["isPaused"], false);
}

#[test]
fn nobody_else_is_told_a_count_or_may_read_anything_again() {
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    fill(folder.path());
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    for person in [
        "muster/anna",
        "muster/fritz",
        "muster/nora",
        "beispiel/hugo",
    ] {
        let seen = look_as(&window, person);
        for connection in seen["connections"].as_array().expect("a list") {
            assert_eq!(connection["inside"], Value::Null, "{person}");
        }
        for word in ["127.0.0.1", "quarantine\":{", "found\":{", "S-BROKEN"] {
            assert!(!seen.to_string().contains(word), "{person}: {seen}");
        }
        let refused = invoke(&window, "read_again", json!({})).expect_err("not theirs to do");
        assert_eq!(refused["messageKey"], "failure.operator", "{person}");
        assert_eq!(refused["code"], "sign_in");
    }
    let still = look_as(&window, "operator");
    assert_eq!(
        still["connections"][0]["inside"]["quarantine"]["records"],
        2
    );
}

#[test]
fn a_cpms_that_is_gone_keeps_nobody_waiting_for_the_others() {
    let Some(served) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&served, "");
    let folder = tempfile::tempdir().expect("a folder");
    make_profile(folder.path());
    let work = async |writer: &mut Writer| -> Result<(), Refused> {
        for (id, url) in [
            ("a-gone", "http://127.0.0.1:1/ocpi/versions"),
            ("main", &cpms.url),
        ] {
            let token = ConnectionToken::new("demo", url);
            writer.connect(id, Some(url), token.as_ref()).await?;
        }
        Ok(())
    };
    let write = open(folder.path());
    tauri::async_runtime::block_on(write.write(WhenBusy::Refuse, Utc::now(), work))
        .expect("both are kept");
    let window = window_on(desk(folder.path()));
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("open");
    invoke(&window, "sign_in", json!({"person": "operator"})).expect("somebody");
    let end = Instant::now() + Duration::from_secs(120);
    let sync = loop {
        let seen = invoke(&window, "connections", json!({})).expect("an answer");
        let sync = invoke(&window, "desk", json!({})).expect("an answer")["sync"].take();
        let main = &seen["connections"][1];
        if main["isWhole"] == true && sync["isRunning"] == false {
            assert_eq!(main["inside"]["found"]["sessions"], 500, "{seen}");
            break sync;
        }
        assert!(Instant::now() < end, "it never comes: {seen} {sync}");
        thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(sync["failure"], "sync.unreachable");
    assert_eq!(sync["failing"], "a-gone");
    assert_eq!(sync["hasRun"], false);
    // which of an operator's CPMSs that is, is none of a customer's business
    invoke(&window, "sign_in", json!({"person": "muster/anna"})).expect("anna");
    let sync = invoke(&window, "desk", json!({})).expect("an answer")["sync"].take();
    assert_eq!(sync["failing"], Value::Null, "{sync}");
}
