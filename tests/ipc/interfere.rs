//! What a person may not see changes no byte that a command hands to the page.
//!
//! Over the list that `commands![…]` makes: a command that says nothing here does not build.

use std::{
    fs,
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shell::{
    commands::{ALL, NAMES, Name},
    desk::{Desk, Start},
};
use tauri::{
    WebviewWindow,
    ipc::{CallbackFn, InvokeBody, InvokeResponseBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response},
    webview::InvokeRequest,
};

use crate::{
    invoke,
    program::PASSPHRASE,
    window_on,
    worlds::{ROLES, SECOND, Worlds},
};

/// A charge point of their own, one of the other property of their house, and one of the neighbour.
const EVSES: [&str; 3] = [
    "DE-HVB/EVSE-8e447d433dee",
    "DE-HVB/EVSE-eb265e16aa63",
    "DE-SWK/EVSE-a1c0cdff5c45",
];

/// With what arguments somebody who is signed in calls a command.
fn arguments(command: Name) -> Vec<Value> {
    let days = |from: &str, to: &str| json!({"from": from, "to": to});
    match command {
        Name::about
        | Name::desk
        | Name::people
        | Name::sync_now
        | Name::connections
        | Name::named_points
        | Name::read_again
        | Name::break_off_export => vec![json!({})],
        Name::pause_sync => vec![json!({"isPaused": true})],
        Name::be_seen => vec![json!({"isSeen": false})],
        Name::watch => vec![json!({"onChange": "__CHANNEL__:7"})],
        Name::unlock => vec![json!({"passphrase": "another one"})],
        Name::sign_in => ["house/nobody", "neighbour/nobody", "nobody", "neighbour/"]
            .map(|person| json!({"person": person}))
            .into(),
        Name::remember => ROLES
            .map(|role| {
                let parts = json!({"property": "neighbour/a", "period": "last-month", "q": "LOC"});
                let place = json!({"view": "sites", "parts": parts});
                json!({"person": format!("house/{role}"), "place": place})
            })
            .into(),
        Name::overview => vec![
            json!({"days": days("2026-01-01", "2026-12-31"), "compared": days("2025-01-01", "2025-12-31")}),
            json!({"days": days("2026-03-01", "2026-03-31"), "compared": days("2026-02-01", "2026-02-28")}),
            json!({"days": days("2026-01-01", "2026-12-31"), "compared": null}),
            json!({"days": days("2026-03-31", "2026-03-01"), "compared": null}),
        ],
        Name::properties => vec![json!({"days": days("2026-01-01", "2026-12-31")})],
        Name::sessions => ["house/a", "house/b", "neighbour/a", "house/-"]
            .map(Some)
            .into_iter()
            .chain([None])
            .flat_map(|property| lists(property))
            .collect(),
        // those that the lists name come to these
        Name::session => ["", "0-aaaaaaaaaaaaaaaa", "17"]
            .map(|id| json!({"id": id}))
            .into(),
        Name::export_sessions => lists(Some("house/a"))
            .into_iter()
            .flat_map(|list| {
                let all = json!([
                    "started",
                    "ended",
                    "property",
                    "location",
                    "evse",
                    "group",
                    "driver",
                    "costCentre",
                    "duration",
                    "energy",
                    "net",
                    "gross",
                    "price",
                    "state"
                ]);
                [("de", all), ("en", json!(["energy", "driver"]))].map(|(written, columns)| {
                    json!({"filter": list["filter"], "columns": columns, "written": written, "onReached": "__CHANNEL__:8"})
                })
            })
            .collect(),
        Name::sites => vec![
            json!({"days": days("2026-01-01", "2026-12-31"), "compared": days("2025-01-01", "2025-12-31"), "property": null}),
            json!({"days": days("2026-03-01", "2026-03-31"), "compared": null, "property": null}),
            json!({"days": days("2026-01-01", "2026-12-31"), "compared": null, "property": "house/a"}),
            json!({"days": days("2026-03-01", "2026-03-31"), "compared": days("2026-02-01", "2026-02-28"), "property": "house/a"}),
            json!({"days": days("2026-01-01", "2026-12-31"), "compared": null, "property": "house/b"}),
            json!({"days": days("2026-01-01", "2026-12-31"), "compared": null, "property": "neighbour/a"}),
            json!({"days": days("2026-01-01", "2026-12-31"), "compared": null, "property": "neighbour/nothing"}),
        ],
        Name::statement => statements()
            .into_iter()
            .flat_map(|asked| [0, 1].map(|skip| json!({"asked": asked, "skip": skip})))
            .collect(),
        Name::save_statement => statements()
            .into_iter()
            .map(|asked| json!({"asked": asked}))
            .collect(),
        Name::charge_points => [
            json!({"days": days("2026-01-01", "2026-12-31"), "property": null, "most": 100}),
            json!({"days": days("2026-03-01", "2026-03-31"), "property": "house/a", "most": 2, "opened": EVSES[0]}),
            json!({"days": days("2026-03-01", "2026-03-31"), "property": "house/a", "most": 2, "opened": EVSES[1]}),
            json!({"days": days("2026-03-01", "2026-03-31"), "property": "house/b", "most": 100, "opened": EVSES[0]}),
            json!({"days": days("2026-03-01", "2026-03-31"), "property": "neighbour/a", "most": 100, "opened": EVSES[2]}),
        ]
        .map(|asked| json!({"asked": asked}))
        .into(),
        // these end what is asked here: the one opens another profile, the other is called last
        Name::open_sample | Name::sign_out => Vec::new(),
    }
}

/// Lists of a property, or of all: in each order, filtered in each way, and from their middle.
fn lists(property: Option<&str>) -> Vec<Value> {
    let list = |change: Value, page: Value| {
        let mut filter = json!({
            "from": "2026-01-01", "to": "2026-12-31", "property": property, "state": null, "price": null,
            "text": "", "order": "started", "isAscending": false
        });
        let fields = filter.as_object_mut().expect("an object");
        fields.extend(change.as_object().cloned().unwrap_or_default());
        json!({"filter": filter, "page": page})
    };
    let first = || json!({"skip": 0, "take": 200, "afresh": true, "withPeople": true});
    vec![
        list(json!({}), first()),
        list(json!({"order": "net", "isAscending": true}), first()),
        list(
            json!({"order": "energy"}),
            json!({"skip": 2, "take": 5, "afresh": false, "withPeople": false}),
        ),
        list(json!({"order": "duration", "state": "billed"}), first()),
        list(json!({"price": "different"}), first()),
        list(json!({"text": "LOC"}), first()),
        list(json!({"evse": EVSES[0]}), first()),
        list(json!({"evse": EVSES[1]}), first()),
        list(json!({"evse": EVSES[2]}), first()),
    ]
}

/// Of what there is, of what belongs to others, and of nothing.
fn statements() -> Vec<Value> {
    let of = |(unit, month, written): (&str, &str, &str)| json!({"unit": unit, "month": month, "written": written});
    [
        ("house/a", "2026-03", "de"),
        ("house/a", "2026-03", "en"),
        ("house/a", "2020-01", "en"),
        ("a", "2026-03", "de"),
        ("house/b", "2026-03", "de"),
        ("neighbour/a", "2026-03", "en"),
        ("neighbour/nothing", "2026-03", "en"),
        ("house/a", "2026-13", "en"),
    ]
    .map(of)
    .into()
}

/// The bytes of an answer or of a failure.
fn bytes(window: &WebviewWindow<MockRuntime>, command: &str, arguments: &Value) -> String {
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().expect("a URL"),
        body: InvokeBody::Json(arguments.clone()),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_string(),
    };
    match get_ipc_response(window, request) {
        Ok(InvokeResponseBody::Json(answer)) => answer,
        Ok(InvokeResponseBody::Raw(answer)) => format!("{answer:?}"),
        Err(failure) => format!("failed: {failure}"),
    }
}

