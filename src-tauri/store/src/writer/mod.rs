//! The one connection that writes.

mod connection;
mod cursor;
mod land;
mod locations;
mod place;
mod quarantine;
mod raw;
mod rebind;
mod setup;

use sqlx::{Connection as _, SqliteConnection};

use crate::{
    Profile,
    error::{OpenError, WriteError},
    lock::WriterLock,
};
pub use connection::{Connection, ConnectionToken};
use place::Places;
use raw::Packers;
pub use rebind::Moved;
pub use setup::{Applied, Unassigned};

/// Writes into a profile, alone.
pub struct Writer {
    db: SqliteConnection,
    /// `None` after a failure: read again, since what it held may have been rolled back.
    places: Option<Places>,
    packers: Packers,
    keychain_account: Option<String>,
    _lock: WriterLock,
}

impl Writer {
    pub(crate) async fn new(
        profile: &Profile,
        mut db: SqliteConnection,
        lock: WriterLock,
    ) -> Result<Self, OpenError> {
        let packers = Packers::load(&mut db).await.map_err(|error| match error {
            WriteError::Database(error) => OpenError::Database(error),
            _ => OpenError::Damaged,
        })?;
        let keychain_account = profile.keychain_account().map(str::to_owned);
        Ok(Self {
            db,
            places: None,
            packers,
            keychain_account,
            _lock: lock,
        })
    }

    /// Ends writing: what stands in the write-ahead log goes into the file, as far as no reader holds it.
    ///
    /// # Errors
    /// The database's; what was written stays written.
    pub async fn close(mut self) -> Result<(), WriteError> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut self.db)
            .await?;
        self.db.close().await?;
        Ok(())
    }
}
