//! A row of the list, as it is read by its key.

use std::collections::BTreeSet;

use access::Class;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Tz;
use sqlx::SqliteConnection;

use super::{
    IdKey, PriceCheck, SessionRow, SessionState, id::NaturalId, is_stalled, listing::RecordKey,
};
use crate::{
    Cell,
    error::ReadError,
    reader::{Period, ask_for, cut::day},
    wire::{Count, Minor4, Wh},
    writer::json,
};

/// A record as the masked views show it, with what its places are called.
#[derive(sqlx::FromRow)]
pub(super) struct Read {
    #[sqlx(flatten)]
    natural: NaturalId,
    pub record: i64,
    bits: u8,
    status: String,
    started_at: i64,
    day: i64,
    ended_at: Option<i64>,
    last_updated_at: i64,
    time_zone: Option<String>,
    tenant: Option<String>,
    property: Option<String>,
    location: Option<String>,
    evse: Option<String>,
    group_name: Option<String>,
    /// Somebody is enrolled.
    is_enrolled: bool,
    pseudonym: Option<String>,
    person: Option<String>,
    /// `TENANT/ID` of a driver or vehicle that is named.
    identity: Option<String>,
    cost_centre: Option<String>,
    energy_wh: i64,
    currency: Option<String>,
    net: Option<i64>,
    gross: Option<i64>,
    price_state: Option<String>,
    pub price_reason: Option<String>,
    pub our_net: Option<i64>,
    pub our_gross: Option<i64>,
    pub our_parts: Option<String>,
}

/// As in `raw.kind`.
pub(super) const SESSION: u8 = 3;
pub(super) const CDR: u8 = 4;

/// The records of these keys, as far as they are there, in any order.
pub(super) async fn read(
    db: &mut SqliteConnection,
    keys: &[RecordKey],
) -> Result<Vec<(RecordKey, Read)>, ReadError> {
    let starts = keys.iter().map(|key| key.started_at);
    let (Some(from), Some(last)) = (starts.clone().min(), starts.max()) else {
        return Ok(Vec::new());
    };
    let period = Period {
        from,
        until: last.saturating_add(1),
    };
    ask_for(db, period).await?;
    let mut all = Vec::with_capacity(keys.len());
    for (kind, statement) in [
        (CDR, include_str!("../../sql/sessions/cdrs.sql")),
        (SESSION, include_str!("../../sql/sessions/sessions.sql")),
    ] {
        let records: BTreeSet<i64> = keys
            .iter()
            .filter(|key| key.kind == kind)
            .map(|key| key.record)
            .collect();
        if records.is_empty() {
            continue;
        }
        let rows: Vec<Read> = sqlx::query_as(statement)
            .bind(json(&records))
            .fetch_all(&mut *db)
            .await?;
        let keyed = |read: Read| {
            let key = RecordKey {
                kind,
                record: read.record,
                started_at: read.started_at,
            };
            (key, read)
        };
        all.extend(rows.into_iter().map(keyed));
    }
    Ok(all)
}

impl Read {
    pub(super) fn id(&self, key: &IdKey) -> String {
        key.id(self.started_at, &self.natural)
    }

    /// Who it is of, as the audit log puts them down: `-` for who is not enrolled.
    pub(super) fn named(&self) -> String {
        let tenant = self.tenant.as_deref().unwrap_or("-");
        format!("{tenant}/{}", self.identity.as_deref().unwrap_or("-"))
    }

    /// Whether a list says who it is of.
    pub(super) fn names_somebody(&self) -> bool {
        self.person.is_some()
    }

    pub(super) fn day(&self) -> NaiveDate {
        day(self.day)
    }

    pub(super) fn has(&self, class: Class) -> bool {
        self.bits & class.bit() != 0
    }

    pub(super) fn row(&self, key: &IdKey, now: DateTime<Utc>) -> SessionRow {
        let zone = self.zone();
        let is_open = self.ended_at.is_none();
        let minutes = self
            .ended_at
            .map(|ended| (ended - self.started_at) / 60_000);
        let sees_people = self.has(Class::P) || self.has(Class::D);
        let person = self.person.clone().or_else(|| self.pseudonym.clone());
        let money = |value: Option<i64>| match value {
            _ if !self.has(Class::C) => Cell::Hidden,
            Some(value) => Cell::Shown(Minor4::new(value)),
            None => Cell::Empty,
        };
        SessionRow {
            id: self.id(key),
            state: self.state(now),
            started_at: local(self.started_at, zone),
            ended_at: self.ended_at.filter(|_| !is_open).map(|at| local(at, zone)),
            minutes: minutes.map(Count::new),
            property: self.property.clone(),
            location: self.location.clone(),
            evse: self.evse.clone(),
            group: self.group_name.clone(),
            driver: match person {
                _ if !sees_people => Cell::Hidden,
                Some(person) if self.is_enrolled => Cell::Shown(person),
                Some(_) | None => Cell::Empty,
            },
            cost_centre: match &self.cost_centre {
                _ if !self.has(Class::P) => Cell::Hidden,
                Some(value) => Cell::Shown(value.clone()),
                None => Cell::Empty,
            },
            energy: Wh::new(self.energy_wh),
            currency: match &self.currency {
                _ if !self.has(Class::C) => Cell::Hidden,
                Some(currency) => Cell::Shown(currency.clone()),
                None => Cell::Empty,
            },
            net: money(self.net),
            gross: money(self.gross),
            price: match self.price_state.as_deref() {
                _ if !self.has(Class::C) => Cell::Hidden,
                Some(state) => Cell::Shown(price_check(Some(state))),
                None => Cell::Empty,
            },
        }
    }

    pub(super) fn zone(&self) -> Tz {
        let zone = self.time_zone.as_deref().and_then(|zone| zone.parse().ok());
        zone.unwrap_or(Tz::UTC)
    }

    fn state(&self, now: DateTime<Utc>) -> SessionState {
        match self.status.as_str() {
            "billed" => SessionState::Billed,
            "credit" => SessionState::Credit,
            "ACTIVE" if is_stalled(self.started_at, self.last_updated_at, now) => {
                SessionState::Stalled
            }
            "ACTIVE" => SessionState::Running,
            "COMPLETED" => SessionState::Unbilled,
            "PENDING" => SessionState::Pending,
            _ => SessionState::Reserved,
        }
    }
}

/// As `cdr.price_state` has it; `None` before it is priced.
pub(in crate::reader) fn price_check(state: Option<&str>) -> PriceCheck {
    match state {
        Some("same") => PriceCheck::Same,
        Some("rounding") => PriceCheck::Rounding,
        Some("different") => PriceCheck::Different,
        Some("impossible") => PriceCheck::Impossible,
        Some(_) | None => PriceCheck::Unpriced,
    }
}

/// An instant in a Location's own time, with what that is away from UTC.
fn local(at: i64, zone: Tz) -> String {
    let at = DateTime::from_timestamp_millis(at).unwrap_or_default();
    at.with_timezone(&zone)
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}
