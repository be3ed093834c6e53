//! What waits to be priced goes out with all that it takes, and what came of it is kept beside the CDR.
//!
//! The Writer works out no price. It keeps the count of what is checked and what differs right, and forgets a price
//! that no longer holds: of a CDR that came anew, of a credit whose original did or is another tenant's, of whatever was priced by a tariff
//! or in a time zone that is another now. What is out meanwhile and no longer holds is not taken back.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono_tz::Tz;
use model::{
    Amount, ChargingCost, Component, Currency, Party, PricePart, PriceReason, PriceState, RecordId,
};
use sqlx::{Connection as _, SqliteConnection};

use super::{Writer, cells, raw};
use crate::{error::WriteError, unpack::Unpackers};

/// The tariffs that are here, by connection and name.
type Tariffs = HashMap<(i64, RecordId), Vec<u8>>;

/// What the Writer knows of prices that are being worked out.
#[derive(Default)]
pub(super) struct Out {
    /// CDRs that went out and hold as they went.
    cdrs: HashSet<i64>,
    /// `None` until they are asked for, and after one has changed.
    tariffs: Option<Arc<Tariffs>>,
}

impl Out {
    /// These are not what they were when they went out.
    pub(super) fn recall(&mut self, cdrs: &[i64]) {
        for cdr in cdrs {
            self.cdrs.remove(cdr);
        }
    }

    /// Tariffs or time zones are others now.
    pub(super) fn recall_all(&mut self) {
        *self = Self::default();
    }
}

/// A CDR that waits to be priced.
#[derive(Debug)]
pub struct Unpriced {
    cdr: i64,
    connection: i64,
    party: Party,
    tariffs: Arc<Tariffs>,
    /// The CPMS's own bytes: of a credit, those of the CDR that it takes back, if that is here.
    pub record: Option<Vec<u8>>,
    /// Whether it is a credit.
    pub is_credit: bool,
    /// The currency of its cost.
    pub currency: Currency,
    /// What the CPMS charged; of a credit what it takes off, below zero.
    pub charged: ChargingCost,
    /// The Location's, or UTC where no Location is known.
    pub time_zone: Tz,
}

impl Unpriced {
    /// The bytes of the tariff of its party that has this id, if that is here.
    pub fn tariff(&self, id: &str) -> Option<&[u8]> {
        let id = RecordId {
            party: self.party.clone(),
            id: id.into(),
        };
        self.tariffs.get(&(self.connection, id)).map(Vec::as_slice)
    }

    /// What came of it.
    pub fn priced(&self, price: Price) -> Priced {
        Priced {
            cdr: self.cdr,
            price,
        }
    }
}

/// What came of pricing one of them.
#[derive(Debug)]
pub struct Priced {
    cdr: i64,
    price: Price,
}

/// How a CDR's price compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// With what the CPMS charged.
    pub state: PriceState,
    /// Why it is different or impossible, and `None` otherwise.
    pub reason: Option<PriceReason>,
    /// By our own calculation, without VAT.
    pub net: Option<Amount>,
    /// With VAT.
    pub gross: Option<Amount>,
    /// What the net is made of.
    pub parts: Vec<PricePart>,
    /// The id of the kept tariff that it was priced by, or looked for.
    pub by_kept: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Question {
    cdr: i64,
    connection: i64,
    country: String,
    party: String,
    is_credit: bool,
    currency: String,
    net: i64,
    gross: Option<i64>,
    time_zone: Option<String>,
    dictionary: Option<i64>,
    bytes: Option<Vec<u8>>,
}

/// A tariff's row.
#[derive(sqlx::FromRow)]
struct Kept {
    connection: i64,
    country: String,
    party: String,
    id: String,
    dictionary: Option<i64>,
    bytes: Vec<u8>,
}

impl Writer {
    /// Nobody is at work on what went out any more: all of it waits again.
    pub fn call_back_prices(&mut self) {
        self.out.recall_all();
    }

