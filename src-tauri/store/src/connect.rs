//! Opens the encrypted file, for the one writer or for a reader.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use chrono::Utc;
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{
    Profile,
    error::{DatabaseError, OpenError},
    key::ProfileKey,
    libcrypto, lock, writer,
};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// The engine this program was tried with; another may read the same file differently.
const SQLITE: &str = "3.50.4";
const SQLCIPHER: &str = "4.10.0";
/// SQLite's codes for a file that it can't read as a database, where it breaks off, and where a page is not as it was written:
/// so does a wrong key look, too.
const DAMAGED: [&str; 4] = ["1", "11", "26", "522"];

/// 32 MB of pages, decrypted once.
const CACHE_KIB: &str = "-32768";
/// So many rows are read before whoever asked has taken the first: with few the two threads wait for each other.
const ROWS_AHEAD: usize = 1_024;
/// After so many pages (16 MB) SQLite folds the log into the file: of what page after page writes again, only the last.
const FOLDED_AT: &str = "4096";
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(50);

fn options(profile: &Profile) -> SqliteConnectOptions {
    encrypted(&profile.folder().join("voltfolio.db"), profile.key())
}

/// How any file of the profile is opened.
pub(crate) fn encrypted(file: &Path, key: &ProfileKey) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .pragma("key", key.pragma().to_string())
        .pragma("cache_size", CACHE_KIB)
        .pragma("temp_store", "memory")
        .pragma("trusted_schema", "off")
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .row_buffer_size(ROWS_AHEAD)
        .disable_statement_logging()
}

/// The writing connection, which alone checkpoints, with every migration applied.
pub(crate) async fn for_writing(profile: &Profile) -> Result<SqliteConnection, OpenError> {
    let options = options(profile)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // safe against a killed process; a power cut may lose the last pages, with their cursor
        .synchronous(SqliteSynchronous::Normal)
        .pragma("wal_autocheckpoint", FOLDED_AT)
        .pragma("secure_delete", "on");
    let mut db = opened(&options).await?;
    // by itself and not through what a pool could be, too: of that nobody can tell that it may move between threads
    match MIGRATIONS.run_direct(None, &mut db, false).await {
        Ok(()) => match writer::prepare(&mut db).await {
            Ok(()) => Ok(db),
            Err(error) => {
                close(db).await;
                Err(OpenError::Database(error.into()))
            }
        },
        Err(error) => {
            close(db).await;
            Err(match error {
                MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
                    OpenError::NewerProfile
                }
                other => OpenError::Database(sqlx::Error::from(other).into()),
            })
        }
    }
}

/// A reading connection: read-only for the file itself, not by a promise. A file that an older version has written is
/// brought up to date first.
pub(crate) async fn for_reading(profile: &Profile) -> Result<SqliteConnection, OpenError> {
    let end = Instant::now() + PATIENCE;
    loop {
        let is_older = match current(profile).await {
            Ok(Some(db)) => return Ok(db),
            Ok(None) => true,
            // or it is being made at this moment, and has no tables yet
            Err(OpenError::Damaged) => false,
            Err(refusal) => return Err(refusal),
        };
        let lock = match lock::take(profile.folder(), Utc::now()) {
            Ok(lock) => lock,
            Err(_) if !is_older => return Err(OpenError::Damaged),
            Err(error) => return Err(OpenError::Folder(error)),
        };
        match lock {
            Ok(_lock) if is_older => close(for_writing(profile).await?).await,
            // once more, now that nobody can be making it
            Ok(_lock) => return current(profile).await?.ok_or(OpenError::Damaged),
            // whoever writes does so before anything else
            Err(_) if Instant::now() < end => tokio::time::sleep(LOOK_AGAIN).await,
            Err(holder) => return Err(OpenError::Busy(holder)),
        }
    }
}

