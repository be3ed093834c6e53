//! Sums over sessions and CDRs, cut in the ways that people ask for.

use std::collections::BTreeMap;

use access::Rows;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use model::Currency;
use sqlx::{Connection as _, SqliteConnection};

use super::{Freshness, Reader, freshness};
use crate::{error::ReadError, visible::Visible};

/// How figures are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Not at all.
    Total,
    /// By the nearest property above the EVSE.
    Property,
    /// By the month in which sessions started, local to their Location.
    Month,
}

impl Cut {
    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Property => "property",
            Self::Month => "month",
        }
    }
}

/// What is asked: local days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How the answer is cut.
    pub by: Cut,
    /// The clock that decides what is charging now.
    pub now: DateTime<Utc>,
}

/// What a row of figures speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Everything.
    Total,
    /// What no tenant holds.
    Unassigned,
    /// What a tenant holds outside any property.
    NoProperty {
        /// The tenant's id.
        tenant: String,
    },
    /// A property.
    Property {
        /// The tenant's id.
        tenant: String,
        /// The property's id in it.
        unit: String,
        /// What people call it.
        name: String,
    },
    /// A month, `YYYY-MM`.
    Month(String),
}

/// The figures of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureRow {
    /// Sessions that are not INVALID, and CDRs whose Session is not here.
    pub sessions: i64,
    /// CDRs that are not credits.
    pub cdrs: i64,
    /// CDRs that are.
    pub credits: i64,
    /// Energy of CDRs, credits taken off, in Wh.
    pub energy_wh: i64,
    /// Energy of completed sessions that no CDR bills, in Wh.
    pub unbilled_wh: i64,
    /// Net cost by currency, credits taken off, in ten-thousandths.
    pub net: BTreeMap<Currency, i64>,
    /// Gross cost likewise; `None` where the CPMS left it out of a CDR, so that no sum is right.
    pub gross: BTreeMap<Currency, Option<i64>>,
}

/// The answer to a [`Question`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Whose Scope answers.
    pub asked_by: String,
    /// What was asked.
    pub question: Question,
    /// How far the answer can be trusted.
    pub freshness: Freshness,
    /// One row for each key with a record, or with an EVSE in the period.
    pub rows: BTreeMap<Key, FigureRow>,
    /// Over all rows.
    pub total: FigureRow,
    /// Sessions running now.
    pub charging_now: i64,
    /// Sessions that say that they run and can't.
    pub stalled: i64,
}

#[derive(sqlx::FromRow)]
struct Sums {
    tenant: Option<String>,
    property: Option<String>,
    name: Option<String>,
    month: Option<String>,
    currency: Option<String>,
    sessions: i64,
    cdrs: i64,
    credits: i64,
    energy_wh: i64,
    unbilled_wh: i64,
    net: i64,
    gross: i64,
    without_gross: i64,
}

/// An ACTIVE session that started longer ago, or was updated longer ago, is not charging.
const LONGEST_SESSION: TimeDelta = TimeDelta::hours(48);
const LONGEST_SILENCE: TimeDelta = TimeDelta::hours(24);

impl Reader {
    /// Figures over a period.
    ///
    /// # Errors
    /// The database's.
    pub async fn figures(&mut self, question: Question) -> Result<Visible<Figures>, ReadError> {
        let mut transaction = self.db.begin().await?;
        let figures = match self.scope.rows() {
            Rows::All => figures(&mut transaction, self.scope.person(), question).await?,
        };
        transaction.rollback().await?;
        Ok(Visible::new(figures, self.scope.id()))
    }
}

