//! Records that could not be understood, whole, with the reason.

use chrono::{DateTime, Utc};
use model::{Module, Reject};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::Connection;

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
