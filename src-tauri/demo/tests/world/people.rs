//! Who charges, and who looks.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Europe::Berlin;
use serde_json::Value;

use crate::testkit::{NOW, at, sessions, world};

fn setup() -> Value {
    serde_json::from_str(&world(10_000).setup(None)).unwrap()
}

/// How many people charged at a place in each whole month of the world.
fn people_by_month(location: &str) -> BTreeMap<(i32, u32), usize> {
    let mut people: BTreeMap<_, HashSet<String>> = BTreeMap::new();
    for session in sessions(&world(10_000), at(NOW)) {
        if session.location_id == *location {
            let start = session.start_date_time.utc().with_timezone(&Berlin);
            let month = people.entry((start.year(), start.month())).or_default();
            month.insert(session.cdr_token.contract_id.folded());
        }
    }
    // neither the first nor the running one is whole
    people.pop_first();
    people.pop_last();
    people
        .into_iter()
        .map(|(month, people)| (month, people.len()))
        .collect()
}

#[test]
fn a_small_place_has_months_of_four_five_and_six_people() {
    let people = people_by_month("PRAXIS-1");
    assert!(people.len() >= 22, "{people:?}");
    for (&(_, month), &count) in &people {
        assert_eq!(count, 4 + (month as usize - 1) % 3, "{people:?}");
    }
}

#[test]
fn other_places_have_enough_people_every_month() {
    for location in [
        "LINDENHOF-1",
        "KANAL-1",
        "KONTOR-1",
        "HOTEL-1",
        "PARKPLATZ-1",
    ] {
        let people = people_by_month(location);
        let fewest = people.values().min().unwrap();
        assert!(*fewest >= 5, "{location}: {people:?}");
    }
}

#[test]
fn people_of_all_seven_roles_look() {
    let setup = setup();
    let roles: BTreeSet<&str> = setup["tenants"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|tenant| tenant["people"].as_array().unwrap())
        .flat_map(|person| person["grants"].as_array().unwrap())
        .map(|grant| grant["role"].as_str().unwrap())
        .collect();
    assert_eq!(
        roles,
        BTreeSet::from([
            "controller",
            "facility-manager",
            "fleet-manager",
            "hotel-operator",
            "property-manager",
            "site-manager",
            "tenant-admin"
        ])
    );
    let (tenant, person) = world(10).sign_in().split_once('/').unwrap();
    let is_there = setup["tenants"].as_array().unwrap().iter().any(|of| {
        let people = of["people"].as_array().unwrap();
        of["id"] == tenant && people.iter().any(|of| of["id"] == person)
    });
    assert!(is_there, "{tenant}/{person}");
}

#[test]
fn one_property_changed_hands_at_an_instant() {
    let setup = setup();
    let held: Vec<(&Value, &Value)> = setup["tenants"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|tenant| tenant["assignments"].as_array().unwrap())
        .filter(|assignment| assignment["location"] == "KANAL-1")
        .map(|assignment| (&assignment["from"], &assignment["until"]))
        .collect();
    let handover = Value::from("2026-06-30T22:00:00Z");
    assert_eq!(held, [(&handover, &Value::Null), (&Value::Null, &handover)]);
}

#[test]
fn nobody_is_enrolled_who_never_charges() {
    let charging: HashSet<String> = sessions(&world(10_000), at(NOW))
        .into_iter()
        .map(|session| session.cdr_token.uid.folded())
        .collect();
    let setup = setup();
    let tenants = setup["tenants"].as_array().unwrap();
    let holders = tenants
        .iter()
        .flat_map(|tenant| ["drivers", "vehicles"].map(|key| &tenant[key]));
    for holder in holders.flat_map(|holders| holders.as_array().unwrap()) {
        for token in holder["tokens"].as_array().unwrap() {
            let uid = token["uid"].as_str().unwrap().to_ascii_lowercase();
            assert!(charging.contains(&uid), "{holder}");
        }
    }
}

/// From when to when a token is somebody's.
type Enrolled = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The drivers and vehicles of all tenants, each by the times of its tokens.
fn enrolments() -> Vec<Vec<(String, Enrolled)>> {
    let instant = |value: &Value| value.as_str().map(at);
    let setup = setup();
    let tenants = setup["tenants"].as_array().unwrap().iter();
    let holders = tenants
        .flat_map(|tenant| ["drivers", "vehicles"].map(|key| tenant[key].as_array().unwrap()));
    holders
        .flatten()
        .map(|holder| {
            let tokens = holder["tokens"].as_array().unwrap().iter();
            let token = |token: &Value| {
                let uid = token["uid"].as_str().unwrap().to_ascii_lowercase();
                (uid, (instant(&token["from"]), instant(&token["until"])))
            };
            tokens.map(token).collect()
        })
        .collect()
}

#[test]
fn whoever_has_a_card_is_enrolled_when_charging_but_for_one_resident() {
    let mut enrolled: HashMap<String, Vec<Enrolled>> = HashMap::new();
    for (uid, times) in enrolments().concat() {
        enrolled.entry(uid).or_default().push(times);
    }
    let strangers: BTreeSet<String> = sessions(&world(10_000), at(NOW))
        .into_iter()
        .filter(|session| {
            session
                .cdr_token
                .contract_id
                .as_str()
                .starts_with("DE-VFX-C")
        })
        .filter(|session| {
            let start = session.start_date_time.utc();
            let times = enrolled.get(&session.cdr_token.uid.folded());
            let is_then = |(from, until): &Enrolled| {
                from.is_none_or(|from| from <= start) && until.is_none_or(|until| start < until)
            };
            !times.is_some_and(|times| times.iter().any(is_then))
        })
        .map(|session| session.cdr_token.contract_id.into_string())
        .collect();
    assert_eq!(strangers.len(), 1, "{strangers:?}");
}

#[test]
fn somebody_moved_out_somebody_moved_in_and_some_got_new_cards() {
    let enrolments = enrolments();
    let count = |is_one: fn(&[(String, Enrolled)]) -> bool| {
        enrolments.iter().filter(|tokens| is_one(tokens)).count()
    };
    assert_eq!(
        count(|tokens| tokens.iter().all(|(_, (_, until))| until.is_some())),
        1
    );
    assert_eq!(
        count(|tokens| tokens.iter().all(|(_, (from, _))| from.is_some())),
        1
    );
    assert!(count(|tokens| tokens.len() == 2 && tokens[0].1.1 == tokens[1].1.0) > 5);
}
