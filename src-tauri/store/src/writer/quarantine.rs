//! Records that could not be understood, whole, with the reason.

use chrono::{DateTime, Utc};
use model::{Module, Reject};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::{Connection, Writer};
use crate::error::WriteError;

/// A record that was not understood, as it came.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Quarantined {
    row: i64,
    /// The CPMS's own bytes.
    pub bytes: Vec<u8>,
}

impl Writer {
    /// Records of a module that were not understood, in the order in which they came: up to so many, after one of them.
    ///
    /// # Errors
    /// The database's.
    pub async fn quarantined(
        &mut self,
        connection: &Connection,
        module: Module,
        after: Option<&Quarantined>,
        most: u32,
    ) -> Result<Vec<Quarantined>, WriteError> {
        let records = sqlx::query_as(
            "SELECT quarantine AS row, bytes FROM quarantine
             WHERE connection = ? AND module = ? AND quarantine > ? ORDER BY quarantine LIMIT ?",
        )
        .bind(connection.row)
        .bind(module.name())
        .bind(after.map_or(0, |record| record.row))
        .bind(most);
        Ok(records.fetch_all(&mut self.db).await?)
    }
}

/// Keeps a reject once, however often it comes.
pub(super) async fn keep(
    db: &mut SqliteConnection,
    connection: &Connection,
    module: Module,
    reject: &Reject,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO quarantine (connection, module, reason, detail, bytes, hash, seen_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (connection, module, hash) DO NOTHING",
    )
    .bind(connection.row)
    .bind(module.name())
    .bind(reject.reason)
    .bind(&reject.detail)
    .bind(reject.bytes.as_ref())
    .bind(Sha256::digest(&reject.bytes).as_slice())
    .bind(now.timestamp_millis())
    .execute(db)
    .await?;
    Ok(())
}

/// Lets a record go that is understood now.
pub(super) async fn let_go(
    db: &mut SqliteConnection,
    connection: &Connection,
    module: Module,
    bytes: &[u8],
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM quarantine WHERE connection = ? AND module = ? AND hash = ?")
        .bind(connection.row)
        .bind(module.name())
        .bind(Sha256::digest(bytes).as_slice())
        .execute(db)
        .await?;
    Ok(())
}

/// Says of a record why it is not understood now, which may be something else than it was.
pub(super) async fn keep_on(
    db: &mut SqliteConnection,
    connection: &Connection,
    module: Module,
    reject: &Reject,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE quarantine SET reason = ?, detail = ? WHERE connection = ? AND module = ? AND hash = ?",
    )
    .bind(reject.reason)
    .bind(&reject.detail)
    .bind(connection.row)
    .bind(module.name())
    .bind(Sha256::digest(&reject.bytes).as_slice())
    .execute(db)
    .await?;
    Ok(())
}
