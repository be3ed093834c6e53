//! What there is to be summed: records or cells by the parts of a cut, and the parts that are there without any.

use std::collections::{BTreeMap, BTreeSet};

use access::Rows;
use sqlx::SqliteConnection;

use super::{
    Cut, Question,
    cut::{Part, number},
    places::{self, Held, LocalDays},
    span,
};
use crate::error::ReadError;

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

/// From cells where they are cut that way, else from the records.
pub(super) async fn of(
    db: &mut SqliteConnection,
    scope: &Rows,
    question: Question,
) -> Result<Vec<Sums>, ReadError> {
    let (from, to) = (question.from, question.to);
    let spans = match (scope, question.by) {
        (Rows::All, Cut::Total | Cut::Tenant | Cut::Property | Cut::Unit | Cut::Group) => {
            span::whole(from, to)
        }
        (Rows::All, Cut::Day) => span::by_day(from, to),
        (Rows::All, Cut::Month) => span::by_month(from, to),
        (Rows::All, Cut::Location | Cut::Evse | Cut::Driver | Cut::Vehicle | Cut::CostCentre)
        | (Rows::Tenant(_), _) => {
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

/// Of the cuts by place what had an EVSE in the period: these are rows without a single session, too.
pub(super) async fn without_records(
    db: &mut SqliteConnection,
    scope: &Rows,
    question: Question,
    days: LocalDays,
    held: &[Held],
) -> Result<BTreeSet<Part>, ReadError> {
    let by = question.by;
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

/// The property of each unit.
pub(super) async fn properties(
    db: &mut SqliteConnection,
) -> Result<BTreeMap<i64, Option<i64>>, sqlx::Error> {
    let units: Vec<(i64, Option<i64>)> = sqlx::query_as("SELECT unit, property FROM v_unit")
        .fetch_all(db)
        .await?;
    Ok(units.into_iter().collect())
}
