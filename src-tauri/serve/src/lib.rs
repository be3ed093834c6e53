//! An OCPI sender over anything that yields pages.
//!
//! It answers the questions that a receiver asks (which versions, which endpoints, which records changed when) from
//! a [`Source`], and knows nothing of where the source has them from. It writes nothing, parses no record, reads no
//! clock of its own and listens only where it is told to. Without the token nobody learns anything, not even which
//! paths exist.
//!
//! Start at [`Server::bind`]; what a source has to do is [`Source::page`].

mod answer;
mod auth;
mod module;
mod query;
mod routes;
mod server;
mod source;

pub use module::Module;
pub use routes::router;
pub use server::{ServeError, Server};
pub use source::{Page, Question, Source};

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;

use chrono::{DateTime, Utc};

/// The largest page, unless something else is asked for.
pub const DEFAULT_LIMIT: NonZeroUsize = NonZeroUsize::new(1_000).unwrap();

/// Where the server has the time from: passed in, so that a test or a demo can stop it.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// How a server behaves.
#[derive(Clone)]
pub struct Settings {
    /// What callers have to know. Taken raw or in base64, since peers do both.
    pub token: String,
    /// The largest page; a caller's own limit is cut to it.
    pub max_limit: NonZeroUsize,
    /// The time, for envelopes, and after which no record is served.
    pub clock: Clock,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("max_limit", &self.max_limit)
            .finish_non_exhaustive()
    }
}
