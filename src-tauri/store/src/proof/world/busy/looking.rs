//! Who looks at a busy world: over people alone, with today's sessions, and with sessions elsewhere.

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};

use super::{Crowd, Dice, Site, midnight};

pub fn by(dice: &mut Dice, sites: &[Site], months: &[NaiveDate], crowd: &Crowd) -> Vec<Value> {
    let unit = |dice: &mut Dice| {
        *dice.pick(&[
            "portfolio",
            "portfolio",
            "p1",
            "p1",
            "p1-s1",
            "p2",
            "p2-s1",
            "outpost",
        ])
    };
    let site = dice.pick(sites);
    let evse = &site.evses[0];
    let cut = midnight(*dice.pick(months) + TimeDelta::days(9), site.zone);
    let facility = |unit: &str| json!({ "role": "facility-manager", "units": [unit] });
    let all = facility("portfolio");
    let manager = |role: &str, unit: &str| json!({ "role": role, "units": [unit] });

    let mut people = vec![
        person("facility", vec![all.clone()]),
        person("facility-below", vec![facility(unit(dice))]),
        person("site", vec![manager("site-manager", unit(dice))]),
        person("site-all", vec![json!({ "role": "site-manager" })]),
        person(
            "carved",
            vec![all.clone(), manager("property-manager", unit(dice))],
        ),
        person(
            "one-group",
            vec![
                json!({ "role": "fleet-manager", "groups": crowd.groups().take(1).collect::<Vec<_>>() }),
            ],
        ),
        person(
            "two-groups",
            vec![
                json!({ "role": "fleet-manager", "groups": crowd.groups().take(2).collect::<Vec<_>>() }),
            ],
        ),
    ];
    let from = |mut grant: Value| {
        grant["data_from"] = json!(cut);
        grant
    };
    let others = [
        person(
            "several",
            vec![json!({ "role": "facility-manager", "units": ["p1", "p2-s1", "outpost"] })],
        ),
        person(
            "today-below",
            vec![all.clone(), manager("site-manager", "p1-s1")],
        ),
        person(
            "today-all",
            vec![
                facility("p1"),
                manager("site-manager", "p1"),
                manager("property-manager", "p2"),
            ],
        ),
        person("windowed", vec![from(all.clone())]),
        person(
            "since",
            vec![facility("p1"), from(manager("property-manager", "p1"))],
        ),
        person(
            "one-evse",
            vec![
                all.clone(),
                json!({ "role": "controller", "evses": [evse] }),
            ],
        ),
        person(
            "drivers",
            vec![
                all.clone(),
                json!({ "role": "fleet-manager", "drivers": ["d1", "d2"] }),
            ],
        ),
        person(
            "drivers-below",
            vec![
                all.clone(),
                json!({ "role": "controller", "units": ["p1-s2"], "drivers": ["d1"] }),
            ],
        ),
        person(
            "live-alone",
            vec![manager("own-live", "p1"), facility("p2")],
        ),
        person(
            "all-and-live",
            vec![manager("own-all", "p1"), facility("p2")],
        ),
        person(
            "today-windowed",
            vec![facility("p2"), from(manager("site-manager", "p2"))],
        ),
    ];
    let most = dice.count(4, 5);
    people.extend(dice.some(&others, most));
    if dice.percent(40) {
        let mut given = manager("facility-manager", "portfolio");
        given["given_by"] = "giver".into();
        let mut passed_on = manager("hotel-operator", "p1");
        passed_on["may_delegate"] = true.into();
        people.push(person("giver", vec![passed_on]));
        people.push(person("taker", vec![given]));
    }
    people
}

fn person(id: &str, grants: Vec<Value>) -> Value {
    json!({ "id": id, "name": format!("Person {id}"), "grants": grants })
}
