//! What is kept goes with the day, with the places and with whoever charges there, while one Writer stays open.

mod settled;
mod tenures;
mod tokens;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use model::{
    Arrival, Arrivals, CiString, Currency, Energy, Evse, EvseStatus, Location, Party, RecordId,
    Session, SessionStatus, TokenRef,
};
use serde_json::{Value, json};

use crate::{Cursor, OpenError, Page, Passphrase, Profile, WhenBusy, WriteError, Writer};

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A tenant of two properties.
fn setup(assignments: &Value, drivers: &Value, k: u8) -> access::setup::Setup {
    let setup = json!({
        "connections": [{ "id": "main", "kind": "ocpi", "url": "https://cpms.example/ocpi/versions" }],
        "tenants": [{
            "id": "haus", "name": "Haus", "time_zone": "Europe/Berlin", "k": k,
            "units": [{ "id": "a", "kind": "property", "name": "A", "units": [] },
                      { "id": "b", "kind": "property", "name": "B", "units": [] }],
            "assignments": assignments,
            "groups": [{ "id": "g", "name": "G", "usage": "internal" }],
            "drivers": drivers, "vehicles": [], "roles": [], "people": [],
        }],
    });
    access::setup::read(&setup.to_string()).unwrap()
}

/// Works in a profile of its own.
async fn written(now: DateTime<Utc>, work: impl AsyncFnOnce(&mut Writer) -> Result<(), Failed>) {
    let folder = tempfile::tempdir().unwrap();
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    let profile =
        Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref()).unwrap();
    profile.write(WhenBusy::Refuse, now, work).await.unwrap();
}

fn party() -> Party {
    Party {
        country_code: "DE".into(),
        party_id: "HVB".into(),
    }
}

fn page(arrivals: Arrivals) -> Page {
    Page {
        arrivals,
        rejects: Vec::new(),
        cursor: Cursor::default(),
    }
}

fn arrival<T>(record: T, bytes: &str) -> Arrival<T> {
    Arrival {
        record,
        bytes: bytes.as_bytes().into(),
        rounded: false,
        fields: Vec::new(),
    }
}

fn location(id: &str, zone: Tz, updated: &str) -> Page {
    let said = format!("{id} {updated}");
    let updated = at(updated);
    let location = Location {
        id: RecordId {
            party: party(),
            id: id.into(),
        },
        name: None,
        address: "Ahornweg 7".to_owned(),
        city: "Berlin".to_owned(),
        postal_code: None,
        country: "DEU".to_owned(),
        time_zone: zone,
        evses: vec![Evse {
            uid: CiString::from(format!("E-{id}").as_str()),
            evse_id: None,
            label: None,
            status: EvseStatus::Available,
            connectors: Vec::new(),
            last_updated: updated,
        }],
        last_updated: updated,
    };
    page(Arrivals::Locations(vec![arrival(location, &said)]))
}

/// So many people charge there at one time, the n-th of them n kWh by the token T-n.
fn sessions(location: &str, started: &str, people: std::ops::RangeInclusive<u8>) -> Page {
    let session = |person: u8| {
        let id = format!("{location} {started} {person}");
        let started_at = at(started);
        let ended_at = started_at + TimeDelta::minutes(10);
        let session = Session {
            id: RecordId {
                party: party(),
                id: id.as_str().into(),
            },
            status: SessionStatus::Completed,
            started_at,
            ended_at: Some(ended_at),
            location_id: location.into(),
            evse_uid: Some(CiString::from(format!("E-{location}").as_str())),
            token: TokenRef {
                party: party(),
                uid: format!("T-{person}").into(),
                kind: "RFID".to_owned(),
                contract_id: "".into(),
            },
            energy: Energy::from_wh(i64::from(person) * 1_000),
            currency: Currency::new("EUR").unwrap(),
            cost: None,
            last_updated: ended_at,
        };
        arrival(session, &id)
    };
    page(Arrivals::Sessions(people.map(session).collect()))
}
