//! What there is to be summed: records or cells by the parts of a cut, and the parts that are there without any.

use std::collections::BTreeSet;

use access::{Bits, Class, Rows, TenantRows};
use sqlx::SqliteConnection;

use super::{
    Cut, ask_for, cover,
    cut::{Part, number},
    places::{self, Held, LocalDays},
    snapshot::Snapshot,
    span::{self, Span},
};
use crate::{error::ReadError, writer::json};

/// What records or cells of one part and currency come to.
#[derive(sqlx::FromRow)]
pub(super) struct Sums {
    #[sqlx(flatten)]
    pub part: Part,
    pub currency: Option<String>,
    pub sessions: i64,
    pub cdrs: i64,
    pub credits: i64,
    pub energy_wh: i64,
    pub unbilled_wh: i64,
    pub net: i64,
    pub gross: i64,
    pub without_gross: i64,
    pub checked: i64,
    pub differing: i64,
}

/// From cells where they are cut that way and all of their records are seen, else from the records.
pub(super) async fn of(
    db: &mut SqliteConnection,
    snapshot: &Snapshot<'_>,
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    let sources = match snapshot.scope {
        Rows::All => return of_all(db, by, days).await,
        // of a Scope without a row in the period none are looked for among all there are
        Rows::Tenant(scope) if !sees_rows(scope, days) => return Ok(Vec::new()),
        Rows::Tenant(_) => snapshot.cover.sources(&snapshot.units, by),
    };
    if sources.is_empty() {
        return of_records(db, by, days).await;
    }
    let Some((straddled, others)) = cover::straddled(db, &sources, days).await? else {
        return of_records(db, by, days).await;
    };
    let spans: Vec<Span> = others
        .into_iter()
        .flat_map(|days| spans(by, days))
        .collect();
    let cells = cover::cells(&sources, by, snapshot.trees.groups());
    let mut sums: Vec<Sums> = sqlx::query_as(include_str!("../sql/cells/covered.sql"))
        .bind(json(&cells))
        .bind(span::json(&spans))
        .bind(by.name())
        .fetch_all(&mut *db)
        .await?;
    for day in straddled {
        let day = LocalDays { from: day, to: day };
        sums.extend(of_records(db, by, day).await?);
    }
    Ok(sums)
}

/// Whether some row can be seen that started on these days.
fn sees_rows(scope: &TenantRows, days: LocalDays) -> bool {
    let period = days.anywhere();
    let is_open = |bits: Bits, during: access::Span| {
        bits.has(Class::S) && during.from < period.until && period.from < during.until
    };
    scope
        .places
        .iter()
        .any(|entry| is_open(entry.bits, entry.during))
        || scope
            .people
            .iter()
            .any(|entry| is_open(entry.bits, entry.during))
        || scope
            .pairs
            .iter()
            .any(|entry| is_open(entry.bits, entry.during))
}

/// The operator's.
async fn of_all(
    db: &mut SqliteConnection,
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    match by {
        Cut::Total
        | Cut::Tenant
        | Cut::Property
        | Cut::Unit
        | Cut::Group
        | Cut::Day
        | Cut::Month => {
            let cells = sqlx::query_as(include_str!("../sql/cells/figures.sql"));
            Ok(cells
                .bind(span::json(&spans(by, days)))
                .bind(by.name())
                .fetch_all(db)
                .await?)
        }
        Cut::Location | Cut::Evse | Cut::Driver | Cut::Vehicle | Cut::CostCentre => {
            of_records(db, by, days).await
        }
    }
}

async fn of_records(
    db: &mut SqliteConnection,
    by: Cut,
    days: LocalDays,
) -> Result<Vec<Sums>, ReadError> {
    ask_for(db, days.anywhere()).await?;
    let records = sqlx::query_as(include_str!("../sql/figures.sql"));
    Ok(records
        .bind(number(days.from))
        .bind(number(days.to))
        .bind(by.name())
        .fetch_all(db)
        .await?)
}

/// As long runs of cells as the cut allows.
fn spans(by: Cut, days: LocalDays) -> Vec<Span> {
    let LocalDays { from, to } = days;
    match by {
        Cut::Day => span::by_day(from, to),
        Cut::Month => span::by_month(from, to),
        Cut::Total
        | Cut::Tenant
        | Cut::Property
        | Cut::Unit
        | Cut::Group
        | Cut::Location
        | Cut::Evse
        | Cut::Driver
        | Cut::Vehicle
        | Cut::CostCentre => span::whole(from, to),
    }
}

/// Of the cuts by place what had an EVSE in the period: these are rows without a single session, too.
pub(super) async fn without_records(
    db: &mut SqliteConnection,
    scope: &Rows,
    by: Cut,
    days: LocalDays,
    held: &[&Held],
) -> Result<BTreeSet<Part>, ReadError> {
    let mut parts = places::parts(held, by);
    match (scope, by) {
        (Rows::All, Cut::Location | Cut::Evse) => {
            let there: Vec<Part> = sqlx::query_as(include_str!("../sql/places_there.sql"))
                .bind(by.name())
                .fetch_all(db)
                .await?;
            return Ok(there.into_iter().collect());
        }
        (Rows::All, Cut::Tenant | Cut::Property | Cut::Unit) => {
            if places::any_unheld(db, days).await? {
                parts.insert(Part::default());
            }
        }
        (Rows::All | Rows::Tenant(_), _) => {}
    }
    Ok(parts)
}
