//! Errors that reach people.
//!
//! The page matches on the code and translates the key. No text of an error crosses: it could hold
//! what a person may not see.

use serde::Serialize;
use specta::Type;

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
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The operating system did not answer: asking again may help.
    System,
}

/// The messages; the page's dictionaries must have each of them to compile.
#[derive(Debug, Clone, Copy, Serialize, Type)]
pub enum MessageKey {
    /// The operating system did not answer.
    #[serde(rename = "failure.system")]
    System,
}

/// Numbers and names of fields, never text.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Details {
    /// One field of the answer is missing.
    Field(Field),
}

/// Fields that failures name.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// [`About::web_view`](crate::about::About::web_view).
    WebViewVersion,
}

impl Failure {
    /// The operating system did not answer.
    #[must_use]
    pub fn system(details: Details) -> Self {
        Self {
            code: FailureCode::System,
            message_key: MessageKey::System,
            details: Some(details),
        }
    }
}
