//! Records that could not be understood, whole, with the reason.

use chrono::{DateTime, Utc};
use model::{Module, Reject};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::{Connection, Writer, raw::json};
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
    let version = reject.version.as_ref();
    sqlx::query(
        "INSERT INTO quarantine (connection, module, reason, detail, bytes, hash, seen_at, country, party, id, last_updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (connection, module, hash) DO NOTHING",
    )
    .bind(connection.row)
    .bind(module.name())
    .bind(reject.reason)
    .bind(&reject.detail)
    .bind(reject.bytes.as_ref())
    .bind(Sha256::digest(&reject.bytes).as_slice())
    .bind(now.timestamp_millis())
    .bind(version.map(|of| of.id.party.country_code.as_str()))
    .bind(version.map(|of| of.id.party.party_id.as_str()))
    .bind(version.map(|of| of.id.id.as_str()))
    .bind(version.map(|of| of.last_updated.timestamp_millis()))
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

/// Deletes what is quarantined of these ids, where the fact in a table is of a newer version.
macro_rules! superseded {
    ($table:literal) => {
        concat!(
            "DELETE FROM quarantine
             WHERE connection = ?1 AND module = ?2 AND id IN (SELECT value FROM json_each(?3)) AND EXISTS (
                 SELECT 1 FROM ",
            $table,
            " f WHERE f.connection = quarantine.connection AND f.country = quarantine.country
                 AND f.party = quarantine.party AND f.id = quarantine.id
                 AND f.last_updated_at > quarantine.last_updated_at
             )"
        )
    };
}

/// Lets versions of these records go that a newer one has taken the place of, whichever of the two came first.
pub(super) async fn let_superseded_go(
    db: &mut SqliteConnection,
    connection: &Connection,
    module: Module,
    ids: &[&str],
) -> Result<(), sqlx::Error> {
    let statement = match module {
        Module::Locations => superseded!("location"),
        Module::Tariffs => superseded!("tariff"),
        Module::Sessions => superseded!("session"),
        Module::Cdrs => superseded!("cdr"),
    };
    sqlx::query(statement)
        .bind(connection.row)
        .bind(module.name())
        .bind(json(&ids))
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
    let version = reject.version.as_ref();
    sqlx::query(
        "UPDATE quarantine SET reason = ?, detail = ?, country = ?, party = ?, id = ?, last_updated_at = ?
         WHERE connection = ? AND module = ? AND hash = ?",
    )
    .bind(reject.reason)
    .bind(&reject.detail)
    .bind(version.map(|of| of.id.party.country_code.as_str()))
    .bind(version.map(|of| of.id.party.party_id.as_str()))
    .bind(version.map(|of| of.id.id.as_str()))
    .bind(version.map(|of| of.last_updated.timestamp_millis()))
    .bind(connection.row)
    .bind(module.name())
    .bind(Sha256::digest(&reject.bytes).as_slice())
    .execute(db)
    .await?;
    Ok(())
}
