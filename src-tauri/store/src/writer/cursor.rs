//! Where each module stands: read here, written only together with a page.

use chrono::{DateTime, Utc};
use model::{Module, Position};
use sqlx::SqliteConnection;

use super::{Connection, Writer};
use crate::{
    error::WriteError,
    page::{Cursor, Walk},
};

#[derive(sqlx::FromRow)]
struct Row {
    complete_until_at: Option<i64>,
    walk_from_at: Option<i64>,
    walk_until_at: Option<i64>,
    next_url: Option<String>,
    next_offset: Option<i64>,
    as_of_at: Option<i64>,
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
        let row: Option<Row> = sqlx::query_as(
            "SELECT complete_until_at, walk_from_at, walk_until_at, next_url, next_offset, as_of_at
             FROM cursor WHERE connection = ? AND module = ?",
        )
        .bind(connection.row)
        .bind(module.name())
        .fetch_optional(&mut self.db)
        .await?;
        Ok(row.map_or_else(Cursor::default, cursor))
    }
}

fn cursor(row: Row) -> Cursor {
    let instant = DateTime::from_timestamp_millis;
    let offset = row
        .next_offset
        .and_then(|offset| offset.try_into().ok())
        .unwrap_or(0);
    let next = Position {
        offset,
        link: row.next_url,
    };
    Cursor {
        complete_until: row.complete_until_at.and_then(instant),
        walk: row.walk_until_at.and_then(instant).map(|until| Walk {
            from: row.walk_from_at.and_then(instant),
            until,
            next,
        }),
        as_of: row.as_of_at.and_then(instant),
    }
}

pub(super) async fn keep(
    db: &mut SqliteConnection,
    connection: &Connection,
    module: Module,
    cursor: &Cursor,
) -> Result<(), sqlx::Error> {
    let at = |instant: DateTime<Utc>| instant.timestamp_millis();
    let walk = cursor.walk.as_ref();
    let next = walk.map(|walk| &walk.next);
    sqlx::query(
        "INSERT OR REPLACE INTO cursor (connection, module, complete_until_at, walk_from_at, walk_until_at,
             next_url, next_offset, as_of_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(connection.row)
    .bind(module.name())
    .bind(cursor.complete_until.map(at))
    .bind(walk.and_then(|walk| walk.from).map(at))
    .bind(walk.map(|walk| at(walk.until)))
    .bind(next.and_then(|next| next.link.as_deref()))
    .bind(next.and_then(|next| i64::try_from(next.offset).ok()))
    .bind(cursor.as_of.map(at))
    .execute(db)
    .await?;
    Ok(())
}
