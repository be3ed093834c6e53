//! The sample world: a CPMS on this computer, and a profile of it that is gone when the window is.

use chrono::{DateTime, Utc};
use store::Throwaway;

use crate::failure::{Failure, MessageKey};

/// Which sample world.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Where its chances come from.
    pub seed: u64,
    /// How many sessions it has, about.
    pub sessions: u64,
    /// Freezes its clock.
    pub now: Option<DateTime<Utc>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 7,
            sessions: 10_000,
            now: None,
        }
    }
}

/// Starts it. With the name of whoever is signed in first.
///
/// # Errors
/// [`MessageKey::Sample`] where there is no port or folder for it.
pub async fn start(options: Options, now: DateTime<Utc>) -> Result<(Throwaway, String), Failure> {
    let _ = (options, now);
    Err(MessageKey::Sample.into())
}