    /// Gives out so many CDRs that wait to be priced, the newest first, and none that is out already.
    ///
    /// # Errors
    /// The database's, and the compressor's.
    pub async fn unpriced(&mut self, most: usize) -> Result<Vec<Unpriced>, WriteError> {
        let limit = i64::try_from(most + self.out.cdrs.len()).unwrap_or(i64::MAX);
        let newest: Vec<i64> = sqlx::query_scalar(include_str!("../sql/prices/newest.sql"))
            .bind(limit)
            .fetch_all(&mut self.db)
            .await?;
        let is_in = |cdr: &i64| !self.out.cdrs.contains(cdr);
        let rows: Vec<i64> = newest.into_iter().filter(is_in).take(most).collect();
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut unpackers = Unpackers::load(&mut self.db).await?;
        let tariffs = match &self.out.tariffs {
            Some(tariffs) => Arc::clone(tariffs),
            None => Arc::new(tariffs(&mut self.db, &mut unpackers).await?),
        };
        self.out.tariffs = Some(Arc::clone(&tariffs));
        let questions: Vec<Question> = sqlx::query_as(include_str!("../sql/prices/questions.sql"))
            .bind(raw::json(&rows))
            .fetch_all(&mut self.db)
            .await?;
        let mut unpriced = Vec::with_capacity(questions.len());
        for question in questions {
            let bytes = question.bytes.as_deref();
            let record = bytes.map(|bytes| unpackers.unpack(question.dictionary, bytes));
            let record = record.transpose().map_err(WriteError::Compression)?;
            // never: a CDR lands with a currency alone
            let Some(currency) = Currency::new(&question.currency) else {
                continue;
            };
            unpriced.push(Unpriced {
                cdr: question.cdr,
                connection: question.connection,
                party: party(&question.country, &question.party),
                tariffs: Arc::clone(&tariffs),
                record,
                is_credit: question.is_credit,
                currency,
                charged: ChargingCost {
                    net: Amount::from_minor4(question.net),
                    gross: question.gross.map(Amount::from_minor4),
                },
                time_zone: question
                    .time_zone
                    .and_then(|zone| zone.parse().ok())
                    .unwrap_or(Tz::UTC),
            });
        }
        self.out.cdrs.extend(rows);
        Ok(unpriced)
    }

