//! The world as time goes on.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use demo::World;
use ocpi::v2_2_1::{Session, SessionStatus, Status};
use serve::{Module, Question};

use crate::testkit::{
    NOW, SEED, at, cdrs, everything, locations, parsed, question, sessions, world,
};

fn active(sessions: &[Session]) -> Vec<&Session> {
    sessions
        .iter()
        .filter(|session| session.status == SessionStatus::Active)
        .collect()
}

#[test]
fn a_running_session_grows_until_it_ends_and_is_billed() {
    let world = world(1_000);
    let now = at(NOW);
    let before = sessions(&world, now);
    let running = active(&before);
    assert!(running.len() > 3, "{}", running.len());
    let in_an_hour: HashMap<String, Session> = sessions(&world, now + TimeDelta::hours(1))
        .into_iter()
        .map(|session| (session.id.folded(), session))
        .collect();
    let grown = running
        .iter()
        .filter(|session| in_an_hour[&session.id.folded()].kwh > session.kwh);
    assert!(grown.count() > 0);

    // none is longer than three days, and none is billed more than a month late
    let later = now + TimeDelta::days(40);
    let after: HashMap<String, Session> = sessions(&world, later)
        .into_iter()
        .map(|session| (session.id.folded(), session))
        .collect();
    let bills: HashMap<String, _> = cdrs(&world, later)
        .into_iter()
        .map(|cdr| (cdr.session_id.clone().unwrap().folded(), cdr))
        .collect();
    let mut stalled = 0;
    for session in running {
        let ended = &after[&session.id.folded()];
        if ended.status == SessionStatus::Active {
            stalled += 1;
            continue;
        }
        assert!(ended.kwh >= session.kwh);
        assert_eq!(bills[&session.id.folded()].total_energy, ended.kwh);
    }
    assert_eq!(stalled, 1, "the EVSE that fell silent");
}

#[test]
fn an_evse_charges_while_a_session_runs_there() {
    let world = world(1_000);
    let mut states = HashMap::new();
    for hours in 0..24 {
        let now = at(NOW) + TimeDelta::hours(hours);
        let sessions = sessions(&world, now);
        let running: HashMap<String, &Session> = active(&sessions)
            .into_iter()
            .map(|session| (session.evse_uid.clone().unwrap().folded(), session))
            .collect();
        for location in locations(&world, now) {
            let newest = location.evses.iter().map(|evse| evse.last_updated).max();
            assert_eq!(Some(location.last_updated), newest);
            for evse in location.evses {
                assert!(evse.last_updated.utc() <= now);
                *states.entry(evse.status.to_string()).or_insert(0) += 1;
                if evse.status == Status::Unknown {
                    continue;
                }
                let session = running.get(&evse.uid.folded());
                assert_eq!(
                    evse.status == Status::Charging,
                    session.is_some(),
                    "{} {now}",
                    evse.uid.as_str()
                );
                assert!(session.is_none_or(|session| evse.last_updated >= session.start_date_time));
            }
        }
    }
    assert_eq!(states["UNKNOWN"], 24, "{states:?}");
    assert!(states["AVAILABLE"] > states["CHARGING"], "{states:?}");
}

#[test]
fn one_evse_fails_often_and_nobody_charges_there_on_that_day() {
    let world = world(1_000);
    let begin = at("2026-11-28T10:00:00Z");
    let mut failing: HashMap<String, Vec<NaiveDate>> = HashMap::new();
    for day in 0..60 {
        let now = begin + TimeDelta::days(day);
        for location in locations(&world, now) {
            let evses = location.evses.into_iter();
            for evse in evses.filter(|evse| evse.status == Status::OutOfOrder) {
                failing
                    .entry(evse.uid.folded())
                    .or_default()
                    .push(now.date_naive());
            }
        }
    }
    let often: Vec<_> = failing.iter().filter(|(_, days)| days.len() >= 4).collect();
    let [(evse, days)] = often.as_slice() else {
        panic!("{often:?}");
    };
    assert!(days.len() >= 8, "{days:?}");
    for session in sessions(&world, begin + TimeDelta::days(60)) {
        if session.evse_uid.unwrap().folded() == **evse {
            let end = session.last_updated.utc().date_naive();
            assert!(!days.contains(&end), "{}", session.id.as_str());
        }
    }
}

#[test]
fn whoever_asks_for_changes_alone_misses_none() {
    let world = world(1_000);
    let mut known: HashMap<(Module, String), Arc<str>> = HashMap::new();
    let id = |text: &str| {
        let record: serde_json::Value = serde_json::from_str(text).unwrap();
        record["id"].as_str().unwrap().to_owned()
    };
    let modules = [Module::Locations, Module::Sessions, Module::Cdrs];
    let mut asked = None;
    for minutes in (0..1_500).step_by(7) {
        let now = at(NOW) + TimeDelta::minutes(minutes);
        for module in modules {
            let question = Question {
                from: asked,
                ..question(module, now)
            };
            for record in world.page_at(&question, now).records {
                known.insert((module, id(&record)), record);
            }
        }
        asked = Some(now);
    }
    for module in modules {
        for record in everything(&world, module, asked.unwrap()) {
            assert_eq!(known.get(&(module, id(&record))), Some(&record), "{module}");
        }
    }
}

#[test]
fn a_world_begun_a_day_later_says_the_same_of_what_it_still_has() {
    let now = at(NOW);
    let next_day = now + TimeDelta::days(1);
    let late = next_day + TimeDelta::days(1);
    let older = World::new(SEED, 5_000, now);
    let newer = World::new(SEED, 5_000, next_day);
    for module in [Module::Sessions, Module::Cdrs] {
        let ids = |world| -> HashMap<String, Arc<str>> {
            let records = everything(world, module, late);
            let read: Vec<serde_json::Value> = parsed(&records);
            read.iter()
                .map(|record| record["id"].to_string())
                .zip(records)
                .collect()
        };
        let (older, newer) = (ids(&older), ids(&newer));
        let both = newer.iter().filter(|(id, _)| older.contains_key(*id));
        let mut count = 0;
        for (id, record) in both {
            assert_eq!(older.get(id), Some(record));
            count += 1;
        }
        // what is left out is of the first days
        assert!(count + 10 > newer.len(), "{count} of {}", newer.len());
    }
    assert_eq!(
        everything(&older, Module::Locations, late),
        everything(&newer, Module::Locations, late)
    );
}
