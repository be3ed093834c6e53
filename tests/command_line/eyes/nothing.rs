//! Who sees no figure, and how that is said.

use chrono::Utc;
use chrono_tz::Europe::Berlin;
use serde_json::{Value, json};

use super::world::{
    ANNA_ELSEWHERE, Fact, IDENTITIES, OTHER_PROPERTY, OTHER_TENANT, World, figures_by_key,
    figures_of, hidden, keys, person, rows, says_nothing_of,
};
use crate::program::{run, voltfolio};

const COUNTS: [&str; 5] = ["sessions", "cdrs", "credits", "energy_wh", "unbilled_wh"];

#[test]
fn who_sees_no_sessions_is_shown_no_figure_of_fewer_people_than_the_tenant_s() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[
        person(
            "fred",
            &json!([{ "role": "facility-manager", "units": ["ahorn"] }]),
        ),
        person(
            "sina",
            &json!([{ "role": "site-manager", "units": ["ahorn"] }]),
        ),
    ]);
    for (who, k) in [("fred", 5), ("sina", 5), ("fatima", 7)] {
        for by in [
            "total", "property", "unit", "location", "evse", "month", "day", "group",
        ] {
            let answer = eyes.ask(who, by);
            says_nothing_of(&answer, &[&IDENTITIES]);
            if k == 5 {
                says_nothing_of(&answer, &[&OTHER_PROPERTY, &OTHER_TENANT]);
            }
            let answer = answer.json();
            for row in rows(&answer).iter().chain([&answer["total"]]) {
                let is_of_one_place = ["location", "evse"].contains(&by) && row["key"].is_string();
                let kept = if is_of_one_place {
                    hidden()
                } else {
                    json!({ "fewer_than": k })
                };
                for count in COUNTS {
                    assert_eq!(row[count], kept, "{who} by {by}: {row}");
                }
                for money in ["net", "gross", "checked", "differing"] {
                    assert_eq!(row[money], hidden(), "{money}");
                }
                // they may know whether things work; nothing has been observed
                assert_eq!(row["availability"], Value::Null);
            }
            assert_eq!(answer["total"]["sessions"], json!({ "fewer_than": k }));
        }
        let by_driver = eyes.figures(who, "driver");
        assert_eq!(by_driver["rows"], json!([]));
    }
    assert_eq!(keys(&eyes.figures("fred", "property")), ["house/ahorn"]);
    assert_eq!(keys(&eyes.figures("fatima", "property")), ["hotel/erle"]);
}

#[test]
fn where_some_of_it_is_open_over_people_alone_the_rest_does_not_pass_for_the_whole() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[
        person(
            "mia",
            &json!([
                { "role": "facility-manager", "units": ["ahorn", "birke"] },
                { "role": "tenant-admin", "units": ["birke"] }
            ]),
        ),
        person(
            "sina",
            &json!([{ "role": "site-manager", "units": ["ahorn"] }]),
        ),
    ]);
    let few = json!({ "fewer_than": 5 });
    let birke = |fact: &Fact| fact.is_at("LOC-002");
    let answer = eyes.figures("mia", "property");
    assert_eq!(keys(&answer), ["house/ahorn", "house/birke"]);
    assert_eq!(figures_of(&rows(&answer)[1]), world.sums(birke));
    for row in [&rows(&answer)[0], &answer["total"]] {
        for count in COUNTS {
            assert_eq!(row[count], few, "{row}");
        }
    }
    // of drivers there is only what is open row by row
    let drivers = eyes.figures("mia", "driver");
    let driver = |fact: &Fact| {
        let driver = if fact.is_by(&[ANNA_ELSEWHERE]) {
            "anna"
        } else {
            "-"
        };
        format!("house/{driver}")
    };
    assert_eq!(figures_by_key(&drivers), world.sums_by(birke, driver));

    // today is exact, and more than that is not today's
    let today = Utc::now().with_timezone(&Berlin).date_naive();
    let yesterday = today.pred_opt().expect("a day");
    for (from, to, told) in [
        (today, today, json!(0)),
        (yesterday, today, few.clone()),
        (yesterday, yesterday, few),
    ] {
        let line = format!("figures --as sina --from {from} --to {to} --by property");
        let answer = eyes.0.run(&line).json();
        for row in rows(&answer).iter().chain([&answer["total"]]) {
            assert_eq!(row["sessions"], told, "{from} to {to}: {row}");
        }
        assert_eq!(keys(&answer), ["house/ahorn"]);
    }
}

