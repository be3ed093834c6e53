//! Whether a CPMS is heard of while it is asked: one that takes a call and never answers fails late, or never, and
//! meanwhile nobody may believe that what is on screen is live.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, SecondsFormat, Utc};

use crate::{
    failure::MessageKey,
    syncing::SyncState,
    watch::{Changed, Watch},
};

/// After so many polls without an answer it is silent, as a point of which nothing was observed for so long is unknown.
const SILENT: u32 = 3;
/// After so many it is asked anew: what had landed is kept, and a call that was lost is not waited for. At the usual pace
/// that is how long a connector waits for an answer anyway.
const GIVEN_UP: u32 = 6;

/// Listens for one run.
pub(crate) struct Hearing {
    state: Arc<Mutex<SyncState>>,
    page: Watch,
    /// Of several CPMSs, which.
    connection: Option<String>,
    /// When it was heard last, and whether that is said to be too long ago.
    last: Mutex<(Instant, bool)>,
}

impl Hearing {
    pub fn begin(state: Arc<Mutex<SyncState>>, page: Watch, connection: Option<String>) -> Self {
        Self {
            state,
            page,
            connection,
            last: Mutex::new((Instant::now(), false)),
        }
    }

    /// It has answered.
    pub fn heard(&self) {
        let was_silent = {
            let mut last = lock(&self.last);
            let was_silent = last.1;
            *last = (Instant::now(), false);
            was_silent
        };
        if was_silent {
            self.say(|state| {
                state.failure = None;
                state.failing = None;
                state.failing_since = None;
            });
        }
    }

    /// Says so once it is silent, and ends when it is not waited for any longer.
    pub async fn until_given_up(&self, pace: Duration, since: DateTime<Utc>) {
        loop {
            tokio::time::sleep(pace).await;
            let is_news = {
                let mut last = lock(&self.last);
                let quiet = last.0.elapsed();
                if quiet >= pace * GIVEN_UP {
                    return;
                }
                let is_silent = quiet >= pace * SILENT;
                let is_news = is_silent && !last.1;
                last.1 |= is_silent;
                is_news
            };
            if is_news {
                self.say(|state| {
                    state.failure = Some(MessageKey::Silent);
                    state.failing.clone_from(&self.connection);
                    let since = since.to_rfc3339_opts(SecondsFormat::Secs, true);
                    state.failing_since.get_or_insert(since);
                });
            }
        }
    }

    fn say(&self, change: impl FnOnce(&mut SyncState)) {
        change(&mut lock(&self.state));
        self.page.changed(Changed::Desk);
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
