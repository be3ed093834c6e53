//! A busy house with neighbours: another tenant with the same names for everything, on the same CPMS and on one that
//! has the same ids, and places that nobody holds.

use model::{Cdr, Location, Session};
use serde_json::{Value, json};

use crate::proof::{World, dice::Dice, world::Cpms};

const HOUSE: usize = 0;
const NEIGHBOUR: usize = 1;
/// Locations of the neighbour on the CPMS that both use, and one of nobody.
const THEIRS: [&str; 2] = ["K-LOC-0", "K-LOC-1"];
const NOBODYS: &str = "N-LOC-0";
/// So many records are next door.
const RECORDS: usize = 60;

/// The world of this seed.
pub fn world(seed: u64) -> World {
    let mut world = World::busy(seed);
    let mut dice = Dice::of(seed.wrapping_add(2_000_000));
    let house = &mut world.setup["tenants"][HOUSE];
    for held in house["assignments"].as_array_mut().expect("a list") {
        held["connection"] = "main".into();
    }
    let mut looking = vec![
        person(
            "property",
            json!({ "role": "property-manager", "units": ["p1", "p2-s1"] }),
        ),
        person("controller", json!({ "role": "controller" })),
        person(
            "fleet",
            json!({ "role": "fleet-manager", "drivers": ["d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7"] }),
        ),
        person(
            "hotel",
            json!({ "role": "hotel-operator", "units": ["p1", "p3"] }),
        ),
        person(
            "admin",
            json!({ "role": "tenant-admin", "units": ["portfolio"] }),
        ),
        person(
            "groups",
            json!({ "role": "controller", "groups": ["residents", "staff"] }),
        ),
    ];
    for (place, driver) in house["drivers"]
        .as_array_mut()
        .expect("a list")
        .iter_mut()
        .enumerate()
    {
        driver["cost_centre"] = format!("CC-{}", place % 4).into();
    }
    let has_annex = seed.is_multiple_of(3);
    if has_annex {
        annex(house);
        looking.push(
            json!({ "id": "annexed", "name": "Person annexed", "grants": [
            { "role": "facility-manager", "units": ["portfolio", "annex"] },
        ] }),
        );
    }
    let groups = house["groups"].clone();
    let known = |grant: &Value| {
        let named = grant["groups"].as_array().into_iter().flatten();
        named.into_iter().all(|id| {
            groups
                .as_array()
                .expect("a list")
                .iter()
                .any(|group| group["id"] == *id)
        })
    };
    looking.retain(|person| {
        person["grants"]
            .as_array()
            .expect("a list")
            .iter()
            .all(known)
    });
    for person in &looking {
        world.people.push(format!(
            "bergmann/{}",
            person["id"].as_str().expect("an id")
        ));
    }
    house["people"]
        .as_array_mut()
        .expect("a list")
        .extend(looking);
    world.setup["connections"]
        .as_array_mut()
        .expect("a list")
        .push(
            json!({ "id": "other", "kind": "ocpi", "url": "https://other.example/ocpi/versions" }),
        );
    world.setup["tenants"][NEIGHBOUR] = neighbour(&world.setup["tenants"][HOUSE]);
    let other = beyond(&mut dice, &world.cpms[0]);
    next_door(&mut dice, &mut world.cpms[0], has_annex);
    world.cpms.push(other);
    world
}

fn person(id: &str, grant: Value) -> Value {
    json!({ "id": id, "name": format!("Person {id}"), "grants": [grant] })
}

/// A place of two people: whatever is charged there is told to nobody.
fn annex(house: &mut Value) {
    let unit = json!({ "id": "annex", "kind": "site", "name": "Annex", "units": [] });
    house["units"].as_array_mut().expect("a list").push(unit);
    let held = json!({ "unit": "annex", "location": "A-LOC-0", "connection": "main" });
    house["assignments"]
        .as_array_mut()
        .expect("a list")
        .push(held);
}

