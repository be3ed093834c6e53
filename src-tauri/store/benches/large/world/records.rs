//! Locations, and sessions in order of time, each made from its number alone.

use std::ops::Range;

use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;
use model::{
    Amount, Arrival, Arrivals, Cdr, ChargingCost, CiString, Currency, Energy, Evse, EvseStatus,
    Location, Party, RecordId, Session, SessionStatus, TokenRef,
};
use store::{Cursor, Page};

use super::{NOW, tenants};

/// All sessions started in so many days before [`NOW`].
const DAYS: i64 = 730;
/// Of the largest tenant's sessions: drivers', vehicles', and the rest nobody's whom it knows.
const PERCENT_OF_DRIVERS: u32 = 90;
const PERCENT_OF_VEHICLES: u32 = 5;
/// Of the others'.
const PERCENT_OF_OTHERS_DRIVERS: u32 = 50;
/// Tokens that nobody enrolled.
const STRANGERS: u64 = 500;
/// Sessions that no CDR bills.
const PERCENT_UNBILLED: u32 = 2;

/// Makes the records of a world of this size.
#[derive(Clone, Copy)]
pub struct Making {
    sessions: u64,
}

impl Making {
    pub fn of(sessions: u64) -> Self {
        Self { sessions }
    }

    pub fn locations(self) -> Page {
        let largest = (0..tenants::PROPERTIES)
            .map(|property| location(&tenants::location_of_largest(property), tenants::EVSES));
        let others = (1..tenants::TENANTS).flat_map(|tenant| {
            (0..2).map(move |property| {
                let id = tenants::location_of_other(tenant, property);
                location(&id, tenants::EVSES_OF_OTHERS / 2)
            })
        });
        // what nobody holds
        let nobodys = location("N", tenants::EVSES_OF_OTHERS);
        let all = largest.chain(others).chain([nobodys]);
        let arrivals = all.map(|location| {
            let bytes = bytes(&location.id, location.last_updated);
            arrival(location, bytes)
        });
        page(Arrivals::Locations(arrivals.collect()))
    }

    pub fn sessions(self, numbers: impl Iterator<Item = u64>) -> Page {
        let arrivals = numbers.map(|number| {
            let session = self.session(number);
            let bytes = bytes(&session.id, session.last_updated);
            arrival(session, bytes)
        });
        page(Arrivals::Sessions(arrivals.collect()))
    }

    pub fn cdrs(self, numbers: Range<u64>) -> Page {
        let arrivals = numbers.filter_map(|number| {
            let cdr = self.cdr(number)?;
            let bytes = bytes(&cdr.id, cdr.last_updated);
            Some(arrival(cdr, bytes))
        });
        page(Arrivals::Cdrs(arrivals.collect()))
    }

    /// The session of this number; one past the last started in the last hours, too.
    pub fn session(self, number: u64) -> Session {
        let mut dice = Rng::with_seed(number);
        let (location, evses, token) = place(number, &mut dice);
        let started_at = self.started_at(number, &mut dice);
        let lasted = TimeDelta::minutes(dice.i64(20..300));
        let is_over = started_at + lasted <= NOW;
        let ended_at = (started_at + lasted).min(NOW);
        Session {
            id: id(format!("S-{number}")),
            status: if is_over {
                SessionStatus::Completed
            } else {
                SessionStatus::Active
            },
            started_at,
            ended_at: is_over.then_some(ended_at),
            evse_uid: Some(evse_uid(&location, dice.u64(0..evses)).into()),
            location_id: location.into(),
            token,
            energy: Energy::from_wh(dice.i64(2_000..60_000)),
            currency: euro(),
            cost: None,
            last_updated: ended_at,
        }
    }

    fn cdr(self, number: u64) -> Option<Cdr> {
        let session = self.session(number);
        let ended_at = session.ended_at?;
        let mut dice = Rng::with_seed(!number);
        let net = session.energy.wh() * 4;
        (dice.u32(0..100) >= PERCENT_UNBILLED).then(|| Cdr {
            id: id(format!("C-{number}")),
            session_id: Some(session.id.id.clone()),
            started_at: session.started_at,
            ended_at,
            location_id: session.location_id,
            evse_uid: session.evse_uid,
            evse_id: None,
            token: session.token,
            energy: session.energy,
            currency: session.currency,
            cost: ChargingCost {
                net: Amount::from_minor4(net),
                gross: Some(Amount::from_minor4(net + net * 19 / 100)),
            },
            credit: None,
            last_updated: ended_at,
        })
    }

