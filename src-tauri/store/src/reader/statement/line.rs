//! The lines of a statement, as they are read.

use std::{collections::HashMap, ops::Range};

use access::Class;
use chrono::DateTime;
use chrono_tz::Tz;
use model::{Amount, Energy};
use sqlx::SqliteConnection;

use super::{WantedField, of_units};
use crate::{
    Cell,
    error::ReadError,
    reader::{
        Period, PriceCheck, RecordField, SessionPart, ask_for,
        places::LocalDays,
        sessions::{fields_of, parts_of, price_check},
    },
    writer::json,
};

/// One CDR.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementLine {
    /// When it started, in the Location's own time.
    pub started_at: DateTime<Tz>,
    /// When it ended, likewise.
    pub ended_at: DateTime<Tz>,
    /// When the CPMS wrote it last, likewise.
    pub written_at: DateTime<Tz>,
    /// The Location's name.
    pub location: Option<String>,
    /// The EVSE, as it is printed on it.
    pub evse: Option<String>,
    /// What was charged; of a credit what it takes off, below zero.
    pub energy: Energy,
    /// It takes back another one.
    pub is_credit: bool,
    /// Which of the lines it takes back, if that is one of them.
    pub takes_back: Option<usize>,
    /// What it costs, for whoever may see that.
    pub money: Cell<LineMoney>,
}

/// What a CDR costs.
#[derive(Clone, Debug, PartialEq)]
pub struct LineMoney {
    /// ISO 4217.
    pub currency: String,
    /// What the CPMS charged, without VAT; of a credit below zero.
    pub net: Amount,
    /// With VAT, where the CPMS says it.
    pub gross: Option<Amount>,
    /// How that compares with its tariff.
    pub check: PriceCheck,
    /// Why it differs or can't be worked out, as in `cdr.price_reason`.
    pub reason: Option<String>,
    /// What it comes to by its tariff, without VAT.
    pub our_net: Option<Amount>,
    /// With VAT, where the tariff says it.
    pub our_gross: Option<Amount>,
    /// What the net by its tariff is made of.
    pub our_parts: Vec<SessionPart>,
    /// Those of the CPMS's own fields that were asked for.
    pub fields: Vec<RecordField>,
}

/// So many are unpacked in one snapshot.
const SLICE: usize = 200;

#[derive(sqlx::FromRow)]
struct Found {
    record: i64,
    connection: i64,
    country: String,
    party: String,
    id: String,
    credit_reference_id: Option<String>,
    bits: u8,
    location: Option<i64>,
    evse: Option<i64>,
    started_at: i64,
    ended_at: i64,
    last_updated_at: i64,
    energy_wh: i64,
    is_credit: bool,
    currency: Option<String>,
    net: Option<i64>,
    gross: Option<i64>,
    price_state: Option<String>,
    price_reason: Option<String>,
    our_net: Option<i64>,
    our_gross: Option<i64>,
    our_parts: Option<String>,
}

/// Lines with the keys that their fields are read by.
pub(super) struct Lines {
    records: Vec<(i64, i64)>,
    lines: Vec<StatementLine>,
}

