//! Each record of a world with all that decides who sees it, and what it says.

use chrono::{DateTime, Utc};
use model::{Cdr, CiString, Party, Session, TokenRef};

use super::{
    places::{EvseAt, Holder, LocationAt, Places},
    prices,
    who::Who,
    words::{ci, instant, key, state, status},
};
use crate::proof::{
    answer::Kind,
    setup::{Setup, Tenant, Unit, Usage},
    world::World,
};

/// One row that somebody may see.
pub struct Row {
    pub kind: Kind,
    pub key: String,
    /// When its session started; of an EVSE: now.
    pub start: DateTime<Utc>,
    /// Whether that is today where it is.
    pub is_of_today: bool,
    /// The unit that holds it and all above that one; nothing if nobody holds it.
    pub units: Vec<String>,
    pub usage: Usage,
    pub found: Found,
    values: Vec<(&'static str, Option<String>)>,
}

/// Where it was and who it was, as far as that is known.
#[derive(Default)]
pub struct Found {
    pub tenant: Option<String>,
    pub unit: Option<String>,
    pub evse: Option<Named>,
    /// How the EVSE was found.
    pub by: By,
    pub driver: Option<String>,
    pub vehicle: Option<String>,
    pub group: Option<String>,
}

/// By what a record was brought to a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    #[default]
    Nothing,
    Uid,
    PrintedId,
    WholeLocation,
}

/// An EVSE as references name it.
pub struct Named {
    pub country: String,
    pub party: String,
    pub location: String,
    pub uid: String,
}

impl Row {
    /// The tenant that it belongs to.
    pub fn tenant(&self) -> Option<&str> {
        self.found.tenant.as_deref()
    }

    /// A session that could start at a unit, at one of its EVSEs if it is at one, by somebody whom no condition on
    /// people names but their group's.
    pub fn imagined(
        tenant: &Tenant,
        (unit, evse): (&str, Option<EvseAt>),
        (group, usage): (Option<&str>, Usage),
        (start, is_of_today): (DateTime<Utc>, bool),
    ) -> Self {
        Self {
            kind: Kind::Session,
            key: String::new(),
            start,
            is_of_today,
            units: above(tenant, unit),
            usage,
            found: Found {
                tenant: Some(tenant.id.clone()),
                unit: Some(unit.to_owned()),
                group: group.map(str::to_owned),
                evse: evse.map(named),
                ..Found::default()
            },
            values: Vec::new(),
        }
    }

    /// Says this, too.
    pub fn say(&mut self, values: impl IntoIterator<Item = (&'static str, Option<String>)>) {
        self.values.extend(values);
    }

    /// What a field says, if anything.
    pub fn value(&self, field: &str) -> Option<&str> {
        let named = self.values.iter().find(|(name, _)| *name == field);
        let (_, value) = named.unwrap_or_else(|| panic!("{:?} has no field {field}", self.kind));
        value.as_deref()
    }
}

pub fn of(world: &World, setup: &Setup) -> Vec<Row> {
    let places = Places::of(world, setup);
    let making = Making {
        places: &places,
        now: world.now,
    };
    let mut rows = Vec::new();
    for at in places.locations() {
        rows.extend(
            at.location
                .evses
                .iter()
                .map(|evse| making.evse(EvseAt { at, evse })),
        );
    }
    for cpms in &world.cpms {
        let connection = cpms.connection.as_str();
        rows.extend(
            cpms.sessions
                .iter()
                .map(|session| making.session(connection, session)),
        );
        rows.extend(cpms.cdrs.iter().map(|cdr| making.cdr(connection, cdr)));
    }
    prices::add(world, &mut rows);
    rows
}

struct Making<'w> {
    places: &'w Places<'w>,
    now: DateTime<Utc>,
}

/// What a Session and a CDR say of where and who.
struct Record<'w> {
    connection: &'w str,
    party: &'w Party,
    started_at: DateTime<Utc>,
    location_id: &'w CiString,
    evse_uid: Option<&'w CiString>,
    evse_id: Option<&'w CiString>,
    token: &'w TokenRef,
}

