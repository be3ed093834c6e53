//! setup.json: all or nothing, idempotent, and honest about history.

use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, a_property_for_each_location, run},
    shared,
};

#[test]
fn a_wrong_file_changes_nothing_and_names_each_mistake_by_its_path() {
    let desk = Desk::new();
    let wrong = json!({ "tenants": [{
        "id": "House", "name": "Haus", "time_zone": "Europe/Berlim",
        "units": [{ "id": "a", "kind": "property", "name": "A", "units": [] }],
        "assignments": [{ "unit": "b", "location": "L1" }]
    }] });
    let refused = desk.setup(&wrong);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    for path in [
        "$.tenants[0].id",
        "$.tenants[0].time_zone",
        "$.tenants[0].assignments[0].unit",
    ] {
        assert!(
            refused.err.contains(path),
            "{path} is not named: {}",
            refused.err
        );
    }
    assert!(!desk.profile().exists(), "a wrong file makes no profile");

    let right = json!({ "tenants": [{
        "id": "house", "name": "Haus", "time_zone": "Europe/Berlin",
        "units": [{ "id": "a", "kind": "property", "name": "A", "units": [] }],
        "assignments": [{ "unit": "a", "location": "L1" }]
    }] });
    let file = desk.file("right.json", &right.to_string());
    let dry = run(desk.command("setup --dry-run").arg("--from").arg(file)).json();
    assert_eq!(dry["waiting"], 1, "{dry}");
    assert!(!desk.profile().exists(), "a dry run makes no profile");
    assert_eq!(desk.setup(&right).json()["waiting"], 1);
    let before = desk.digest();
    assert_eq!(desk.setup(&wrong).code, 1);
    assert_eq!(desk.digest(), before);
}

#[test]
fn every_mistake_is_named_at_once_also_where_a_list_is_left_out() {
    let desk = Desk::new();
    let refused = desk.setup(&json!({ "tenants": [{
        "id": "house", "name": "Haus", "time_zone": "Europe/Berlin", "k": 1,
        "assignments": [{ "unit": "nope", "location": "L1", "connection": "main" }],
        "people": [{ "id": "anna", "name": "Anna", "grants": [{ "role": "controler", "units": ["zz"] }] }]
    }] }));
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    let paths: Vec<&str> = refused
        .err
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(path, _)| path)
        .filter(|path| path.starts_with('$'))
        .collect();
    let of_grant = "$.tenants[0].people[0].grants[0]";
    assert_eq!(
        paths,
        [
            "$.tenants[0].k".to_owned(),
            "$.tenants[0].assignments[0].unit".to_owned(),
            format!("{of_grant}.role"),
            format!("{of_grant}.units[0]"),
        ],
        "{}",
        refused.err
    );
    assert!(!desk.profile().exists(), "a wrong file makes no profile");
}

#[test]
fn a_tenant_that_is_gone_is_neither_counted_nor_meant() {
    let desk = Desk::new();
    let with = |tenant: &str| {
        json!({ "tenants": [{
            "id": tenant, "name": tenant, "time_zone": "Europe/Berlin",
            "units": [{ "id": "home", "kind": "property", "name": "Home", "units": [] }],
        }] })
    };
    desk.setup(&with("before")).json();
    let now = desk.setup(&with("after")).json();
    assert_eq!((&now["tenants"], &now["units"]), (&json!(1), &json!(1)));
    let mut print = desk.command("statement --as operator --unit home --month 2026-10");
    let printed = run(print.arg("--out").arg(desk.folder().join("home.pdf")));
    assert_eq!(printed.code, 0, "{printed:?}");
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_dry_run_never_does() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "");
    let desk = Desk::new();
    let setup = a_property_for_each_location(&folder);
    assert_eq!(
        desk.setup(&setup).json()["assignments"],
        json!({ "added": 3, "replaced": 0 })
    );
    desk.sync(&cpms).json();
    let before = desk.digest();
    let again = desk.setup(&setup).json();
    assert_eq!(again["assignments"], json!({ "added": 0, "replaced": 0 }));
    assert_eq!(
        (&again["waiting"], &again["moved"]["sessions"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(desk.digest(), before);

    let mut without = setup.clone();
    without["tenants"] = json!([]);
    let file = desk.file("without.json", &without.to_string());
    let dry = run(desk.command("setup --dry-run").arg("--from").arg(&file)).json();
    assert_eq!(dry["dry_run"], true);
    assert_eq!(dry["moved"]["sessions"], 500, "{dry}");
    assert_eq!(dry["moved"]["net"], json!({ "EUR": "2647.6808" }));
    assert_eq!(desk.digest(), before);
    // and what it foretold comes true
    let done = run(desk.command("setup").arg("--from").arg(&file)).json();
    assert_eq!(done["moved"], dry["moved"]);
    assert_ne!(desk.digest(), before);
}

#[test]
fn setup_before_or_after_the_sync_comes_to_the_same() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "--now 2026-11-23T09:14:00Z");
    let setup = a_property_for_each_location(&folder);
    let (before, after) = (Desk::new(), Desk::new());
    before.setup(&setup).json();
    before.sync(&cpms).json();
    after.sync(&cpms).json();
    assert_eq!(after.figures("property")["rows"][0]["key"], "-");
    after.setup(&setup).json();
    assert_eq!(before.digest(), after.digest());
    assert_eq!(before.figures("property"), after.figures("property"));
}

#[test]
fn history_is_honest_where_a_charge_point_moves() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "");
    let desk = Desk::new();
    desk.sync(&cpms).json();
    let cut = "2026-04-15T00:00:00Z";
    let unit = |id: &str| json!({ "id": id, "kind": "property", "name": id, "units": [] });
    let tenant = |id: &str, assignments: Value| json!({ "id": id, "name": id, "time_zone": "Europe/Berlin", "units": [unit("home")], "assignments": assignments });
    let mut first = Vec::new();
    let mut second = Vec::new();
    for location in crate::program::records(&folder, "locations") {
        let id = &location["id"];
        first.push(json!({ "unit": "home", "location": id, "until": cut }));
        second.push(json!({ "unit": "home", "location": id, "from": cut }));
    }
    desk.setup(
        &json!({ "tenants": [tenant("first", json!(first)), tenant("second", json!(second))] }),
    )
    .json();

    let started = crate::program::records(&folder, "sessions");
    let after = started
        .iter()
        .filter(|session| session["start_date_time"].as_str() >= Some(cut))
        .count();
    assert!(
        after > 50 && started.len() - after > 50,
        "the cut parts them: {after} of {}",
        started.len()
    );
    assert_eq!(
        desk.sessions("property"),
        json!({ "first/home": started.len() - after, "second/home": after })
    );

    // an EVSE's own assignment wins over its Location's, and a correction back in time is a corrected list
    let evse = started[0]["evse_uid"].as_str().expect("an EVSE");
    let own = started
        .iter()
        .filter(|session| session["evse_uid"] == evse)
        .count();
    let mut third = tenant("third", json!([{ "unit": "home", "evse": evse }]));
    third["units"][0]["kind"] = json!("site");
    let tenants = json!({ "tenants": [tenant("first", json!(first)), tenant("second", json!(second)), third] });
    let moved = desk.setup(&tenants).json();
    assert_eq!(moved["moved"]["sessions"], own);
    assert_eq!(
        desk.sessions("property")["third/-"],
        own,
        "a site that is in no property counts for none"
    );
}
