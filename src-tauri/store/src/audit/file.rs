//! `audit.db`: entries go in at its end, and are read from its beginning.

use std::path::Path;

use futures_util::TryStreamExt;
use sqlx::{
    Connection, SqliteConnection,
    sqlite::{SqliteJournalMode, SqliteSynchronous},
};

use super::{
    Entry,
    chain::{Head, Link, Walk},
};
use crate::{
    connect,
    error::{AuditError, AuditFault, OpenError},
    key::ProfileKey,
};

const VERSION: i64 = 1;
/// SQLite's codes for a page that is not what it should be, and for a file that it can't read at all.
const DAMAGED: [i64; 2] = [11, 26];

/// Puts an entry at the end, for good when this returns; gives the new end.
pub(super) async fn append(
    file: &Path,
    key: &ProfileKey,
    kept: Head,
    entry: &Entry,
) -> Result<Head, AuditError> {
    let options = connect::encrypted(file, key)
        .create_if_missing(true)
        // a log of its own would outlive the work, and reading would need leave to write
        .journal_mode(SqliteJournalMode::Delete)
        // the journal's end is the commit, and with Full a power cut could bring it back: the file would then be
        // behind its head for ever
        .synchronous(SqliteSynchronous::Extra)
        // macOS alone: the head goes through to the disk, so what it speaks of must
        .pragma("fullfsync", "on");
    let mut db = connect::opened(&options).await?;
    let appended = append_to(&mut db, kept, entry).await;
    connect::close(db).await;
    appended
}

async fn append_to(
    db: &mut SqliteConnection,
    kept: Head,
    entry: &Entry,
) -> Result<Head, AuditError> {
    let mut transaction = db.begin_with("BEGIN IMMEDIATE").await?;
    if version(&mut transaction).await? == 0 {
        // where the head speaks of entries this is taken back, since none are there
        sqlx::raw_sql(include_str!("schema.sql"))
            .execute(&mut *transaction)
            .await?;
    }
    let (link, head) = Link::after(tip(&mut transaction, kept).await?, entry);
    sqlx::query(
        "INSERT INTO entry (number, at, person, tenant, what, from_day, to_day, subjects, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(link.number)
    .bind(link.at)
    .bind(&link.person)
    .bind(&link.tenant)
    .bind(&link.what)
    .bind(link.from_day)
    .bind(link.to_day)
    .bind(&link.subjects)
    .bind(&link.hash)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(head)
}

/// Where the file ends: at its head, or after entries whose writer was stopped before it moved the head.
/// What is before the head is looked at by [`entries`] alone.
async fn tip(db: &mut SqliteConnection, kept: Head) -> Result<Head, AuditError> {
    let last: i64 = sqlx::query_scalar("SELECT coalesce(max(number), 0) FROM entry")
        .fetch_one(&mut *db)
        .await?;
    if last < kept.number {
        return Err(AuditFault::Cut(last).into());
    }
    let hash: Option<Vec<u8>> = sqlx::query_scalar("SELECT hash FROM entry WHERE number = ?")
        .bind(kept.number)
        .fetch_optional(&mut *db)
        .await?;
    if kept != Head::NONE && hash.as_deref() != Some(&kept.hash) {
        return Err(AuditFault::Replaced.into());
    }
    follow(db, kept.number, Walk::beyond(kept)).await
}

/// Reads the whole file; gives its end.
pub(super) async fn entries(file: &Path, key: &ProfileKey, kept: Head) -> Result<Head, AuditError> {
    // not read-only: what a killed process left half done is taken back by whoever reads next
    let options = connect::encrypted(file, key).pragma("query_only", "on");
    let mut db = connect::opened(&options).await?;
    let entries = entries_of(&mut db, kept).await;
    connect::close(db).await;
    entries
}

async fn entries_of(db: &mut SqliteConnection, kept: Head) -> Result<Head, AuditError> {
    let walk = Walk::through(kept);
    if version(db).await? == 0 {
        return Ok(walk.end()?);
    }
    let damaged: Vec<String> = sqlx::query_scalar("PRAGMA cipher_integrity_check")
        .fetch_all(&mut *db)
        .await?;
    if !damaged.is_empty() {
        return Err(AuditFault::Unreadable.into());
    }
    follow(db, 0, walk).await
}

async fn follow(db: &mut SqliteConnection, after: i64, mut walk: Walk) -> Result<Head, AuditError> {
    let mut links =
        sqlx::query_as::<_, Link>("SELECT * FROM entry WHERE number > ? ORDER BY number")
            .bind(after)
            .fetch(db);
    while let Some(link) = links.try_next().await? {
        walk.step(&link)?;
    }
    Ok(walk.end()?)
}

/// The schema's; 0 in a file that nothing was written to.
async fn version(db: &mut SqliteConnection) -> Result<i64, AuditError> {
    let version = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(db)
        .await?;
    if version > VERSION {
        return Err(OpenError::NewerProfile.into());
    }
    Ok(version)
}

impl From<sqlx::Error> for AuditError {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|error| error.code());
        let code = code.and_then(|code| code.parse::<i64>().ok());
        // the low byte says what kind it is of
        if code.is_some_and(|code| DAMAGED.contains(&(code & 0xFF))) {
            return AuditFault::Unreadable.into();
        }
        Self::Database(error.into())
    }
}