/// A reading connection, unless the file is of an older version.
async fn current(profile: &Profile) -> Result<Option<SqliteConnection>, OpenError> {
    if !profile.folder().join("voltfolio.db").exists() {
        return Err(OpenError::NoProfile(profile.folder().to_owned()));
    }
    let mut db = opened(&options(profile).read_only(true)).await?;
    let newest: Result<Option<i64>, _> =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations")
            .fetch_one(&mut db)
            .await;
    let known = MIGRATIONS.iter().map(|migration| migration.version).max();
    let refusal = match newest {
        Ok(newest) if newest == known => return Ok(Some(db)),
        Ok(newest) if newest < known => {
            close(db).await;
            return Ok(None);
        }
        Ok(_) => OpenError::NewerProfile,
        Err(error) => refused(error),
    };
    close(db).await;
    Err(refusal)
}

/// Opens it, and closes it again where it can't be read.
pub(crate) async fn opened(options: &SqliteConnectOptions) -> Result<SqliteConnection, OpenError> {
    libcrypto::set_up();
    let mut db = SqliteConnection::connect_with(options)
        .await
        .map_err(refused)?;
    match tried(&mut db).await {
        Ok(()) => Ok(db),
        Err(error) => {
            close(db).await;
            Err(error)
        }
    }
}

/// That the engine is ours, encrypts, and has the right key.
async fn tried(db: &mut SqliteConnection) -> Result<(), OpenError> {
    let sqlite: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&mut *db)
        .await
        .map_err(refused)?;
    // no row at all from an engine that does not encrypt
    let sqlcipher: String = sqlx::query_scalar::<_, String>("PRAGMA cipher_version")
        .fetch_optional(&mut *db)
        .await
        .map_err(refused)?
        .unwrap_or_default();
    if sqlite != SQLITE || !sqlcipher.starts_with(SQLCIPHER) {
        return Err(OpenError::Engine { sqlite, sqlcipher });
    }
    // the key is tried with the first page that is read
    sqlx::query("SELECT count(*) FROM sqlite_schema")
        .execute(&mut *db)
        .await
        .map_err(refused)?;
    Ok(())
}

/// Ends a connection and its thread. What it could not say any more, nobody asks.
pub(crate) async fn close(db: SqliteConnection) {
    if let Err(error) = db.close().await {
        tracing::debug!(error = %DatabaseError::from(error), "closing");
    }
}

fn refused(error: sqlx::Error) -> OpenError {
    let code = error.as_database_error().and_then(|error| error.code());
    if code.is_some_and(|code| DAMAGED.contains(&&*code)) {
        return OpenError::Damaged;
    }
    OpenError::Database(error.into())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::{Throwaway, WhenBusy};

    #[tokio::test]
    async fn no_downgrade_of_a_profile_that_a_newer_version_has_written() {
        let throwaway = Throwaway::new().unwrap();
        let profile = throwaway.profile();
        let write = async || {
            profile
                .write(WhenBusy::Refuse, Utc::now(), async |_| {
                    Ok::<_, OpenError>(())
                })
                .await
        };
        write().await.unwrap();
        close(for_reading(profile).await.unwrap()).await;

        let mut db = opened(&options(profile)).await.unwrap();
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (9999, 'of a later version', true, x'00', 0)",
        )
        .execute(&mut db)
        .await
        .unwrap();
        close(db).await;
        assert!(matches!(write().await, Err(OpenError::NewerProfile)));
        let read = for_reading(profile).await.map(drop);
        assert!(matches!(read, Err(OpenError::NewerProfile)));
    }

    #[tokio::test]
    async fn a_profile_of_an_older_version_is_brought_up_to_date_before_it_is_read() {
        let all: Vec<_> = MIGRATIONS.iter().cloned().collect();
        for versions in [1, all.len() / 2, all.len() - 1] {
            let throwaway = Throwaway::new().unwrap();
            let profile = throwaway.profile();
            let options = options(profile).create_if_missing(true);
            let mut db = opened(&options.journal_mode(SqliteJournalMode::Wal))
                .await
                .unwrap();
            let of_then = Migrator {
                migrations: Cow::Owned(all[..versions].to_vec()),
                ..Migrator::DEFAULT
            };
            of_then.run(&mut db).await.unwrap();
            close(db).await;

            let mut db = for_reading(profile).await.unwrap();
            let newest: i64 = sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations")
                .fetch_one(&mut db)
                .await
                .unwrap();
            close(db).await;
            assert_eq!(Some(newest), all.iter().map(|one| one.version).max());
        }
    }
}
