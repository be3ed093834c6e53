//! Two properties, A and B, of one house manager, a neighbour, and at each place somebody of each kind charging,
//! today and long before.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Berlin;
use model::{
    Amount, Cdr, ChargingCost, Currency, Energy, Evse, EvseStatus, Location, Party, RecordId,
    Session, SessionStatus, TokenRef,
};
use serde_json::{Value, json};

use crate::proof::world::{Cpms, World};

/// Who charges at each place.
const BY: [&str; 5] = ["internal", "guest", "public", "unknown", "vehicle"];

/// Each place by where it is from the property A, with its Location and EVSE.
const AT: [(&str, &str, &str); 3] = [
    ("own", "LOC-A", "E-A"),
    ("other", "LOC-B", "E-B"),
    ("foreign", "LOC-N", "E-N"),
];

/// When, in Berlin: 10:20 in the morning before 8:20 UTC is today, June 1 is not.
const STARTED: [(&str, &str); 2] = [
    ("today", "2026-06-17T06:00:00Z"),
    ("before", "2026-06-01T06:00:00Z"),
];

pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is no instant"))
}

/// The world, and in it one who looks: `haus/p` with these grants.
pub fn world(grants: Value) -> World {
    let setup = json!({
        "connections": [{ "id": "main", "kind": "ocpi", "url": "https://cpms.example/ocpi/versions" }],
        "tenants": [haus(&grants), neighbour()],
    });
    let mut cpms = Cpms {
        connection: "main".to_owned(),
        locations: AT
            .iter()
            .map(|(_, location, evse)| place(location, evse))
            .collect(),
        sessions: Vec::new(),
        cdrs: Vec::new(),
    };
    for (at, location, evse) in AT {
        for by in BY {
            for (started, instant_of) in STARTED {
                let name = format!("{at}-{by}-{started}");
                let session = session(&name, location, evse, by, instant(instant_of));
                cpms.cdrs.push(cdr(&name, &session));
                cpms.sessions.push(session);
            }
        }
    }
    World {
        seed: 0,
        now: instant("2026-06-17T08:20:00Z"),
        setup,
        cpms: vec![cpms],
        people: vec![World::OPERATOR.to_owned(), "haus/p".to_owned()],
    }
}

/// The key of a Session or CDR of this world.
pub fn key(name: &str) -> String {
    format!("main:DE-HVB/{name}")
}

fn haus(grants: &Value) -> Value {
    let token = |uid: &str| json!([{ "uid": uid }]);
    json!({
        "id": "haus", "name": "Haus", "time_zone": "Europe/Berlin",
        "units": [{ "id": "portfolio", "kind": "portfolio", "name": "All", "units": [
            { "id": "a", "kind": "property", "name": "A", "units": [
                { "id": "a-site", "kind": "site", "name": "A's site", "units": [] } ] },
            { "id": "b", "kind": "property", "name": "B", "units": [
                { "id": "b-site", "kind": "site", "name": "B's site", "units": [] } ] },
        ] }],
        "assignments": [
            { "unit": "a-site", "location": "LOC-A" },
            { "unit": "b-site", "location": "LOC-B" },
        ],
        "groups": [
            { "id": "staff", "name": "Staff", "usage": "internal" },
            { "id": "guests", "name": "Guests", "usage": "guest" },
            { "id": "street", "name": "Street", "usage": "public" },
        ],
        "drivers": [
            { "id": "i", "name": "Ina", "group": "staff", "cost_centre": "4711", "tokens": token("T-internal") },
            { "id": "g", "name": "Gil", "group": "guests", "cost_centre": "4712", "tokens": token("T-guest") },
            { "id": "s", "name": "Sam", "group": "street", "cost_centre": "4713", "tokens": token("T-public") },
        ],
        "vehicles": [{ "id": "v", "plate": "B-VF 100E", "cost_centre": "4714", "tokens": token("T-vehicle") }],
        "roles": [],
        "people": [
            { "id": "p", "name": "Who looks", "grants": grants },
            { "id": "chief", "name": "Who gives", "grants": [
                { "role": "property-manager", "units": ["a"], "may_delegate": true },
                { "role": "tenant-admin", "units": ["b"] },
            ] },
        ],
    })
}

fn neighbour() -> Value {
    json!({
        "id": "nachbar", "name": "Neighbour", "time_zone": "Europe/Berlin",
        "units": [{ "id": "a", "kind": "property", "name": "Theirs", "units": [] }],
        "assignments": [{ "unit": "a", "location": "LOC-N" }],
        "groups": [], "drivers": [], "vehicles": [], "roles": [],
        "people": [{ "id": "p", "name": "Namesake", "grants": [{ "role": "tenant-admin" }] }],
    })
}

pub fn party() -> Party {
    Party {
        country_code: "DE".into(),
        party_id: "HVB".into(),
    }
}

pub fn place(location: &str, evse: &str) -> Location {
    let updated = instant("2026-06-17T08:00:00Z");
    Location {
        id: RecordId {
            party: party(),
            id: location.into(),
        },
        name: None,
        address: "Ahornweg 7".to_owned(),
        city: "Berlin".to_owned(),
        postal_code: None,
        country: "DEU".to_owned(),
        time_zone: Berlin,
        evses: vec![Evse {
            uid: evse.into(),
            evse_id: Some(format!("DE*HVB*{evse}").into()),
            label: None,
            status: EvseStatus::Charging,
            connectors: Vec::new(),
            last_updated: updated,
        }],
        last_updated: updated,
    }
}

fn session(name: &str, location: &str, evse: &str, by: &str, started_at: DateTime<Utc>) -> Session {
    Session {
        id: RecordId {
            party: party(),
            id: format!("S-{name}").into(),
        },
        status: SessionStatus::Completed,
        started_at,
        ended_at: Some(started_at + chrono::TimeDelta::hours(1)),
        location_id: location.into(),
        evse_uid: Some(evse.into()),
        token: TokenRef {
            party: Party {
                country_code: "DE".into(),
                party_id: "EMP".into(),
            },
            uid: format!("T-{by}").into(),
            kind: "RFID".to_owned(),
            contract_id: format!("DE-EMP-{by}").into(),
        },
        energy: Energy::from_wh(10_000),
        currency: Currency::new("EUR").unwrap_or_else(|| panic!("a currency")),
        cost: Some(ChargingCost {
            net: Amount::from_minor4(40_000),
            gross: Some(Amount::from_minor4(47_600)),
        }),
        last_updated: started_at + chrono::TimeDelta::hours(1),
    }
}

fn cdr(name: &str, session: &Session) -> Cdr {
    Cdr {
        id: RecordId {
            party: party(),
            id: format!("C-{name}").into(),
        },
        session_id: Some(session.id.id.clone()),
        started_at: session.started_at,
        ended_at: session.last_updated,
        location_id: session.location_id.clone(),
        evse_uid: session.evse_uid.clone(),
        evse_id: None,
        token: session.token.clone(),
        energy: session.energy,
        currency: session.currency,
        cost: session.cost.unwrap_or_else(|| panic!("a cost")),
        credit: None,
        last_updated: session.last_updated,
    }
}
