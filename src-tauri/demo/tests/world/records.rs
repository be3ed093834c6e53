//! What the records say.

use std::collections::{HashMap, HashSet};

use ocpi::v2_2_1::{Cdr, Location, Session, SessionStatus, Tariff};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serve::Module;

use crate::testkit::{NOW, at, cdrs, everything, locations, parsed, sessions, world};

fn come_back<T: DeserializeOwned + Serialize>(module: Module) {
    let records = everything(&world(10_000), module, at(NOW));
    assert!(!records.is_empty());
    let read = parsed::<T>(&records);
    for (text, record) in records.iter().zip(&read) {
        assert_eq!(serde_json::to_string(record).unwrap(), **text);
    }
}

#[test]
fn every_record_is_ocpi_and_comes_back_as_it_was() {
    come_back::<Location>(Module::Locations);
    come_back::<Tariff>(Module::Tariffs);
    come_back::<Session>(Module::Sessions);
    come_back::<Cdr>(Module::Cdrs);
}

#[test]
fn ten_thousand_sessions_are_forty_evses_for_two_years() {
    let world = world(10_000);
    let locations = locations(&world, at(NOW));
    let evses: HashSet<&str> = locations
        .iter()
        .flat_map(|location| &location.evses)
        .map(|evse| evse.uid.as_str())
        .collect();
    assert_eq!((locations.len(), evses.len()), (6, 40));
    let zones: HashSet<&str> = locations
        .iter()
        .map(|location| location.time_zone.as_str())
        .collect();
    assert_eq!(zones, HashSet::from(["Europe/Berlin", "Europe/Lisbon"]));

    let sessions = sessions(&world, at(NOW));
    let first = sessions
        .iter()
        .map(|session| session.start_date_time)
        .min()
        .unwrap();
    let days = (at(NOW) - first.utc()).num_days();
    assert!((690..770).contains(&days), "{days} days");
    let used: HashSet<&str> = sessions
        .iter()
        .filter_map(|session| Some(session.evse_uid.as_ref()?.as_str()))
        .collect();
    assert_eq!(used, evses);
}

#[test]
fn no_two_sessions_overlap_at_one_evse() {
    let mut sessions = sessions(&world(10_000), at(NOW));
    sessions.sort_by_key(|session| session.start_date_time);
    let mut free_from = HashMap::new();
    for session in &sessions {
        let evse = session.evse_uid.clone().unwrap().folded();
        let free = free_from.insert(
            evse,
            session
                .end_date_time
                .unwrap_or(at("2100-01-01T00:00:00Z").into()),
        );
        assert!(
            free.is_none_or(|free| free <= session.start_date_time),
            "{}",
            session.id.as_str()
        );
    }
}

#[test]
fn every_session_that_is_over_is_billed_once_in_the_end() {
    let world = world(10_000);
    let now = at(NOW);
    // late bills of today's sessions are there by then, and so are their corrections
    let later = now + chrono::TimeDelta::days(70);
    let mut billed: HashMap<String, i64> = HashMap::new();
    let mut replaced = 0;
    for cdr in cdrs(&world, later) {
        let sign = if cdr.credit == Some(true) { -1 } else { 1 };
        replaced += i64::from(sign < 0);
        *billed.entry(cdr.session_id.unwrap().folded()).or_default() += sign;
    }
    let sessions = sessions(&world, now);
    let over = sessions
        .iter()
        .filter(|session| session.status == SessionStatus::Completed);
    for session in over {
        assert_eq!(
            billed.get(&session.id.folded()),
            Some(&1),
            "{}",
            session.id.as_str()
        );
    }
    assert!(replaced > 20, "{replaced}");
}

#[test]
fn what_a_cdr_says_of_itself_adds_up() {
    let sessions: HashMap<String, Session> = sessions(&world(10_000), at(NOW))
        .into_iter()
        .map(|session| (session.id.folded(), session))
        .collect();
    for cdr in cdrs(&world(10_000), at(NOW)) {
        let sum = |wanted: &str| {
            let dimensions = cdr
                .charging_periods
                .iter()
                .flat_map(|period| &period.dimensions);
            dimensions
                .filter(|dimension| dimension.kind.as_str() == wanted)
                .map(|dimension| dimension.volume.decimal())
                .sum::<rust_decimal::Decimal>()
        };
        let id = cdr.id.as_str();
        assert_eq!(sum("ENERGY"), cdr.total_energy.decimal(), "{id}");
        assert_eq!(
            sum("PARKING_TIME"),
            cdr.total_parking_time.unwrap().decimal(),
            "{id}"
        );
        assert_eq!(
            sum("TIME") + sum("PARKING_TIME"),
            cdr.total_time.decimal(),
            "{id}"
        );
        let session = &sessions[&cdr.session_id.clone().unwrap().folded()];
        assert_eq!(session.kwh, cdr.total_energy, "{id}");
        assert_eq!(session.end_date_time, Some(cdr.end_date_time), "{id}");
        assert!(cdr.last_updated > cdr.end_date_time, "{id}");
    }
}

#[test]
fn some_bills_are_late_and_some_are_taken_back() {
    let cdrs = cdrs(&world(10_000), at(NOW));
    let late = cdrs.iter().filter(|cdr| cdr.remark.is_none());
    let late =
        late.filter(|cdr| (cdr.last_updated.utc() - cdr.end_date_time.utc()).num_hours() > 24);
    let late = late.count();
    assert!((100..600).contains(&late), "{late}");
    let credits = cdrs.iter().filter(|cdr| cdr.credit == Some(true)).count();
    assert!((20..70).contains(&credits), "{credits}");
}

#[test]
fn texts_are_no_longer_than_ocpi_wants_them() {
    let world = world(1_000);
    let fits = |text: &str, longest: usize| {
        assert!(
            text.chars().count() <= longest,
            "{text:?} is longer than {longest}"
        );
    };
    for location in locations(&world, at(NOW)) {
        fits(location.id.as_str(), 36);
        fits(location.name.as_deref().unwrap(), 255);
        fits(&location.address, 45);
        fits(&location.city, 45);
        fits(location.postal_code.as_deref().unwrap(), 10);
        for evse in location.evses {
            fits(evse.uid.as_str(), 36);
            fits(evse.evse_id.unwrap().as_str(), 48);
            fits(evse.physical_reference.as_deref().unwrap(), 16);
            for connector in evse.connectors {
                connector
                    .tariff_ids
                    .iter()
                    .for_each(|id| fits(id.as_str(), 36));
            }
        }
    }
    for cdr in cdrs(&world, at(NOW)) {
        fits(cdr.id.as_str(), 39);
        fits(cdr.session_id.unwrap().as_str(), 36);
        fits(cdr.cdr_token.uid.as_str(), 36);
        fits(cdr.cdr_token.contract_id.as_str(), 36);
        fits(cdr.remark.as_deref().unwrap_or_default(), 255);
    }
}
