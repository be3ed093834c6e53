use std::{io, path::PathBuf};

use chrono::{DateTime, Utc};

/// Why a profile can't be opened or made.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder holds no profile.
    #[error("there is no profile in {0}")]
    NoProfile(PathBuf),
    /// The folder holds something else.
    #[error("{0} is not empty and holds no profile")]
    FolderInUse(PathBuf),
    /// `key.json` can't be read or is of another version.
    #[error("the profile's key file can't be read")]
    KeyFile(#[source] io::Error),
    /// The key is wrapped by a passphrase and none was given.
    #[error("the profile is protected by a passphrase")]
    PassphraseNeeded,
    /// Another passphrase wraps the key.
    #[error("the passphrase is not the one that protects this profile")]
    WrongPassphrase,
    /// There is no keychain, or it is locked.
    #[error("the keychain of this computer can't be used")]
    NoKeychain,
    /// The keychain has no key for this profile.
    #[error("the keychain has no key for this profile")]
    KeyNotInKeychain,
    /// The engine is not the one that this program was made with.
    #[error("the database engine is SQLite {sqlite} with SQLCipher {sqlcipher:?}")]
    Engine {
        /// What SQLite calls itself.
        sqlite: String,
        /// What SQLCipher calls itself; empty for an engine that does not encrypt.
        sqlcipher: String,
    },
    /// The file was made by a newer program.
    #[error("the profile was made by a newer version")]
    NewerProfile,
    /// The file can't be decrypted or is damaged.
    #[error("the profile's database is damaged or of another key")]
    Damaged,
    /// The operating system refused.
    #[error("the profile's folder can't be used")]
    Folder(#[source] io::Error),
    /// Somebody else writes.
    #[error("another process is writing")]
    Busy(Holder),
    /// The database refused for another reason.
    #[error("the profile's database can't be opened")]
    Database(#[source] DatabaseError),
}

/// Who holds the writer's lock, as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// Its process id.
    pub process: Option<u32>,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
}

/// A database error without the texts and values that it may quote.
#[derive(Debug, thiserror::Error)]
#[error("{kind}{}", code.as_deref().map(|code| format!(" (code {code})")).unwrap_or_default())]
pub struct DatabaseError {
    kind: &'static str,
    code: Option<String>,
}

impl DatabaseError {
    /// Whether there is no room left for what was to be written (SQLITE_FULL).
    pub fn is_full(&self) -> bool {
        self.code.as_deref() == Some("13")
    }

    /// Whether it is about what the file holds, and not about what else goes on: somebody who holds it (SQLITE_BUSY,
    /// SQLITE_LOCKED), no memory (SQLITE_NOMEM), an end that was called for (SQLITE_INTERRUPT), or no room.
    pub(crate) fn is_of_the_file(&self) -> bool {
        let code: Option<u32> = self.code.as_deref().and_then(|code| code.parse().ok());
        // the primary code of an extended one
        code.is_none_or(|code| !matches!(code & 0xff, 5 | 6 | 7 | 9 | 13))
    }

    /// The engine's own code, where it gave one.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl From<sqlx::Error> for DatabaseError {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(|error| error.code())
            .map(Into::into);
        let kind = match error {
            sqlx::Error::Database(_) => "the database refused a statement",
            sqlx::Error::Io(_) => "the database could not read or write its file",
            sqlx::Error::RowNotFound => "the database lacks a row that must be there",
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::ColumnNotFound(_) => "the database gave a value of another kind",
            sqlx::Error::Migrate(_) => "the database could not be brought up to date",
            _ => "the database failed",
        };
        Self { kind, code }
    }
}

/// Why writing failed. What was there before is kept.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Compression failed.
    #[error("a record could not be compressed")]
    Compression(#[source] io::Error),
    /// No connection has this id.
    #[error("there is no connection {0}")]
    NoConnection(String),
    /// The keychain that keeps the profile's secrets can't be used.
    #[error("the keychain of this computer can't be used")]
    Keychain,
    /// The operating system gave no random bytes to make a key of.
    #[error("there are no random bytes to make a key of")]
    NoRandomness,
}

impl From<sqlx::Error> for WriteError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// Why reading failed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// People, roles, grants, units, assignments or enrolments have changed since the Scope was made.
    #[error("what may be seen has changed")]
    ScopeChanged,
    /// The Scope has come to its end.
    #[error("what may be seen was worked out too long ago")]
    ScopeEnded,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// What was kept of a record can't be unpacked.
    #[error("a record could not be unpacked")]
    Compression(#[source] io::Error),
    /// There is nothing of this name, or not for this person: the two are one answer.
    #[error("there is no such thing, or not for this person")]
    NotFound,
    /// Things of several tenants are called so: `TENANT/ID` of each.
    #[error("several things are called so")]
    Ambiguous(Vec<String>),
    /// It would be of several properties, and whoever asks takes along what is of one alone.
    #[error("one property has to be named")]
    WantsProperty,
    /// The answer says who people are, and that it does could not be put down: not now.
    #[error("it could not be put down who was told this")]
    NotAudited(#[source] AuditError),
}

impl From<sqlx::Error> for ReadError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// What two people may see can't be put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the two were found under different Scopes")]
pub struct OtherScope;

/// Why nothing can be put down in the audit log.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// Other processes have been at it for longer than is waited.
    #[error("another process is writing into the audit log")]
    Busy,
    /// It is not what was put down.
    #[error("the audit log is not what was put down")]
    Broken(#[from] AuditFault),
    /// The file, its key or its folder can't be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database refused.
    #[error(transparent)]
    Database(DatabaseError),
}

impl From<io::Error> for AuditError {
    fn from(error: io::Error) -> Self {
        OpenError::Folder(error).into()
    }
}

/// How the audit log differs from what was put down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuditFault {
    /// There were entries, and there is no file.
    #[error("the file is gone")]
    Missing,
    /// There is a file, and no key was kept for it.
    #[error("the key is gone")]
    NoKey,
    /// What is kept as its key and head is not what was kept.
    #[error("the key was changed")]
    Key,
    /// It has another key or is damaged.
    #[error("the file is damaged or of another key")]
    Unreadable,
    /// An entry is not the one that was put down there.
    #[error("entry {0} was changed")]
    Changed(i64),
    /// An entry is not there, and later ones are.
    #[error("entry {0} was removed")]
    Removed(i64),
    /// It ends with this entry, before its head.
    #[error("all after entry {0} was cut off")]
    Cut(i64),
    /// It is another chain than the one whose head was kept.
    #[error("the file is another")]
    Replaced,
}
