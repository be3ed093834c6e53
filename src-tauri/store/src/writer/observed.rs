//! Keeps what EVSEs say of themselves, and when somebody asked.
//!
//! A walk through the Locations that comes to its end confirms all EVSEs of its CPMS, also those that it does not name:
//! they say what they said before.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::SqliteConnection;

use super::{Connection, Writer};
use crate::page::Cursor;

/// How often Locations are asked for, where nobody says otherwise.
pub(super) const POLL: TimeDelta = TimeDelta::seconds(10);
/// After a gap of more polls than these nobody knows what was in between.
const POLLS_IN_A_GAP: i32 = 3;

impl Writer {
    /// Says how often the CPMS is asked from now on, on which it depends what counts as observed without a gap.
    pub fn polled_every(&mut self, poll: TimeDelta) {
        self.poll = poll;
    }
}

/// When the walk that a page ends began, if it ends one: all EVSEs say then what is kept of them.
pub(super) fn at_the_end_of(cursor: &Cursor) -> Option<DateTime<Utc>> {
    let is_over = cursor.forward.is_none() && cursor.backfill.is_none();
    cursor.complete_until.filter(|_| is_over)
}

/// Puts down that this is what the EVSEs of a connection said at an instant.
pub(super) async fn put_down(
    db: &mut SqliteConnection,
    connection: &Connection,
    at: DateTime<Utc>,
    poll: TimeDelta,
) -> Result<(), sqlx::Error> {
    let at = at.timestamp_millis();
    let gap = (poll * POLLS_IN_A_GAP).num_milliseconds();
    let until: Option<i64> =
        sqlx::query_scalar("SELECT max(until_at) FROM observed WHERE connection = ?")
            .bind(connection.row)
            .fetch_one(&mut *db)
            .await?;
    match until {
        // asked before, by a clock that was put back since
        Some(until) if at < until => return Ok(()),
        Some(until) if at - until <= gap => {
            sqlx::query("UPDATE observed SET until_at = ? WHERE connection = ? AND until_at = ?")
                .bind(at)
                .bind(connection.row)
                .bind(until)
                .execute(&mut *db)
                .await?;
        }
        Some(_) | None => {
            sqlx::query("INSERT INTO observed (connection, from_at, until_at) VALUES (?1, ?2, ?2)")
                .bind(connection.row)
                .bind(at)
                .execute(&mut *db)
                .await?;
        }
    }
    for change in [
        include_str!("../sql/status/forget.sql"),
        include_str!("../sql/status/end.sql"),
        include_str!("../sql/status/begin.sql"),
    ] {
        sqlx::query(change)
            .bind(connection.row)
            .bind(at)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}
