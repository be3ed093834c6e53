//! The write-ahead log, kept from growing for ever.
//!
//! SQLite folds the log into the file as it goes, but begins it anew only when it finds nobody reading. Under a
//! reader that asks all the time it never does. So the writer itself waits, between two transactions, for those
//! who read at that moment.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::SqliteConnection;

use crate::error::DatabaseError;

/// From this size on the log is folded and cut.
const LARGE: u64 = 64 << 20;
/// After somebody read for longer than the writer waits, it is not tried again before the log has grown by this.
const RESPITE: u64 = 16 << 20;
/// So often, at this pace, it is looked whether those who read are done.
const TRIES: u32 = 500;
const PAUSE: Duration = Duration::from_millis(10);

/// Where the log is, and when it is large.
pub(super) struct Log {
    file: PathBuf,
    large: u64,
}

impl Log {
    pub(super) fn of(profile: &Path) -> Self {
        Self {
            file: profile.join("voltfolio.db-wal"),
            large: LARGE,
        }
    }

    /// Folds the log into the file once it is large. For between transactions.
    pub(super) async fn fold_if_large(&mut self, db: &mut SqliteConnection) {
        let size = fs::metadata(&self.file).map_or(0, |log| log.len());
        if size >= self.large {
            self.large = if fold(db).await {
                LARGE
            } else {
                size + RESPITE
            };
        }
    }
}

/// Folds the log into the file and cuts it; false where a reader held it for longer than the writer waits. What
/// stays in it is found by the next who writes.
pub(super) async fn fold(db: &mut SqliteConnection) -> bool {
    match folded(db).await {
        Ok(folded) => folded,
        Err(error) => {
            tracing::debug!(error = %DatabaseError::from(error), "folding the log");
            false
        }
    }
}

async fn folded(db: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // Who only waits waits for ever: SQLite waits for the place in the log that an old reader has, and whoever reads
    // next takes that very place. Trying again sees that it is a new one, who is in nobody's way.
    for _ in 0..TRIES {
        let (_, written, folded) = checkpoint(db, "PRAGMA wal_checkpoint(PASSIVE)").await?;
        if folded == written {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    // once all is folded, who reads next reads the file alone: now it is enough to wait
    let (held, ..) = checkpoint(db, "PRAGMA wal_checkpoint(TRUNCATE)").await?;
    Ok(held == 0)
}

/// Whether it was kept from it, the frames in the log, and how many of them are in the file.
async fn checkpoint(
    db: &mut SqliteConnection,
    how: &'static str,
) -> Result<(i64, i64, i64), sqlx::Error> {
    sqlx::query_as(how).fetch_one(db).await
}
