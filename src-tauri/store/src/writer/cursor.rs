//! Where each module stands: read here, written only together with a page.

use chrono::{DateTime, Utc};
use model::{Module, Position};
use sqlx::SqliteConnection;

use super::{Connection, Writer};
use crate::{
    error::WriteError,
    page::{Cursor, Walk},
};

const BACKFILL: &str = "backfill";
const FORWARD: &str = "forward";

#[derive(sqlx::FromRow)]
struct CursorRow {
    complete_from_at: Option<i64>,
    complete_until_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct WalkRow {
    from_at: Option<i64>,
    until_at: i64,
    next_url: Option<String>,
    next_offset: i64,
    total: Option<i64>,
}

impl Writer {
    /// Where a module stands; at its beginning if it was never pulled.
    ///
    /// # Errors
    /// The database's.
    pub async fn cursor(
        &mut self,
        connection: &Connection,
        module: Module,
    ) -> Result<Cursor, WriteError> {
        let row: Option<CursorRow> = sqlx::query_as(
            "SELECT complete_from_at, complete_until_at FROM cursor WHERE connection = ? AND module = ?",
        )
        .bind(connection.row)
        .bind(module.name())
        .fetch_optional(&mut self.db)
        .await?;
        let Some(row) = row else {
            return Ok(Cursor::default());
        };
        let instant = DateTime::from_timestamp_millis;
        Ok(Cursor {
            complete_from: row.complete_from_at.and_then(instant),
            complete_until: row.complete_until_at.and_then(instant),
            backfill: walk(&mut self.db, connection, module, BACKFILL).await?,
            forward: walk(&mut self.db, connection, module, FORWARD).await?,
        })
    }
}

async fn walk(
    db: &mut SqliteConnection,
    connection: &Connection,
    module: Module,
    direction: &str,
) -> Result<Option<Walk>, sqlx::Error> {
    let row: Option<WalkRow> = sqlx::query_as(
        "SELECT from_at, until_at, next_url, next_offset, total FROM walk
         WHERE connection = ? AND module = ? AND direction = ?",
    )
    .bind(connection.row)
    .bind(module.name())
    .bind(direction)
    .fetch_optional(db)
    .await?;
    let instant = DateTime::from_timestamp_millis;
    let count = |count: i64| u64::try_from(count).ok();
    Ok(row.and_then(|row| {
        Some(Walk {
            from: row.from_at.and_then(instant),
            until: instant(row.until_at)?,
            next: Position {
                offset: count(row.next_offset)?,
                link: row.next_url,
            },
            total: row.total.and_then(count),
        })
    }))
}

pub(super) async fn keep(
    db: &mut SqliteConnection,
    connection: &Connection,
    module: Module,
    cursor: &Cursor,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM walk WHERE connection = ? AND module = ?")
        .bind(connection.row)
        .bind(module.name())
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "INSERT OR REPLACE INTO cursor (connection, module, complete_from_at, complete_until_at)
         VALUES (?, ?, ?, ?)",
    )
    .bind(connection.row)
    .bind(module.name())
    .bind(cursor.complete_from.map(at))
    .bind(cursor.complete_until.map(at))
    .execute(&mut *db)
    .await?;
    for (direction, walk) in [(BACKFILL, &cursor.backfill), (FORWARD, &cursor.forward)] {
        let Some(walk) = walk else { continue };
        sqlx::query(
            "INSERT INTO walk (connection, module, direction, from_at, until_at, next_url, next_offset, total)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(connection.row)
        .bind(module.name())
        .bind(direction)
        .bind(walk.from.map(at))
        .bind(at(walk.until))
        .bind(walk.next.link.as_deref())
        .bind(i64::try_from(walk.next.offset).unwrap_or(i64::MAX))
        .bind(walk.total.and_then(|total| i64::try_from(total).ok()))
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

fn at(instant: DateTime<Utc>) -> i64 {
    instant.timestamp_millis()
}
