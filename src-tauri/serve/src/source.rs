//! [`Source`]: what a server serves.

use std::future::Future;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::Module;

/// Whatever has OCPI records in the order in which they changed.
pub trait Source: Send + Sync + 'static {
    /// Why a page can't be given. It goes to the log, never to the caller.
    type Error: std::error::Error + Send + Sync + 'static;

    /// The modules that there are. Others are not listed, and not found.
    fn modules(&self) -> Vec<Module>;

    /// One page of the records that changed in the window, by `last_updated`, in an order that does not change
    /// between two calls.
    fn page(&self, question: Question) -> impl Future<Output = Result<Page, Self::Error>> + Send;
}

/// Which records a caller asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Of which module.
    pub module: Module,
    /// Changed at this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Changed before this instant. Never later than the server's clock, so that the future is not served.
    pub until: DateTime<Utc>,
    /// How many records of the window to leave out at its begin.
    pub offset: usize,
    /// How many records to give at most.
    pub limit: usize,
}

/// Some records, each as its JSON text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// How many records the whole window has.
    pub total: usize,
    /// The records from the question's offset on.
    pub records: Vec<Arc<str>>,
}
