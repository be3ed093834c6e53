//! Sums over sessions and CDRs, cut in the ways that people ask for.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use model::Currency;
use sqlx::{Connection as _, SqliteConnection};

use super::{
    Cut, Freshness, Key, Reader,
    cut::{Names, Part, number},
    freshness, span,
};
use crate::{error::ReadError, visible::Visible};

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

/// Figures of one row, or of all.
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

/// The figures under one [`Key`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What people call it; `None` for [`Key::Nothing`].
    pub label: Option<String>,
    /// Its figures.
    pub figures: FigureRow,
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
    /// One row for each key with a record, and by place for each with an EVSE in the period.
    pub rows: BTreeMap<Key, Row>,
    /// Over all rows.
    pub total: FigureRow,
    /// Sessions running now.
    pub charging_now: i64,
    /// Sessions that say that they run and can't.
    pub stalled: i64,
}

#[derive(sqlx::FromRow)]
struct Sums {
    #[sqlx(flatten)]
    part: Part,
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
        let figures = figures(&mut transaction, self.scope.person(), question).await?;
        transaction.rollback().await?;
        Ok(Visible::new(figures, self.scope.id()))
    }
}

async fn figures(
    db: &mut SqliteConnection,
    asked_by: &str,
    question: Question,
) -> Result<Figures, ReadError> {
    let sums = sums(db, question).await?;
    let names = Names::load(db, question.by).await?;
    let mut rows: BTreeMap<Key, Row> = BTreeMap::new();
    let mut total = FigureRow::default();
    for sums in &sums {
        add(&mut total, sums);
        if let Some(row) = row_of(&mut rows, &names, question.by, &sums.part) {
            add(&mut row.figures, sums);
        }
    }
    for part in with_an_evse(db, question).await? {
        row_of(&mut rows, &names, question.by, &part);
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

/// From cells where they are cut that way, else from the records.
async fn sums(db: &mut SqliteConnection, question: Question) -> Result<Vec<Sums>, ReadError> {
    let (from, to) = (question.from, question.to);
    let spans = match question.by {
        Cut::Total | Cut::Tenant | Cut::Property | Cut::Unit | Cut::Group => span::whole(from, to),
        Cut::Day => span::by_day(from, to),
        Cut::Month => span::by_month(from, to),
        Cut::Location | Cut::Evse | Cut::Driver | Cut::Vehicle | Cut::CostCentre => {
            let records = sqlx::query_as(include_str!("../sql/figures.sql"));
            let records = records
                .bind(number(from))
                .bind(number(to))
                .bind(question.by.name());
            return Ok(records.fetch_all(db).await?);
        }
    };
    let cells = sqlx::query_as(include_str!("../sql/cells/figures.sql"));
    Ok(cells
        .bind(span::json(&spans))
        .bind(question.by.name())
        .fetch_all(db)
        .await?)
}

/// The row that a part belongs to, made where it is the first; `None` where there are no rows.
fn row_of<'a>(
    rows: &'a mut BTreeMap<Key, Row>,
    names: &Names,
    by: Cut,
    part: &Part,
) -> Option<&'a mut Row> {
    let (key, label) = names.row(by, part)?;
    let figures = FigureRow::default();
    Some(rows.entry(key).or_insert(Row { label, figures }))
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

/// Of the cuts by place what had an EVSE in the period: these are rows without a single session, too.
async fn with_an_evse(
    db: &mut SqliteConnection,
    question: Question,
) -> Result<Vec<Part>, ReadError> {
    match question.by {
        Cut::Tenant | Cut::Property | Cut::Unit => holders_in_period(db, question).await,
        Cut::Location | Cut::Evse => Ok(sqlx::query_as(include_str!("../sql/places_there.sql"))
            .bind(question.by.name())
            .fetch_all(db)
            .await?),
        Cut::Total
        | Cut::Group
        | Cut::Driver
        | Cut::Vehicle
        | Cut::CostCentre
        | Cut::Day
        | Cut::Month => Ok(Vec::new()),
    }
}

/// Who held an EVSE in the period, by the local days of each EVSE's Location.
async fn holders_in_period(
    db: &mut SqliteConnection,
    question: Question,
) -> Result<Vec<Part>, ReadError> {
    let zones: Vec<String> = sqlx::query_scalar("SELECT DISTINCT time_zone FROM location")
        .fetch_all(&mut *db)
        .await?;
    let mut parts = Vec::new();
    for zone in zones {
        let tz: Tz = zone.parse().unwrap_or(Tz::UTC);
        let until = question
            .to
            .checked_add_days(Days::new(1))
            .unwrap_or(question.to);
        let found: Vec<Part> = sqlx::query_as(include_str!("../sql/holders_in_period.sql"))
            .bind(&zone)
            .bind(midnight(question.from, tz))
            .bind(midnight(until, tz))
            .bind(question.by.name())
            .fetch_all(&mut *db)
            .await?;
        parts.extend(found);
    }
    Ok(parts)
}

/// The first instant of a local day; where the clock jumps over midnight, the first one after.
fn midnight(day: NaiveDate, zone: Tz) -> i64 {
    let hours = (0..3).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
    let first = hours
        .map(|local| zone.from_local_datetime(&local))
        .find_map(|found| found.earliest());
    first.map_or(i64::MIN, |instant| instant.timestamp_millis())
}
