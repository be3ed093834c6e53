//! The one connection that writes.

mod cells;
mod complete;
mod connection;
mod cursor;
mod land;
mod locations;
mod log;
mod observed;
#[cfg(test)]
mod one_writer;
mod place;
mod prices;
mod pseudonyms;
mod quarantine;
mod raw;
mod rebind;
mod settle;
mod setup;
mod tenure;
mod who;

use chrono::TimeDelta;
use sqlx::SqliteConnection;

use crate::{Profile, connect, lock::Lock};
pub(crate) use cells::{DIFFERENCES, prepare};
pub use connection::{Connection, ConnectionToken};
use log::Log;
use place::Places;
pub use prices::{Price, Priced, Unpriced};
pub use quarantine::Quarantined;
use raw::Packers;
pub(crate) use raw::json;
pub use rebind::Moved;
pub use setup::{Applied, Replaced, Unassigned};

/// Writes into a profile, alone.
pub struct Writer {
    db: SqliteConnection,
    /// `None` after a failure: read again, since what it held may have been rolled back.
    places: Option<Places>,
    packers: Option<Packers>,
    out: prices::Out,
    keychain_account: Option<String>,
    log: Log,
    poll: TimeDelta,
    _lock: Lock,
}

impl Writer {
    pub(crate) fn new(profile: &Profile, db: SqliteConnection, lock: Lock) -> Self {
        let keychain_account = profile.keychain_account().map(str::to_owned);
        Self {
            db,
            places: None,
            packers: None,
            out: prices::Out::default(),
            keychain_account,
            log: Log::of(profile.folder()),
            poll: observed::POLL,
            _lock: lock,
        }
    }

    /// What stands in the write-ahead log goes into the file, as far as no reader holds it.
    pub(crate) async fn close(mut self) {
        log::fold(&mut self.db).await;
        connect::close(self.db).await;
    }
}