    fn started_at(self, number: u64, dice: &mut Rng) -> DateTime<Utc> {
        let all = DAYS * 86_400;
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let sessions = i64::try_from(self.sessions).unwrap_or(i64::MAX);
        let before = (all - all * number / sessions).max(0) + dice.i64(0..3_600);
        NOW - TimeDelta::seconds(before)
    }
}

/// Every other session is the largest tenant's.
fn place(number: u64, dice: &mut Rng) -> (String, u64, TokenRef) {
    let percent = dice.u32(0..100);
    let stranger = format!("X-{}", dice.u64(0..STRANGERS));
    if number.is_multiple_of(2) {
        let location = tenants::location_of_largest(dice.u64(0..tenants::PROPERTIES));
        let uid = match percent {
            0..PERCENT_OF_DRIVERS => tenants::token_of_driver(dice.u64(0..tenants::DRIVERS)),
            percent if percent < PERCENT_OF_DRIVERS + PERCENT_OF_VEHICLES => {
                tenants::token_of_vehicle(dice.u64(0..tenants::VEHICLES))
            }
            _ => stranger,
        };
        (location, tenants::EVSES, token(uid))
    } else {
        let tenant = dice.u64(1..tenants::TENANTS);
        let location = tenants::location_of_other(tenant, dice.u64(0..2));
        let uid = if percent < PERCENT_OF_OTHERS_DRIVERS {
            tenants::token_of_other(tenant, dice.u64(0..tenants::DRIVERS_OF_OTHERS))
        } else {
            stranger
        };
        (location, tenants::EVSES_OF_OTHERS / 2, token(uid))
    }
}

fn location(id_: &str, evses: u64) -> Location {
    let evse = |at| Evse {
        uid: evse_uid(id_, at).into(),
        evse_id: None,
        label: Some(format!("P {at}")),
        status: EvseStatus::Available,
        connectors: Vec::new(),
        last_updated: NOW,
    };
    Location {
        id: id(id_.to_owned()),
        name: Some(id_.to_owned()),
        address: "Ahornweg 7".to_owned(),
        city: "Berlin".to_owned(),
        postal_code: None,
        country: "DEU".to_owned(),
        time_zone: chrono_tz::Europe::Berlin,
        evses: (0..evses).map(evse).collect(),
        last_updated: NOW,
    }
}

fn evse_uid(location: &str, at: u64) -> String {
    format!("{location}-E{at}")
}

fn id(id: String) -> RecordId {
    RecordId {
        party: party(),
        id: id.into(),
    }
}

fn party() -> Party {
    Party {
        country_code: "DE".into(),
        party_id: "HVB".into(),
    }
}

fn token(uid: String) -> TokenRef {
    TokenRef {
        party: party(),
        contract_id: CiString::from(format!("DE-HVB-{uid}")),
        uid: uid.into(),
        kind: "RFID".to_owned(),
    }
}

fn euro() -> Currency {
    Currency::new("EUR").unwrap_or_else(|| unreachable!("a currency"))
}

/// No more than what tells records apart: what a CPMS says beside is never read for a figure.
fn bytes(id: &RecordId, last_updated: DateTime<Utc>) -> Box<[u8]> {
    let id = id.id.as_str();
    format!(r#"{{"id":"{id}","last_updated":"{last_updated:?}"}}"#)
        .into_bytes()
        .into()
}

fn arrival<T>(record: T, bytes: Box<[u8]>) -> Arrival<T> {
    Arrival {
        record,
        bytes,
        fields: Vec::new(),
        rounded: false,
    }
}

fn page(arrivals: Arrivals) -> Page {
    Page {
        arrivals,
        rejects: Vec::new(),
        cursor: Cursor::default(),
    }
}
