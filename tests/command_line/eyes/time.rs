//! From when until when something may be seen.

use access::{Proof, compile, sign_in};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};
use store::{Cut, FoundPerson, OpenError, Passphrase, Profile, Question, ReadError, Reader};

use super::world::{
    Fact, World, figures_by_key, figures_of, hidden, person, rows, says_nothing_of, setup,
};
use crate::program::PASSPHRASE;

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[test]
fn a_property_that_changes_hands_is_each_tenant_s_for_its_own_time() {
    let Some(world) = World::new() else { return };
    let here = |fact: &Fact| fact.is_at("LOC-000");
    let starts = world.starts(here);
    // the very start of a session: it is the next holder's
    let moved = starts[starts.len() / 2];
    let mut setup = setup(&[person("carla", &json!([{ "role": "controller" }]))]);
    setup["tenants"][0]["assignments"][0]["until"] = json!(instant(moved));
    let then = json!({ "unit": "erle", "location": "LOC-000", "from": instant(moved) });
    let theirs = setup["tenants"][1]["assignments"].as_array_mut();
    theirs.expect("a list").push(then);
    let eyes = world.synced(&setup);

    let before = |fact: &Fact| here(fact) && fact.start < moved;
    let after = |fact: &Fact| here(fact) && fact.start >= moved;
    let of_house = |fact: &Fact| before(fact) || fact.is_at("LOC-002");
    let of_hotel = |fact: &Fact| after(fact) || fact.is_at("LOC-001");
    for by in ["location", "day", "evse"] {
        let key = match by {
            "location" => Fact::location_key,
            "day" => Fact::day,
            _ => Fact::evse_key,
        };
        let charged = |answer: &Value| {
            let mut rows = figures_by_key(answer);
            if let Some(rows) = rows.as_object_mut() {
                rows.retain(|_, row| row["sessions"] != 0);
            }
            rows
        };
        let house = eyes.ask("carla", by);
        says_nothing_of(&house, &[&["hotel", "Erlenhof", "LOC-001"]]);
        let house = house.json();
        assert_eq!(charged(&house), world.sums_by(of_house, key), "by {by}");
        assert_eq!(figures_of(&house["total"]), world.sums(of_house), "by {by}");
        let hotel = eyes.ask("helga", by);
        says_nothing_of(&hotel, &[&["house", "Ahorn", "LOC-002"]]);
        let hotel = hotel.json();
        assert_eq!(charged(&hotel), world.sums_by(of_hotel, key), "by {by}");
        assert_eq!(figures_of(&hotel["total"]), world.sums(of_hotel), "by {by}");
    }
}

#[test]
fn who_sees_todays_sessions_is_told_nothing_of_days_that_are_over() {
    let Some(world) = World::new() else { return };
    let grants = json!([{ "role": "site-manager", "units": ["ahorn"] }]);
    let eyes = world.with(&[person("sven", &grants)]);
    let today = Utc::now()
        .with_timezone(&chrono_tz::Europe::Berlin)
        .date_naive();
    let asked = |from: i64, to: i64| {
        let [from, to] = [from, to].map(|days| today - chrono::TimeDelta::days(days));
        let figures = format!("figures --as sven --from {from} --to {to} --by evse");
        eyes.0.run(&figures).json()
    };
    let of = |answer: &Value| -> Vec<Value> {
        let rows = rows(answer).iter();
        rows.map(|row| row["sessions"].clone()).collect()
    };
    // the day that is over where the place is goes on elsewhere, which is no news of this place
    let before = of(&asked(2, 1));
    assert!(!before.is_empty());
    assert!(before.iter().all(|told| *told == hidden()), "{before:?}");
    let now = of(&asked(0, 0));
    assert!(!now.is_empty());
    assert!(now.iter().all(|told| *told == 0), "{now:?}");
}

#[test]
fn a_grant_covers_session_starts_of_its_window_alone() {
    let Some(world) = World::new() else { return };
    let here = |fact: &Fact| fact.is_at("LOC-000");
    let starts = world.starts(here);
    // both ends are the very start of a session
    let (from, until) = (starts[50], starts[120]);
    let grant = |more: Value| {
        let mut grant = json!({ "role": "cashier", "units": ["ahorn"] });
        let keys = more.as_object().expect("keys").clone();
        grant.as_object_mut().expect("a grant").extend(keys);
        grant
    };
    let since = grant(json!({ "data_from": instant(from) }));
    let before = grant(json!({ "data_until": instant(from) }));
    let within = grant(json!({ "data_from": instant(from), "data_until": instant(until) }));
    let afterwards = grant(json!({ "data_from": instant(until) }));
    let eyes = world.with(&[
        person("since", &json!([since])),
        person("before", &json!([before])),
        person("within", &json!([within])),
        person("around", &json!([before, afterwards])),
    ]);
    type Covers<'a> = &'a dyn Fn(DateTime<Utc>) -> bool;
    let cases: [(&str, Covers<'_>); 4] = [
        ("since", &|start| start >= from),
        ("before", &|start| start < from),
        ("within", &|start| from <= start && start < until),
        ("around", &|start| start < from || until <= start),
    ];
    for (who, covers) in cases {
        let which = |fact: &Fact| here(fact) && covers(fact.start);
        let answer = eyes.figures(who, "month");
        assert_eq!(figures_of(&answer["total"]), world.sums(which), "{who}");
        let months = world.sums_by(which, Fact::month);
        assert_eq!(figures_by_key(&answer), months, "{who}");
    }
}

async fn scope(profile: &Profile, person: &str) -> access::Scope {
    let now = Utc::now();
    let found = profile.policy(person, now).await;
    let Ok(FoundPerson::One(policy)) = found else {
        panic!("{person} is not there: {found:?}");
    };
    compile(&sign_in(policy, Proof::OpenedProfile, now))
}

#[tokio::test]
async fn revoked_means_gone_at_the_next_question_of_another_process() {
    let Some(world) = World::new() else { return };
    let eyes = world.with(&[person("carla", &json!([{ "role": "controller" }]))]);
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let profile = Profile::open(&eyes.0.profile(), passphrase.as_ref()).expect("it opens");
    let question = || Question {
        from: NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day"),
        to: NaiveDate::from_ymd_opt(2026, 10, 31).expect("a day"),
        by: Cut::Total,
        now: Utc::now(),
    };
    let told = async |reader: &mut Reader| -> Result<Value, ReadError> {
        let answer = figures::figures(reader, question()).await?;
        let json = answer.json().expect("JSON");
        Ok(serde_json::from_str(&json).expect("JSON"))
    };
    let held = scope(&profile, "carla").await;
    let still_open = async |reader: &mut Reader| -> Result<(), OpenError> {
        let answer = told(reader).await.expect("an answer");
        let all = world.sums(|fact| !fact.is_at("LOC-001"));
        assert_eq!(figures_of(&answer["total"]), all);

        eyes.0.setup(&setup(&[person("carla", &json!([]))])).json();
        for _ in 0..2 {
            let refused = told(reader).await;
            assert!(
                matches!(refused, Err(ReadError::ScopeChanged)),
                "{refused:?}"
            );
        }
        Ok(())
    };
    let ended: Result<(), OpenError> = profile.read(held, still_open).await;
    ended.expect("it can be read");

    let now = scope(&profile, "carla").await;
    let anew = async |reader: &mut Reader| -> Result<Value, OpenError> {
        Ok(told(reader).await.expect("an answer"))
    };
    let answer = profile.read(now, anew).await.expect("it can be read");
    assert_eq!(
        (&answer["total"], &answer["rows"]),
        (&json!({}), &json!([]))
    );
}
