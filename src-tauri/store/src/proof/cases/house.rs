//! A house of few units, and people who charge there one by one: for figures over people.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use model::{Currency, Energy, Party, RecordId, Session, SessionStatus, TokenRef};
use serde_json::{Value, json};

use super::fixed::{instant, party, place};
use crate::{
    Cut, Key,
    proof::{
        Naive, World,
        naive::{Counts, Figure, Ground, Release, Rows, Running, Span},
        world::Cpms,
    },
};

/// Who looks.
const PERSON: &str = "haus/p";

/// Portfolio: property A of two sites and a part of its own, and property B.
pub struct House(pub World);

impl House {
    /// With these grants; k is 5, and these units hold their Locations from the first of June on.
    pub fn of(grants: Value, units: &[&str]) -> Self {
        Self::since("2026-05-31T22:00:00Z", grants, units)
    }

    /// The same, with the Locations held from an instant on.
    pub fn since(from: &str, grants: Value, units: &[&str]) -> Self {
        let assignment =
            |unit: &&str| json!({ "unit": unit, "location": format!("LOC-{unit}"), "from": from });
        let assignments: Vec<Value> = units.iter().map(assignment).collect();
        let unit = |id: &str, kind: &str, units: Value| json!({ "id": id, "kind": kind, "name": id, "units": units });
        let a = unit(
            "a",
            "property",
            json!([
                unit("a-1", "site", json!([])),
                unit("a-2", "site", json!([]))
            ]),
        );
        let b = unit("b", "property", json!([]));
        let driver = |place: usize| {
            let group = if place < 10 { "residents" } else { "staff" };
            json!({ "id": format!("d{place}"), "name": "Who charges", "group": group,
                    "tokens": [{ "uid": format!("T-{place}") }] })
        };
        let setup = json!({
            "connections": [{ "id": "main", "kind": "ocpi", "url": "https://cpms.example/ocpi/versions" }],
            "tenants": [{
                "id": "haus", "name": "Haus", "time_zone": "Europe/Berlin",
                "units": [unit("portfolio", "portfolio", json!([a, b]))],
                "assignments": assignments,
                "groups": [{ "id": "residents", "name": "Residents", "usage": "internal" },
                           { "id": "staff", "name": "Staff", "usage": "internal" }],
                // 0 to 9 are residents, 10 to 19 staff, all others nobody's
                "drivers": (0..20).map(driver).collect::<Vec<Value>>(),
                "vehicles": [], "roles": [],
                "people": [{ "id": "p", "name": "Who looks", "grants": grants }],
            }],
        });
        let locations = units
            .iter()
            .map(|unit| place(&format!("LOC-{unit}"), &format!("E-{unit}")));
        Self(World {
            seed: 0,
            now: instant("2026-06-17T08:20:00Z"),
            setup,
            cpms: vec![Cpms {
                connection: "main".to_owned(),
                locations: locations.collect(),
                sessions: Vec::new(),
                cdrs: Vec::new(),
            }],
            people: vec![World::OPERATOR.to_owned(), PERSON.to_owned()],
        })
    }

    /// These people charge 1 kWh each, at noon in Berlin.
    pub fn charge(
        mut self,
        unit: &str,
        day: &str,
        people: impl IntoIterator<Item = usize>,
    ) -> Self {
        for person in people {
            self.add(unit, instant(&format!("{day}T10:00:00Z")), person, 1_000);
        }
        self
    }

    /// One charges so much.
    pub fn add(
        &mut self,
        unit: &str,
        started_at: DateTime<Utc>,
        person: usize,
        energy_wh: i64,
    ) -> &mut Session {
        let sessions = &mut self.0.cpms[0].sessions;
        let place = sessions.len();
        sessions.push(Session {
            id: RecordId {
                party: party(),
                id: format!("S-{place}").into(),
            },
            status: SessionStatus::Completed,
            started_at,
            ended_at: Some(started_at + TimeDelta::minutes(30)),
            location_id: format!("LOC-{unit}").into(),
            evse_uid: Some(format!("E-{unit}").into()),
            token: TokenRef {
                party: Party {
                    country_code: "DE".into(),
                    party_id: "EMP".into(),
                },
                uid: format!("T-{person}").into(),
                kind: "RFID".to_owned(),
                contract_id: format!("DE-EMP-{person}").into(),
            },
            energy: Energy::from_wh(energy_wh),
            currency: Currency::new("EUR").unwrap_or_else(|| panic!("a currency")),
            cost: None,
            last_updated: started_at + TimeDelta::minutes(30),
        });
        &mut sessions[place]
    }

    /// The total of these days.
    pub fn total(&self, first: &str, last: &str) -> Figure {
        self.told(first, last, Cut::Total).0
    }

    /// One row; `None` where there is none.
    pub fn row(&self, first: &str, last: &str, by: Cut, key: &str) -> Option<Figure> {
        let key = match by {
            Cut::Day | Cut::Month => Key::Time(key.to_owned()),
            _ if key == "-" => Key::Nothing {
                tenant: Some("haus".to_owned()),
            },
            _ => Key::OfTenant {
                tenant: "haus".to_owned(),
                id: key.to_owned(),
            },
        };
        match self.told(first, last, by).1 {
            Rows::Each(rows) => rows.get(&key).copied(),
            Rows::OfSessions(_) | Rows::OfPeople => None,
        }
    }

    pub fn told(&self, first: &str, last: &str, by: Cut) -> (Figure, Rows) {
        let day = |text: &str| -> NaiveDate {
            text.parse().unwrap_or_else(|_| panic!("{text} is no day"))
        };
        let span = Span {
            first: day(first),
            last: day(last),
        };
        let naive = Naive::of(&self.0);
        let ground = Ground::of(&naive);
        let release = Release::of(&ground);
        let standing = release.standing(PERSON).unwrap_or_else(|| panic!("nobody"));
        let told = standing.told(span, by);
        (told.total, told.rows)
    }

    pub fn running(&self) -> (Running, Vec<(String, DateTime<Utc>)>) {
        let naive = Naive::of(&self.0);
        let ground = Ground::of(&naive);
        let release = Release::of(&ground);
        let standing = release.standing(PERSON).unwrap_or_else(|| panic!("nobody"));
        (standing.running(), standing.live())
    }
}

/// So many sessions, of a kilowatt-hour each.
pub fn shown(sessions: i64) -> Figure {
    Figure::Shown(Counts {
        sessions,
        unbilled_wh: 1_000 * sessions,
        ..Counts::default()
    })
}

pub const WITHHELD: Figure = Figure::Suppressed { fewer_than: 5 };