/// Everything that each person is told, in one order.
fn told(profile: &Path) -> Vec<(String, String)> {
    let now: DateTime<Utc> = SECOND.parse().expect("an instant");
    let exports = tempfile::tempdir().expect("a folder");
    let start = Start {
        folder: profile.to_owned(),
        exports: Some(exports.path().to_owned()),
        ..Start::default()
    };
    let desk = Desk::new(start, Arc::new(move || now));
    tauri::async_runtime::block_on(desk.open());
    let window = window_on(desk);
    invoke(&window, "unlock", json!({"passphrase": PASSPHRASE})).expect("the profile opens");
    rested(&window);
    let mut told = Vec::new();
    for role in ROLES {
        let person = json!({"person": format!("house/{role}")});
        invoke(&window, "sign_in", person).expect("signed in");
        for (command, name) in ALL.iter().zip(NAMES) {
            for arguments in arguments(*command) {
                let what = format!("{role}: {name} {arguments}");
                let mut said = bytes(&window, name, &arguments);
                if *command == Name::pause_sync {
                    said = paused(&window);
                }
                if *command == Name::sessions {
                    told.extend(in_full(&window, role, &said));
                }
                let said = match command {
                    Name::export_sessions | Name::save_statement => taken_along(&said),
                    _ => at_rest(&said),
                };
                told.push((what, said));
            }
        }
        let said = bytes(&window, "sign_out", &json!({}));
        told.push((format!("{role}: sign_out"), at_rest(&said)));
    }
    told
}

