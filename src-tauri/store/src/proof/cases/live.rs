//! What runs now, told to who may see no session.

use chrono::TimeDelta;
use model::SessionStatus;
use serde_json::json;

use super::{fixed::instant, house::House};
use crate::{Cell, proof::naive::Running};

/// So many charged in May, and two are at it now: one charges, one is stalled.
fn house(people: usize) -> House {
    let grants = json!([{ "role": "facility-manager", "units": ["b"] }]);
    let mut house = House::since("2026-04-30T22:00:00Z", grants, &["b"])
        .charge("b", "2026-05-03", 0..people)
        .charge("b", "2026-06-03", 0..9);
    let now = house.0.now;
    for (hours, silent) in [(1, false), (47, true)] {
        let session = house.add("b", now - TimeDelta::hours(hours), 0, 1_000);
        session.status = SessionStatus::Active;
        session.ended_at = None;
        session.last_updated = if silent {
            now - TimeDelta::hours(25)
        } else {
            now
        };
    }
    house
}

#[test]
fn running_sessions_are_told_where_the_last_month_was() {
    let (running, live) = house(5).running();
    let shown = Cell::Shown(1);
    assert_eq!(
        running,
        Running {
            charging_now: shown,
            stalled: shown
        }
    );
    // 07:20 in quarters of an hour
    let quarter = instant("2026-06-17T07:15:00Z");
    assert_eq!(live, [("haus/b".to_owned(), quarter)]);
}

#[test]
fn running_sessions_are_withheld_where_the_last_month_was() {
    let (running, live) = house(4).running();
    let withheld = Cell::Suppressed { fewer_than: 5 };
    assert_eq!(
        running,
        Running {
            charging_now: withheld,
            stalled: withheld
        }
    );
    assert!(live.is_empty());
}

#[test]
fn running_sessions_are_hidden_without_s_live() {
    let mut house = house(5);
    house.0.setup["tenants"][0]["ceiling"] = json!({ "classes": ["O", "U"] });
    let (running, live) = house.running();
    assert_eq!(
        running,
        Running {
            charging_now: Cell::Hidden,
            stalled: Cell::Hidden
        }
    );
    assert!(live.is_empty());
}
