//! Errors that reach people.
//!
//! The page matches on the code and translates the key. No text of an error crosses: it could hold
//! what a person may not see.

use serde::Serialize;
use specta::Type;
use store::{OpenError, ReadError};

/// Why a command has no answer.
#[derive(Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// What a caller would do differently. Stable.
    pub code: FailureCode,
    /// The message for people, translated by the page.
    pub message_key: MessageKey,
    /// What it is about, where that helps.
    pub details: Option<Details>,
}

/// One code for each thing that a caller would do differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The operating system did not answer: asking again may help.
    System,
    /// The profile can't be opened: another passphrase, or another profile.
    Profile,
    /// Nobody is signed in, or whoever is may not do this.
    SignIn,
    /// Asked for wrongly.
    Question,
    /// It can't be done now: asking again helps.
    NotNow,
}

/// The messages; the page's dictionaries must have each of them to compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub enum MessageKey {
    /// The operating system did not answer.
    #[serde(rename = "failure.system")]
    System,
    /// Another passphrase protects the profile.
    #[serde(rename = "failure.passphrase")]
    Passphrase,
    /// The keychain is locked, or not there, or has no key for the profile.
    #[serde(rename = "failure.keychain")]
    Keychain,
    /// The profile is of a newer program.
    #[serde(rename = "failure.newer")]
    Newer,
    /// The profile is damaged, or its folder can't be used.
    #[serde(rename = "failure.profile")]
    Profile,
    /// There is no profile.
    #[serde(rename = "failure.noProfile")]
    NoProfile,
    /// Another process writes.
    #[serde(rename = "failure.busy")]
    Busy,
    /// Nobody is signed in.
    #[serde(rename = "failure.signIn")]
    SignIn,
    /// Somebody is signed in already.
    #[serde(rename = "failure.signedIn")]
    SignedIn,
    /// Whoever is signed in is not the operator.
    #[serde(rename = "failure.operator")]
    Operator,
    /// There is nobody of this name.
    #[serde(rename = "failure.nobody")]
    Nobody,
    /// Somebody broke it off.
    #[serde(rename = "failure.brokenOff")]
    BrokenOff,
    /// A period that ends before it begins.
    #[serde(rename = "failure.period")]
    Period,
    /// It could not be put down who was told.
    #[serde(rename = "failure.audit")]
    Audit,
    /// What may be seen is changing at this moment.
    #[serde(rename = "failure.changing")]
    Changing,
    /// The database refused.
    #[serde(rename = "failure.database")]
    Database,
    /// The sample world could not be started.
    #[serde(rename = "failure.sample")]
    Sample,
    /// No connection has an address and a token.
    #[serde(rename = "sync.nothing")]
    NothingToSync,
    /// The CPMS can't be reached.
    #[serde(rename = "sync.unreachable")]
    Unreachable,
    /// The CPMS does not answer in time.
    #[serde(rename = "sync.silent")]
    Silent,
    /// The CPMS does not accept the token.
    #[serde(rename = "sync.unauthorized")]
    Unauthorized,
    /// The CPMS answers with an error.
    #[serde(rename = "sync.refused")]
    Refused,
    /// The CPMS answers in something that is not OCPI 2.2.1.
    #[serde(rename = "sync.notOcpi")]
    NotOcpi,
    /// A file could not be written.
    #[serde(rename = "failure.file")]
    File,
    /// There is no such thing, or not for whoever asks.
    #[serde(rename = "failure.notThere")]
    NotThere,
    /// It has to be of one property.
    #[serde(rename = "failure.wantsProperty")]
    WantsProperty,
    /// What came could not be kept.
    #[serde(rename = "sync.store")]
    NotKept,
}

/// Numbers and names of fields, never text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Details {
    /// One field of the answer is missing.
    Field(Field),
}

/// Fields that failures name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// [`About::web_view`](crate::commands::about::About::web_view).
    WebViewVersion,
    /// Figures, which can't be written down.
    Figures,
}

impl Failure {
    /// The operating system did not answer.
    #[must_use]
    pub fn system(details: Details) -> Self {
        Self {
            details: Some(details),
            ..MessageKey::System.into()
        }
    }
}

impl From<MessageKey> for Failure {
    fn from(message_key: MessageKey) -> Self {
        use MessageKey as Key;
        let code = match message_key {
            Key::System => FailureCode::System,
            Key::Passphrase | Key::Keychain | Key::Newer | Key::Profile | Key::NoProfile => {
                FailureCode::Profile
            }
            Key::SignIn | Key::SignedIn | Key::Operator | Key::Nobody => FailureCode::SignIn,
            Key::Period | Key::NotThere | Key::WantsProperty => FailureCode::Question,
            Key::Busy
            | Key::Audit
            | Key::Changing
            | Key::Database
            | Key::Sample
            | Key::NothingToSync
            | Key::Unreachable
            | Key::Silent
            | Key::Unauthorized
            | Key::Refused
            | Key::NotOcpi
            | Key::NotKept
            | Key::BrokenOff
            | Key::File => FailureCode::NotNow,
        };
        Self {
            code,
            message_key,
            details: None,
        }
    }
}

impl From<&OpenError> for MessageKey {
    fn from(error: &OpenError) -> Self {
        match error {
            OpenError::NoProfile(_) => Self::NoProfile,
            OpenError::PassphraseNeeded | OpenError::WrongPassphrase => Self::Passphrase,
            OpenError::NoKeychain | OpenError::KeyNotInKeychain => Self::Keychain,
            OpenError::NewerProfile => Self::Newer,
            OpenError::Busy(_) => Self::Busy,
            OpenError::FolderInUse(_)
            | OpenError::KeyFile(_)
            | OpenError::Engine { .. }
            | OpenError::Damaged
            | OpenError::Folder(_) => Self::Profile,
            OpenError::Database(_) => Self::Database,
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        MessageKey::from(&error).into()
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::ScopeChanged | ReadError::ScopeEnded => MessageKey::Changing,
            ReadError::NotAudited(_) => MessageKey::Audit,
            // which of the two it is, is not said
            ReadError::NotFound | ReadError::Ambiguous(_) => MessageKey::NotThere,
            ReadError::WantsProperty => MessageKey::WantsProperty,
            ReadError::Database(_) | ReadError::Compression(_) => MessageKey::Database,
        }
        .into()
    }
}