impl Lines {
    pub(super) async fn find(
        db: &mut SqliteConnection,
        days: LocalDays,
        units: &[i64],
    ) -> Result<Self, ReadError> {
        let places = Places::load(db).await?;
        ask_for(db, days.anywhere()).await?;
        let found: Vec<Found> = of_units(include_str!("../../sql/statement/cdrs.sql"), days, units)
            .fetch_all(db)
            .await?;
        let taken_back = taken_back(&found);
        Ok(Self {
            records: found
                .iter()
                .map(|row| (row.record, row.started_at))
                .collect(),
            lines: found
                .into_iter()
                .zip(taken_back)
                .map(|(row, takes_back)| row.line(takes_back, &places))
                .collect(),
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The parts in which what the CPMS wrote is read.
    pub(super) fn slices(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let all = self.lines.len();
        (0..all)
            .step_by(SLICE)
            .map(move |from| from..all.min(from + SLICE))
    }

    /// Reads what the CPMS wrote of a part of the lines.
    pub(super) async fn read(
        &mut self,
        db: &mut SqliteConnection,
        slice: Range<usize>,
        wanted: WantedField,
    ) -> Result<(), ReadError> {
        let of_slice = self.records.get(slice.clone()).unwrap_or_default();
        let starts = of_slice.iter().map(|(_, started_at)| *started_at);
        let (Some(from), Some(last)) = (starts.clone().min(), starts.max()) else {
            return Ok(());
        };
        let period = Period {
            from,
            until: last.saturating_add(1),
        };
        ask_for(db, period).await?;
        let records: Vec<i64> = of_slice.iter().map(|(record, _)| *record).collect();
        let mut fields = fields_of(db, &json(&records), wanted).await?;
        for (line, record) in self.lines[slice].iter_mut().zip(&records) {
            if let Cell::Shown(money) = &mut line.money {
                money.fields = fields.remove(record).unwrap_or_default();
            }
        }
        Ok(())
    }

    pub(super) fn done(self) -> Vec<StatementLine> {
        self.lines
    }
}

/// Which of the rows each of them takes back. Ids compare without regard to case.
fn taken_back(found: &[Found]) -> Vec<Option<usize>> {
    let named = |row: &Found, id: &str| {
        let id = id.to_ascii_lowercase();
        let (country, party) = (
            row.country.to_ascii_lowercase(),
            row.party.to_ascii_lowercase(),
        );
        (row.connection, country, party, id)
    };
    let places: HashMap<_, usize> = found
        .iter()
        .enumerate()
        .map(|(at, row)| (named(row, &row.id), at))
        .collect();
    let original = |row: &Found| {
        let original = row.credit_reference_id.as_ref().filter(|_| row.is_credit)?;
        places.get(&named(row, original)).copied()
    };
    found.iter().map(original).collect()
}

impl Found {
    fn line(self, takes_back: Option<usize>, places: &Places) -> StatementLine {
        let location = self
            .location
            .and_then(|location| places.locations.get(&location));
        let zone = location.map_or(Tz::UTC, |(_, zone)| *zone);
        let local = |at: i64| {
            DateTime::from_timestamp_millis(at)
                .unwrap_or_default()
                .with_timezone(&zone)
        };
        let has_money = self.bits & Class::C.bit() != 0;
        StatementLine {
            started_at: local(self.started_at),
            ended_at: local(self.ended_at),
            written_at: local(self.last_updated_at),
            location: location.map(|(name, _)| name.clone()),
            evse: self.evse.and_then(|evse| places.evses.get(&evse).cloned()),
            energy: Energy::from_wh(self.energy_wh),
            is_credit: self.is_credit,
            takes_back,
            money: match (self.currency, self.net) {
                (Some(currency), Some(net)) if has_money => Cell::Shown(LineMoney {
                    currency,
                    net: Amount::from_minor4(net),
                    gross: self.gross.map(Amount::from_minor4),
                    check: price_check(self.price_state.as_deref()),
                    reason: self.price_reason,
                    our_net: self.our_net.map(Amount::from_minor4),
                    our_gross: self.our_gross.map(Amount::from_minor4),
                    our_parts: self.our_parts.as_deref().map(parts_of).unwrap_or_default(),
                    fields: Vec::new(),
                }),
                _ => Cell::Hidden,
            },
        }
    }
}

/// What places are called, and where their days begin.
struct Places {
    locations: HashMap<i64, (String, Tz)>,
    evses: HashMap<i64, String>,
}

impl Places {
    async fn load(db: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        let locations: Vec<(i64, String, String)> = sqlx::query_as(
            "SELECT l.location, coalesce(l.name, l.id), l.time_zone FROM v_location l",
        )
        .fetch_all(&mut *db)
        .await?;
        let evses: Vec<(i64, String)> =
            sqlx::query_as("SELECT p.evse, coalesce(p.evse_id, p.label, p.uid) FROM v_place p")
                .fetch_all(db)
                .await?;
        let zoned = |(location, name, zone): (i64, String, String)| {
            (location, (name, zone.parse().unwrap_or(Tz::UTC)))
        };
        Ok(Self {
            locations: locations.into_iter().map(zoned).collect(),
            evses: evses.into_iter().collect(),
        })
    }
}
