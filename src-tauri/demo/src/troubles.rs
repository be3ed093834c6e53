//! [`Troubled`]: a source that is slow, refuses or answers nonsense now and then, as real CPMSs do.

use std::num::NonZeroU64;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serve::{Module, Page, Question, Source};
use thiserror::Error;

/// What goes wrong, and how often. Nothing, if nothing is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Troubles {
    /// How long each page takes.
    pub delay: Duration,
    /// Of so many pages the last is refused: HTTP 500, and no record.
    pub refuse: Option<NonZeroU64>,
    /// Of so many pages the last breaks off in the middle of a record, so that it is no JSON.
    pub cut_off: Option<NonZeroU64>,
}

/// A source in trouble.
#[derive(Debug)]
pub(crate) struct Troubled<S> {
    source: S,
    troubles: Troubles,
    /// How many pages were asked for.
    pages: AtomicU64,
}

/// Why there is no page.
#[derive(Debug, Error)]
pub(crate) enum TroubleError<E: std::error::Error> {
    #[error("refused, as was asked for")]
    Refused,
    #[error(transparent)]
    Source(E),
}

impl<S: Source> Troubled<S> {
    pub fn new(source: S, troubles: Troubles) -> Self {
        Self {
            source,
            troubles,
            pages: AtomicU64::new(0),
        }
    }
}

impl<S: Source> Source for Troubled<S> {
    type Error = TroubleError<S::Error>;

    fn modules(&self) -> Vec<Module> {
        self.source.modules()
    }

    async fn page(&self, question: Question) -> Result<Page, Self::Error> {
        let nth = self.pages.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        let is_turn = |every: Option<NonZeroU64>| every.is_some_and(|every| nth % every == 0);
        if !self.troubles.delay.is_zero() {
            tokio::time::sleep(self.troubles.delay).await;
        }
        if is_turn(self.troubles.refuse) {
            return Err(TroubleError::Refused);
        }
        let mut page = self
            .source
            .page(question)
            .await
            .map_err(TroubleError::Source)?;
        if is_turn(self.troubles.cut_off) {
            cut_off(&mut page);
        }
        Ok(page)
    }
}

/// Leaves the first half of the last record.
fn cut_off(page: &mut Page) {
    let Some(last) = page.records.last_mut() else {
        return;
    };
    let half = last.floor_char_boundary(last.len() / 2);
    *last = last[..half].into();
}