/// Whether a sync goes on at this moment is no matter of data.
fn at_rest(said: &str) -> String {
    said.replace(r#""isRunning":true"#, r#""isRunning":false"#)
}

/// What is in the file that was written, which then goes: the next has its name again.
fn taken_along(said: &str) -> String {
    let answer: Value = serde_json::from_str(said).unwrap_or_default();
    let Some(file) = answer["file"].as_str() else {
        return said.to_owned();
    };
    let name = Path::new(file).file_name().expect("a name");
    let content = fs::read(file).expect("the file is there");
    fs::remove_file(file).expect("it can be removed");
    let content = match String::from_utf8(content) {
        Ok(text) => text,
        Err(other) => other.as_bytes().escape_ascii().to_string(),
    };
    format!("{}: {content}", name.display())
}

/// Each of the first rows of a list in full.
fn in_full(window: &WebviewWindow<MockRuntime>, role: &str, list: &str) -> Vec<(String, String)> {
    let list: Value = serde_json::from_str(list).unwrap_or_default();
    let rows = list["page"].as_array().into_iter().flatten().take(3);
    rows.map(|row| {
        let arguments = json!({"id": row["id"]});
        let what = format!("{role}: session {arguments}");
        (what, bytes(window, "session", &arguments))
    })
    .collect()
}

/// Waits until the sync, whose CPMS is gone, has said so: how long it tries is not what is compared.
fn rested(window: &WebviewWindow<MockRuntime>) {
    let end = Instant::now() + Duration::from_secs(120);
    loop {
        let state = invoke(window, "desk", json!({})).expect("a state");
        let sync = &state["sync"];
        if sync["isRunning"] == false && !sync["failure"].is_null() {
            return;
        }
        assert!(Instant::now() < end, "the sync never ends: {state}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Waits until the sync does: how soon it hears of it is not what is compared.
fn paused(window: &WebviewWindow<MockRuntime>) -> String {
    let end = Instant::now() + Duration::from_secs(120);
    loop {
        let said = bytes(window, "desk", &json!({}));
        if said.contains(r#""isPaused":true"#) {
            return said;
        }
        assert!(Instant::now() < end, "it never pauses: {said}");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_a_person_may_not_see_changes_no_byte_of_the_commands_answers() {
    let Some(Worlds { base, twins }) = Worlds::make() else {
        return;
    };
    let before = told(&base.profile());
    let mut all_shown = 0;
    for role in ROLES {
        let own = before
            .iter()
            .filter(|(what, _)| what.starts_with(&format!("{role}: overview")));
        let shown = own.filter(|(_, said)| shows(said)).count();
        assert!(shown > 0, "{role} is shown nothing: {before:#?}");
        all_shown += shown;
    }
    // one of each four ends before it begins, and has no answer
    let asked = ROLES.len() * 3;
    println!("{all_shown} of {asked} overviews show something");
    assert!(all_shown * 10 >= asked * 9, "{before:#?}");
    for (command, sign) in [
        ("sessions", r#""startedAt""#),
        ("session", r#""startedAt""#),
        ("export_sessions", "\n2026-"),
    ] {
        let told = |role: &&&str| {
            let own = format!("{role}: {command} ");
            let mut own = before.iter().filter(|(what, _)| what.starts_with(&own));
            own.any(|(_, said)| said.contains(sign))
        };
        let roles: Vec<_> = ROLES.iter().filter(told).collect();
        println!("{command}: {roles:?} are shown something");
        assert!(roles.len() >= 4, "{command}: {roles:?}");
    }
    // what is asked of one charge point is asked of one that tells something
    for (command, sign) in [
        ("sessions", r#""startedAt""#),
        ("charge_points", r#""opened":{"#),
    ] {
        let of_one = |what: &str| what.contains(command) && what.contains(EVSES[0]);
        let mut own = before.iter().filter(|(what, _)| of_one(what));
        assert!(own.any(|(_, said)| said.contains(sign)), "{command}");
    }
    for (command, sign) in [("statement", "DE*"), ("save_statement", ".pdf: %PDF")] {
        for role in ROLES {
            let own = format!("{role}: {command} ");
            let mut own = before.iter().filter(|(what, _)| what.starts_with(&own));
            let is_shown = own.any(|(_, said)| said.contains(sign));
            assert_eq!(is_shown, role == "property-manager", "{role}: {command}");
        }
    }
    for (role, opens_money, opens_people) in [
        ("property-manager", true, false),
        ("controller", true, false),
        ("fleet-manager", true, true),
        ("tenant-admin", true, true),
    ] {
        let own = format!("{role}: session ");
        let full = before
            .iter()
            .filter(|(what, said)| what.starts_with(&own) && said.contains("startedAt"));
        for (what, said) in full {
            assert_eq!(said.contains("total_cost.excl_vat"), opens_money, "{what}");
            assert_eq!(said.contains("cdr_token.uid"), opens_people, "{what}");
        }
    }
    for (number, twin) in twins.iter().enumerate() {
        for (before, after) in before.iter().zip(told(&twin.profile())) {
            assert_eq!(before, &after, "twin {number}");
        }
    }
}

/// Whether an overview has a number of sessions in it.
fn shows(said: &str) -> bool {
    let answer: Value = serde_json::from_str(said).unwrap_or_default();
    answer["period"]["total"]["sessions"].as_u64() > Some(0)
}