impl Making<'_> {
    fn evse(&self, evse: EvseAt) -> Row {
        let holder = self.places.holder_of_evse(evse, self.now);
        let mut row = self.row(Kind::Evse, evse.key(), self.now, holder);
        row.found.evse = Some(named(evse));
        row.values = vec![("status", Some(status(evse.evse.status).to_owned()))];
        row
    }

    fn session(&self, connection: &str, session: &Session) -> Row {
        let record = Record {
            connection,
            party: &session.id.party,
            started_at: session.started_at,
            location_id: &session.location_id,
            evse_uid: session.evse_uid.as_ref(),
            evse_id: None,
            token: &session.token,
        };
        let key = key(connection, &session.id.party, &session.id.id);
        let mut row = self.record(Kind::Session, key, &record);
        row.values.extend([
            ("status", Some(state(session.status).to_owned())),
            ("started_at", Some(instant(session.started_at))),
            ("ended_at", session.ended_at.map(instant)),
            ("energy_wh", Some(session.energy.wh().to_string())),
            ("currency", Some(session.currency.to_string())),
            ("net", session.cost.map(|cost| cost.net.to_string())),
            (
                "gross",
                session
                    .cost
                    .and_then(|cost| cost.gross)
                    .map(|gross| gross.to_string()),
            ),
        ]);
        row
    }

    fn cdr(&self, connection: &str, cdr: &Cdr) -> Row {
        let record = Record {
            connection,
            party: &cdr.id.party,
            started_at: cdr.started_at,
            location_id: &cdr.location_id,
            evse_uid: cdr.evse_uid.as_ref(),
            evse_id: cdr.evse_id.as_ref(),
            token: &cdr.token,
        };
        let key = key(connection, &cdr.id.party, &cdr.id.id);
        let mut row = self.record(Kind::Cdr, key, &record);
        // a credit takes off, whatever sign it came with
        let is_credit = cdr.credit.is_some();
        let signed = |value: i64| if is_credit { -value.abs() } else { value };
        let money = |minor4: i64| model::Amount::from_minor4(signed(minor4)).to_string();
        row.values.extend([
            ("started_at", Some(instant(cdr.started_at))),
            ("ended_at", Some(instant(cdr.ended_at))),
            ("energy_wh", Some(signed(cdr.energy.wh()).to_string())),
            ("is_credit", Some(is_credit.to_string())),
            (
                "session_id",
                cdr.session_id.as_ref().map(ToString::to_string),
            ),
            ("currency", Some(cdr.currency.to_string())),
            ("net", Some(money(cdr.cost.net.minor4()))),
            ("gross", cdr.cost.gross.map(|gross| money(gross.minor4()))),
        ]);
        row
    }

    /// Where a record was and who charged, by the rules that Sessions and CDRs share.
    fn record(&self, kind: Kind, key: String, record: &Record) -> Row {
        let (connection, party) = (record.connection, record.party);
        let location = self.places.location(connection, party, record.location_id);
        let by_uid = record
            .evse_uid
            .and_then(|uid| self.places.evse(connection, party, |evse| evse.uid == *uid));
        let by_printed = record.evse_id.and_then(|printed| {
            self.places.evse(connection, party, |evse| {
                evse.evse_id.as_ref() == Some(printed)
            })
        });
        let (by, evse) = match (by_uid, by_printed) {
            (Some(evse), _) => (By::Uid, Some(evse)),
            (None, Some(evse)) => (By::PrintedId, Some(evse)),
            (None, None) => (By::WholeLocation, None),
        };
        let at = record.started_at;
        let holder = match evse {
            Some(evse) => self.places.holder_of_evse(evse, at),
            None => location.and_then(|location| self.places.holder_of_whole(location, at)),
        };
        let mut row = self.row(kind, key, at, holder);
        row.found.by = by;
        row.found.evse = evse.map(named);
        let tenant = holder.map(|holder| self.places.tenant(holder));
        let who = tenant.map(|tenant| Who::charged(tenant, record.token, at));
        let who = who.unwrap_or_default();
        row.usage = tenant.map_or(Usage::Unknown, |tenant| who.usage(tenant));
        row.found.driver = who.driver.map(|driver| driver.id.clone());
        row.found.vehicle = who.vehicle.map(|vehicle| vehicle.id.clone());
        row.found.group = who.group().map(str::to_owned);
        let of_tenant = |id: &Option<String>| {
            tenant
                .zip(id.as_ref())
                .map(|(tenant, id)| format!("{}/{id}", tenant.id))
        };
        row.values = vec![
            ("unit", of_tenant(&row.found.unit)),
            ("location", location.map(|at: LocationAt| at.key())),
            ("evse", evse.map(|evse| evse.key())),
            ("group", of_tenant(&row.found.group)),
            ("driver", row.found.driver.clone()),
            ("vehicle", row.found.vehicle.clone()),
            ("cost_centre", who.cost_centre().map(str::to_owned)),
            ("driver_name", who.driver.map(|driver| driver.name.clone())),
            (
                "plate",
                who.vehicle.and_then(|vehicle| vehicle.plate.clone()),
            ),
            ("token_uid", Some(ci(&record.token.uid))),
            ("contract_id", Some(ci(&record.token.contract_id))),
        ];
        row
    }

    fn row(&self, kind: Kind, key: String, start: DateTime<Utc>, holder: Option<Holder>) -> Row {
        let is_of_today = holder.is_some_and(|holder| {
            let zone = self.places.zone(holder, self.now);
            let day = |instant: DateTime<Utc>| instant.with_timezone(&zone).date_naive();
            day(start) == day(self.now)
        });
        Row {
            kind,
            key,
            start,
            is_of_today,
            units: holder.map_or_else(Vec::new, |holder| {
                above(self.places.tenant(holder), holder.unit)
            }),
            usage: Usage::Unknown,
            found: Found {
                tenant: holder.map(|holder| self.places.tenant(holder).id.clone()),
                unit: holder.map(|holder| holder.unit.to_owned()),
                ..Found::default()
            },
            values: Vec::new(),
        }
    }
}

/// This unit and all above it.
fn above(tenant: &Tenant, unit: &str) -> Vec<String> {
    fn path(units: &[Unit], to: &str) -> Option<Vec<String>> {
        units.iter().find_map(|unit| {
            let mut path = if unit.id == to {
                Vec::new()
            } else {
                path(&unit.units, to)?
            };
            path.push(unit.id.clone());
            Some(path)
        })
    }
    path(&tenant.units, unit).unwrap_or_else(|| panic!("{} has no unit {unit}", tenant.id))
}

fn named(evse: EvseAt) -> Named {
    let id = &evse.at.location.id;
    Named {
        country: id.party.country_code.to_string(),
        party: id.party.party_id.to_string(),
        location: id.id.to_string(),
        uid: evse.evse.uid.to_string(),
    }
}
