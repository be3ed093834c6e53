//! How fresh what is here is, and since when all of it is here.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::SqliteConnection;

/// How far what is here can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// The CPMS's clock when it was last asked; of several CPMSs the earliest. `None` before the first answer.
    pub as_of: Option<DateTime<Utc>>,
    /// The day since when everything is here; `None` while nothing is complete.
    pub complete_from: Option<NaiveDate>,
}

/// A record that started earlier is taken for a mistake of the CPMS and quarantined: before it there is nothing.
const BEGINNING: Option<NaiveDate> = NaiveDate::from_ymd_opt(2010, 1, 1);

/// What counts for figures: sessions and CDRs of every CPMS of the profile.
pub(super) async fn of(db: &mut SqliteConnection) -> Result<Freshness, sqlx::Error> {
    let (wanted, finished, as_of): (i64, i64, Option<i64>) = sqlx::query_as(
        "SELECT 2 * (SELECT count(*) FROM connection), count(complete_until_at), min(as_of_at)
         FROM cursor WHERE module IN ('sessions', 'cdrs')",
    )
    .fetch_one(db)
    .await?;
    let complete = wanted > 0 && finished == wanted;
    Ok(Freshness {
        as_of: as_of.and_then(DateTime::from_timestamp_millis),
        complete_from: if complete { BEGINNING } else { None },
    })
}