async fn figures(
    db: &mut SqliteConnection,
    asked_by: &str,
    question: Question,
) -> Result<Figures, ReadError> {
    let sums: Vec<Sums> = sqlx::query_as(include_str!("../sql/figures.sql"))
        .bind(days(question.from))
        .bind(days(question.to))
        .bind(question.by.name())
        .fetch_all(&mut *db)
        .await?;
    let mut rows: BTreeMap<Key, FigureRow> = BTreeMap::new();
    let mut total = FigureRow::default();
    for sums in &sums {
        add(&mut total, sums);
        if question.by != Cut::Total {
            add(rows.entry(key(question.by, sums)).or_default(), sums);
        }
    }
    if question.by == Cut::Property {
        for key in properties_with_an_evse(db, question).await? {
            rows.entry(key).or_default();
        }
    }
    let (charging_now, stalled) = sqlx::query_as(include_str!("../sql/charging_now.sql"))
        .bind((question.now - LONGEST_SESSION).timestamp_millis())
        .bind((question.now - LONGEST_SILENCE).timestamp_millis())
        .fetch_one(&mut *db)
        .await?;
    let freshness = freshness::of(db).await?;
    Ok(Figures {
        asked_by: asked_by.to_owned(),
        question,
        freshness,
        rows,
        total,
        charging_now,
        stalled,
    })
}

fn key(by: Cut, sums: &Sums) -> Key {
    match by {
        Cut::Total => Key::Total,
        Cut::Month => Key::Month(sums.month.clone().unwrap_or_default()),
        Cut::Property => place_key(
            sums.tenant.clone(),
            sums.property.clone(),
            sums.name.clone(),
        ),
    }
}

fn place_key(tenant: Option<String>, property: Option<String>, name: Option<String>) -> Key {
    match (tenant, property) {
        (None, _) => Key::Unassigned,
        (Some(tenant), None) => Key::NoProperty { tenant },
        (Some(tenant), Some(unit)) => Key::Property {
            tenant,
            unit,
            name: name.unwrap_or_default(),
        },
    }
}

fn add(row: &mut FigureRow, sums: &Sums) {
    row.sessions += sums.sessions;
    row.cdrs += sums.cdrs;
    row.credits += sums.credits;
    row.energy_wh += sums.energy_wh;
    row.unbilled_wh += sums.unbilled_wh;
    if let Some(currency) = sums.currency.as_deref().and_then(Currency::new) {
        *row.net.entry(currency).or_default() += sums.net;
        let gross = row.gross.entry(currency).or_insert(Some(0));
        *gross = gross
            .filter(|_| sums.without_gross == 0)
            .map(|gross| gross + sums.gross);
    }
}

/// Properties, and what belongs to none, that had an EVSE in the period: they are rows without a single session, too.
async fn properties_with_an_evse(
    db: &mut SqliteConnection,
    question: Question,
) -> Result<Vec<Key>, ReadError> {
    let zones: Vec<String> = sqlx::query_scalar("SELECT DISTINCT time_zone FROM location")
        .fetch_all(&mut *db)
        .await?;
    let mut keys = Vec::new();
    for zone in zones {
        let tz: Tz = zone.parse().unwrap_or(Tz::UTC);
        let until = question
            .to
            .checked_add_days(Days::new(1))
            .unwrap_or(question.to);
        let found: Vec<(Option<String>, Option<String>, Option<String>)> =
            sqlx::query_as(include_str!("../sql/properties_with_an_evse.sql"))
                .bind(&zone)
                .bind(midnight(question.from, tz))
                .bind(midnight(until, tz))
                .fetch_all(&mut *db)
                .await?;
        keys.extend(
            found
                .into_iter()
                .map(|(tenant, property, name)| place_key(tenant, property, name)),
        );
    }
    Ok(keys)
}

/// The first instant of a local day; where the clock jumps over midnight, the first one after.
fn midnight(day: NaiveDate, zone: Tz) -> i64 {
    let hours = (0..3).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
    let first = hours
        .map(|local| zone.from_local_datetime(&local))
        .find_map(|found| found.earliest());
    first.map_or(i64::MIN, |instant| instant.timestamp_millis())
}

fn days(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}