fn neighbour(house: &Value) -> Value {
    let unit = |id: &str, kind: &str, units: Value| json!({ "id": id, "kind": kind, "name": format!("Theirs {id}"), "units": units });
    let site = unit("p1-s1", "site", json!([]));
    let property = unit("p1", "property", json!([site]));
    let driver = |place: usize| {
        json!({ "id": format!("d{place}"), "name": format!("Neighbour {place}"), "group": "residents",
                "cost_centre": "CC-0", "tokens": [{ "uid": format!("T-{}", place * 2) }] })
    };
    let held = |unit: &str, location: &str, connection: &str| json!({ "unit": unit, "location": location, "connection": connection });
    let people = house["people"].as_array().expect("a list").iter();
    let people = people
        .map(|person| person["id"].clone())
        .filter(|id| *id != "giver" && *id != "taker");
    let people = people.map(
        |id| json!({ "id": id, "name": "Somebody else", "grants": [{ "role": "controller" }] }),
    );
    json!({
        "id": "krone", "name": "Krone", "time_zone": "Europe/Berlin", "k": 4,
        "units": [unit("portfolio", "portfolio", json!([property]))],
        "assignments": [
            held("p1", THEIRS[0], "main"), held("p1-s1", THEIRS[1], "main"), held("portfolio", "LOC-0", "other"),
        ],
        "groups": [{ "id": "residents", "name": "Their residents", "usage": "internal" }],
        "drivers": (0..8).map(driver).collect::<Vec<_>>(),
        "vehicles": [{ "id": "v1", "plate": "K-KR 1", "tokens": [{ "uid": "T-23" }] }],
        "roles": [{ "id": "own-live", "from": "controller" }],
        "people": people.collect::<Vec<_>>(),
    })
}

/// Records of the same people at places of others.
fn next_door(dice: &mut Dice, cpms: &mut Cpms, has_annex: bool) {
    let model = cpms.locations[0].clone();
    let mut places: Vec<&str> = vec![THEIRS[0], THEIRS[1], NOBODYS];
    if has_annex {
        places.push("A-LOC-0");
    }
    cpms.locations
        .extend(places.iter().map(|id| place(&model, id)));
    let sessions = dice.some(&cpms.sessions, RECORDS);
    for (number, session) in sessions.into_iter().enumerate() {
        let id = *dice.pick(&[THEIRS[0], THEIRS[0], THEIRS[1], NOBODYS]);
        let session = moved(session, id, number);
        cpms.cdrs
            .extend(dice.percent(70).then(|| billed(dice, &session, number)));
        cpms.sessions.push(session);
    }
    if !has_annex {
        return;
    }
    let two: Vec<Session> = cpms
        .sessions
        .iter()
        .filter(|session| ["T-0", "T-1"].contains(&session.token.uid.as_str()))
        .cloned()
        .collect();
    for (number, session) in two.into_iter().take(12).enumerate() {
        let session = moved(session, "A-LOC-0", RECORDS + number);
        cpms.cdrs.push(billed(dice, &session, RECORDS + number));
        cpms.sessions.push(session);
    }
}

fn place(model: &Location, id: &str) -> Location {
    let mut location = model.clone();
    location.id.id = id.into();
    location.name = Some(format!("Place {id}"));
    location.evses.truncate(1);
    for evse in &mut location.evses {
        evse.uid = format!("{id}-1").as_str().into();
        evse.evse_id = None;
    }
    location
}

fn moved(mut session: Session, location: &str, number: usize) -> Session {
    session.id.id = format!("F-{number}").as_str().into();
    session.location_id = location.into();
    session.evse_uid = Some(format!("{location}-1").as_str().into());
    session
}

fn billed(dice: &mut Dice, session: &Session, number: usize) -> Cdr {
    Cdr {
        id: model::RecordId {
            id: format!("G-{number}").as_str().into(),
            ..session.id.clone()
        },
        session_id: Some(session.id.id.clone()),
        started_at: session.started_at,
        ended_at: session.ended_at.unwrap_or(session.started_at),
        location_id: session.location_id.clone(),
        evse_uid: session.evse_uid.clone(),
        evse_id: None,
        token: session.token.clone(),
        energy: session.energy,
        currency: session.currency,
        cost: model::ChargingCost {
            net: model::Amount::from_minor4(dice.within(0, 400_000)),
            gross: None,
        },
        credit: None,
        last_updated: session.last_updated,
    }
}

/// Another CPMS, on which everything has the same ids.
fn beyond(dice: &mut Dice, main: &Cpms) -> Cpms {
    Cpms {
        connection: "other".to_owned(),
        locations: main.locations.clone(),
        sessions: dice.some(&main.sessions, RECORDS),
        cdrs: dice.some(&main.cdrs, RECORDS),
    }
}
