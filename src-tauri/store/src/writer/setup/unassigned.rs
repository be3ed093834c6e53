//! What the file names and no CPMS has told of, and what CPMSs have told of and nobody holds.

use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::Writer;
use crate::error::WriteError;

/// Assignments and enrolments that bind nothing, and EVSEs that nobody holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unassigned {
    /// Assignments whose Location or EVSE has not been synced, and enrolments whose token has not been seen.
    pub waiting: u64,
    /// Assignments whose name means more than one Location or EVSE: left unassigned, and named.
    pub ambiguous: Vec<String>,
    /// EVSEs that no Unit holds now.
    pub evses: u64,
}

impl Writer {
    /// What is not bound to any place or token now.
    ///
    /// # Errors
    /// The database's.
    pub async fn unassigned(&mut self, now: DateTime<Utc>) -> Result<Unassigned, WriteError> {
        self::now(&mut self.db, now).await
    }
}

pub(super) async fn now(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<Unassigned, WriteError> {
    let places: (i64, i64) = sqlx::query_as(include_str!("../../sql/assignments_waiting.sql"))
        .fetch_one(&mut *db)
        .await?;
    let tokens: (i64, i64) = sqlx::query_as(include_str!("../../sql/enrolments_waiting.sql"))
        .fetch_one(&mut *db)
        .await?;
    let ambiguous = sqlx::query_scalar(include_str!("../../sql/assignments_ambiguous.sql"))
        .fetch_all(&mut *db)
        .await?;
    let evses: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM evse e WHERE e.status <> 'REMOVED' AND NOT EXISTS (
             SELECT 1 FROM holding h WHERE h.evse = e.evse AND h.from_at <= ?1 AND ?1 < h.until_at)",
    )
    .bind(now.timestamp_millis())
    .fetch_one(&mut *db)
    .await?;
    let waiting = |(bound, named): (i64, i64)| (named - bound).unsigned_abs();
    Ok(Unassigned {
        waiting: waiting(places) + waiting(tokens),
        ambiguous,
        evses: evses.unsigned_abs(),
    })
}