    /// Keeps what came of it, with the cells, in one transaction: of all that still holds.
    ///
    /// # Errors
    /// The database's; then none of it is kept, and all of it goes out again.
    pub async fn keep_prices(&mut self, prices: &[Priced]) -> Result<(), WriteError> {
        let rows: Vec<_> = prices
            .iter()
            .filter(|priced| self.out.cdrs.remove(&priced.cdr))
            .map(|Priced { cdr, price }| {
                (
                    *cdr,
                    state(price.state),
                    price.reason.map(reason),
                    price.net.map(Amount::minor4),
                    price.gross.map(Amount::minor4),
                    &price.by_kept,
                    parts(&price.parts),
                )
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let cdrs: Vec<i64> = rows.iter().map(|row| row.0).collect();
        let mut transaction = self.db.begin().await?;
        let db = &mut *transaction;
        cells::begin_prices(db).await?;
        sqlx::query(include_str!("../sql/prices/keep.sql"))
            .bind(raw::json(&rows))
            .execute(&mut *db)
            .await?;
        count(db, &cdrs, 1).await?;
        cells::end_prices(db).await?;
        transaction.commit().await?;
        self.log.fold_if_large(&mut self.db).await;
        Ok(())
    }
}

/// After these CDRs were written: the credits that take them back.
pub(super) async fn forget_credits_of(
    db: &mut SqliteConnection,
    cdrs: &[i64],
) -> Result<Vec<i64>, WriteError> {
    forget(db, include_str!("../sql/prices/of_originals.sql"), cdrs).await
}

/// After these CDRs were given to others: credits that are not their original's tenant's any more, or are now.
pub(super) async fn forget_moved(
    db: &mut SqliteConnection,
    cdrs: &[i64],
) -> Result<(), WriteError> {
    forget(db, include_str!("../sql/prices/of_moved.sql"), cdrs).await?;
    Ok(())
}

/// After these Tariffs were written: what was priced by them, and what carries a tariff of its own was not.
pub(super) async fn forget_priced_by(
    db: &mut SqliteConnection,
    tariffs: &[i64],
) -> Result<(), WriteError> {
    forget(db, include_str!("../sql/prices/of_tariffs.sql"), tariffs).await?;
    Ok(())
}

/// After these Locations were given another time zone.
pub(super) async fn forget_at(
    db: &mut SqliteConnection,
    locations: &[i64],
) -> Result<(), WriteError> {
    forget(
        db,
        include_str!("../sql/prices/of_locations.sql"),
        locations,
    )
    .await?;
    Ok(())
}

/// The CDRs that were found.
async fn forget(
    db: &mut SqliteConnection,
    find: &'static str,
    rows: &[i64],
) -> Result<Vec<i64>, WriteError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let cdrs: Vec<i64> = sqlx::query_scalar(find)
        .bind(raw::json(&rows))
        .fetch_all(&mut *db)
        .await?;
    if cdrs.is_empty() {
        return Ok(cdrs);
    }
    cells::begin_prices(db).await?;
    count(db, &cdrs, -1).await?;
    sqlx::query(include_str!("../sql/prices/forget.sql"))
        .bind(raw::json(&cdrs))
        .execute(&mut *db)
        .await?;
    cells::end_prices(db).await?;
    Ok(cdrs)
}

async fn count(db: &mut SqliteConnection, cdrs: &[i64], times: i64) -> Result<(), WriteError> {
    sqlx::query(include_str!("../sql/prices/count.sql"))
        .bind(raw::json(&cdrs))
        .bind(times)
        .execute(db)
        .await?;
    Ok(())
}

async fn tariffs(
    db: &mut SqliteConnection,
    unpackers: &mut Unpackers,
) -> Result<Tariffs, WriteError> {
    let kept: Vec<Kept> = sqlx::query_as(include_str!("../sql/prices/tariffs.sql"))
        .fetch_all(db)
        .await?;
    let tariffs = kept.into_iter().map(|kept| {
        let id = RecordId {
            party: party(&kept.country, &kept.party),
            id: kept.id.as_str().into(),
        };
        let bytes = unpackers.unpack(kept.dictionary, &kept.bytes);
        let bytes = bytes.map_err(WriteError::Compression)?;
        Ok(((kept.connection, id), bytes))
    });
    tariffs.collect()
}

fn party(country: &str, party: &str) -> Party {
    Party {
        country_code: country.into(),
        party_id: party.into(),
    }
}

/// As they stand in `cdr.our_parts`.
fn parts(parts: &[PricePart]) -> Option<String> {
    let rows: Vec<_> = parts
        .iter()
        .map(|part| {
            (
                component(part.component),
                part.quantity.normalize().to_string(),
                part.price.map(|price| price.normalize().to_string()),
                part.net.minor4(),
                part.vat.map(Amount::minor4),
                part.gross.map(Amount::minor4),
            )
        })
        .collect();
    (!rows.is_empty()).then(|| raw::json(&rows))
}

fn component(component: Component) -> &'static str {
    match component {
        Component::Energy => "energy",
        Component::Time => "time",
        Component::Parking => "parking",
        Component::Flat => "flat",
    }
}

/// As it stands in `cdr.price_state`.
fn state(state: PriceState) -> &'static str {
    match state {
        PriceState::Same => "same",
        PriceState::Rounding => "rounding",
        PriceState::Different => "different",
        PriceState::Impossible => "impossible",
    }
}

/// As it stands in `cdr.price_reason`.
fn reason(reason: PriceReason) -> &'static str {
    match reason {
        PriceReason::Cost(of) => component(of),
        PriceReason::Vat => "vat",
        PriceReason::Total => "total",
        PriceReason::NoTariff => "no-tariff",
        PriceReason::NoPeriods => "no-periods",
        PriceReason::OtherCurrency => "other-currency",
        PriceReason::SeveralTariffs => "several-tariffs",
        PriceReason::Reservation => "reservation",
        PriceReason::NoOriginal => "no-original",
        PriceReason::Unreadable => "unreadable",
    }
}