#[test]
fn without_a_valid_grant_there_is_nothing_and_that_is_no_failure() {
    let Some(world) = World::new() else { return };
    let controller = |more: Value| {
        let mut grant = json!({ "role": "controller" });
        let keys = more.as_object().expect("keys").clone();
        grant.as_object_mut().expect("a grant").extend(keys);
        json!([grant])
    };
    let nobody = [
        ("none", json!([])),
        (
            "over",
            controller(json!({ "until": "2026-01-01T00:00:00Z" })),
        ),
        (
            "early",
            controller(json!({ "from": "2090-01-01T00:00:00Z" })),
        ),
        ("unplaced", controller(json!({ "units": [] }))),
        ("undriven", controller(json!({ "drivers": [] }))),
        (
            "half",
            controller(json!({ "units": ["ahorn"], "groups": [] })),
        ),
    ];
    let people: Vec<Value> = nobody
        .iter()
        .map(|(id, grants)| person(id, grants))
        .collect();
    let eyes = world.with(&people);
    for (id, _) in &nobody {
        for by in ["total", "property", "driver", "evse", "day"] {
            let answer = eyes.ask(id, by);
            says_nothing_of(
                &answer,
                &[&IDENTITIES, &OTHER_PROPERTY, &OTHER_TENANT, &["ahorn"]],
            );
            let answer = answer.json();
            assert_eq!(answer["rows"], json!([]), "{id} by {by}");
            assert_eq!(answer["total"], json!({}), "{id} by {by}");
            assert_eq!(answer["as"], format!("house/{id}"));
        }
    }
}

#[test]
fn a_person_is_named_with_the_tenant_or_without_where_that_is_enough() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[
        person(
            "petra",
            &json!([{ "role": "property-manager", "units": ["ahorn"] }]),
        ),
        person("carla", &json!([{ "role": "controller" }])),
    ]);
    let bare = eyes.figures("carla", "month");
    assert_eq!(bare["as"], "house/carla");
    assert_eq!(bare, eyes.figures("house/carla", "month"));

    let several = eyes.ask("petra", "month");
    assert_eq!((several.code, several.out.as_str()), (2, ""), "{several:?}");
    assert!(
        several.err.contains("hotel/petra, house/petra"),
        "{several:?}"
    );
    assert_eq!(
        keys(&eyes.figures("house/petra", "property")),
        ["house/ahorn"]
    );
    assert_eq!(
        keys(&eyes.figures("hotel/petra", "property")),
        ["hotel/erle"]
    );

    for nobody in ["hotel/carla", "house/helga", "elsewhere/carla", "carl"] {
        let unknown = eyes.ask(nobody, "month");
        assert_eq!((unknown.code, unknown.out.as_str()), (3, ""), "{nobody}");
    }
}

#[test]
fn a_table_says_what_is_hidden_and_what_is_of_too_few() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[
        person(
            "fred",
            &json!([{ "role": "facility-manager", "units": ["ahorn"] }]),
        ),
        person("zoe", &json!([{ "role": "counter" }])),
    ]);
    let table = |who: &str, lang: &str| {
        let line = format!(
            "figures --as {who} --from 2026-01-01 --to 2026-10-31 --by property --lang {lang} --profile"
        );
        let told = run(voltfolio(line.split_whitespace()).arg(eyes.0.profile()));
        assert_eq!(told.code, 0, "{told:?}");
        says_nothing_of(&told, &[&OTHER_TENANT, &IDENTITIES]);
        told.out
    };
    let row = |table: &str, start: &str| {
        let mut lines = table.lines().filter(|line| line.starts_with(start));
        let line = lines.next().unwrap_or_else(|| panic!("{start}: {table}"));
        line.to_owned()
    };
    for (lang, hidden, people, total) in [
        ("de", "verborgen", "< 5 Personen", "Summe"),
        ("en", "hidden", "< 5 people", "total"),
    ] {
        let of_fred = table("fred", lang);
        for start in ["house/ahorn  Ahornweg 7", total] {
            let line = row(&of_fred, start);
            assert_eq!(line.matches(people).count(), 5, "{line}");
            assert_eq!(line.matches(hidden).count(), 4, "{line}");
        }
        let of_zoe = row(&table("zoe", lang), total);
        assert_eq!(of_zoe.matches(hidden).count(), 6, "{of_zoe}");
        assert!(!of_zoe.contains(people), "{of_zoe}");
    }
}
