//! The made-up world, taken in as somebody would who looks at the program for the first time.

use serde_json::Value;

use crate::{
    overview,
    program::{Demo, Desk, run, voltfolio},
};

/// In the middle of a working day, so that somebody charges at each kind of place.
const NOW: &str = "2026-11-27T10:30:00Z";
const SESSIONS: &str = "10000";

#[test]
fn the_sample_world_is_taken_in_whole_and_shows_each_role_its_part() {
    let desk = Desk::new();
    let file = desk.file("world.json", "");
    let asked = format!("demo --world 7 --sessions {SESSIONS} --now {NOW} --port 0 --setup");
    let written = run(voltfolio(asked.split_whitespace()).arg(&file));
    assert_eq!(written.code, 0, "{written:?}");
    let setup = run(desk.command("setup").arg("--from").arg(&file)).json();
    assert_eq!(setup["cut"], Value::Array(Vec::new()), "{setup}");

    let cpms = Demo::world(&format!("--world 7 --sessions {SESSIONS} --now {NOW}"));
    let sync = desk.sync(&cpms).json();
    for left in ["unassigned_evses", "waiting", "rounded"] {
        assert_eq!(sync[left], 0, "{left}: {sync}");
    }
    assert_eq!(sync["quarantined"], serde_json::json!({}), "{sync}");

    let all = desk.figures("property");
    assert_eq!(all["total"]["sessions"].to_string(), SESSIONS);
    // the world's clock stands still, this machine's does not: what runs there may count as stalled
    let running = ["charging_now", "stalled"].map(|key| all[key].as_u64().unwrap());
    assert!(running.iter().sum::<u64>() > 3, "{all}");
    // six properties, one of which two tenants held
    assert_eq!(all["rows"].as_array().unwrap().len(), 7, "{all}");

    // an EVSE's own assignment wins over its Location's
    let by_unit = desk.sessions("unit");
    for unit in ["kontor-deck", "kontor-vorplatz", "parkplatz-deck"] {
        let tenant = if unit.starts_with("kontor") {
            "musterbau"
        } else {
            "beispielhof"
        };
        assert!(
            by_unit[format!("{tenant}/{unit}")].as_u64() > Some(0),
            "{by_unit}"
        );
    }

    let seen_in = |month: &str, person: &str| {
        let days = format!("--from {month}-01 --to {month}-30");
        let days = days.replace("10-30", "10-31").replace("08-30", "08-31");
        let answer = desk.run(&format!("figures --as {person} {days} --by property"));
        let answer = answer.json();
        let rows = answer["rows"].as_array().unwrap().clone();
        let of = |row: &Value, key: &str| match &row[key] {
            Value::Object(object) => object.keys().next().unwrap().clone(),
            _ => "shown".to_owned(),
        };
        let row = |row: &Value| {
            let unit = row["key"].as_str().unwrap().split_once('/').unwrap().1;
            format!("{unit} {} {}", of(row, "sessions"), of(row, "net"))
        };
        rows.iter().map(row).collect::<Vec<_>>()
    };
    let seen = |person: &str| seen_in("2026-10", person);
    let everything = [
        "kanal shown EUR",
        "kontor shown EUR",
        "lindenhof shown EUR",
        "praxis shown EUR",
    ];
    for person in ["musterbau/paula", "musterbau/konrad", "musterbau/anton"] {
        assert_eq!(seen(person), everything, "{person}");
    }
    assert_eq!(seen("musterbau/frieda"), ["kontor shown EUR"]);
    assert_eq!(seen("beispielhof/hanna"), ["hotel shown EUR"]);
    // figures without sessions: five people in August and six in September are enough, four in October are not. Of a year that
    // is over: in the one that goes on, a month that has just begun has nobody in it yet, and so withholds the others
    for (month, practice) in [
        ("2025-08", "shown"),
        ("2025-09", "shown"),
        ("2025-10", "fewer_than"),
    ] {
        let expected = [
            "lindenhof shown hidden".to_owned(),
            format!("praxis {practice} hidden"),
        ];
        assert_eq!(seen_in(month, "musterbau/fritz"), expected, "{month}");
    }
    assert_eq!(
        seen_in("2025-10", "musterbau/svenja"),
        ["kontor shown hidden"]
    );

    let verify = desk.run("verify").json();
    assert_eq!(verify["ok"], true, "{verify}");

    for person in [
        "operator",
        "musterbau/paula",
        "musterbau/konrad",
        "musterbau/frieda",
        "musterbau/fritz",
        "musterbau/svenja",
        "beispielhof/hanna",
        "beispielhof/tilda",
    ] {
        overview::agrees_with_figures(&desk, person);
    }
}

#[cfg(unix)]
#[test]
fn a_demo_that_is_told_to_end_ends_though_its_input_stays_open() {
    let mut demo = Demo::world("--world 1 --sessions 10");
    let ended = demo.terminated().expect("it ends");
    assert!(ended.success(), "{ended}");
}

#[test]
fn a_world_or_a_folder_is_served_but_not_both() {
    for wrong in [
        "demo --world 1 --serve .",
        "demo --serve . --sessions 9",
        "demo --serve . --setup -",
    ] {
        assert_eq!(
            run(&mut voltfolio(wrong.split_whitespace())).code,
            2,
            "{wrong}"
        );
    }
    let printed = run(&mut voltfolio(
        "demo --world 1 --sessions 10 --port 9999 --setup -".split_whitespace(),
    ));
    let setup = printed.json();
    assert_eq!(
        setup["connections"][0]["url"],
        "http://127.0.0.1:9999/ocpi/versions"
    );
}

#[test]
fn a_world_in_figures_says_what_it_is_like() {
    let asked = "demo --world 7 --sessions 1000 --stats --json";
    let answer = run(&mut voltfolio(asked.split_whitespace())).json();
    let statistics = answer["statistics"].as_array().unwrap();
    assert!(statistics.len() >= 12, "{answer}");
    for statistic in statistics {
        let values = statistic["world"].as_array().unwrap();
        assert!(!values.is_empty(), "{statistic}");
        assert_eq!(values.len(), statistic["garages"].as_array().unwrap().len());
    }
}

#[test]
fn a_sync_gets_over_a_cpms_that_refuses_and_breaks_off() {
    let quiet = Desk::new();
    let world = format!("--world 7 --sessions 300 --now {NOW} --limit 50");
    quiet.setup(&serde_json::json!({"operator": {"name": "Stadtwerke Beispiel"}}));
    let troubled = quiet.copy();
    quiet.sync(&Demo::world(&world)).json();
    let sync = troubled
        .sync(&Demo::world(&format!(
            "{world} --refuse 4 --cut-off 7 --delay 5"
        )))
        .json();
    assert!(sync["retries"].as_u64().unwrap() > 0, "{sync}");
    assert_eq!(troubled.figures("location"), quiet.figures("location"));
}
