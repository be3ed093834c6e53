//! Prices what has landed: on a thread of its own, while the one Writer goes on.
//!
//! Batches go out newest first and come back in between pages, whenever one is ready; a run ends when nothing waits
//! any more, also one that broke off. Whoever ends one earlier loses nothing: what did not come back waits for the next.

use std::{
    thread,
    time::{Duration, Instant},
};

use store::{Price, Priced, Unpriced, WriteError, Writer};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// CDRs that go out together: some tenths of a second of work, and a fraction of that to keep. While pages land, as soon as
/// so many more have: of a batch the cells change once.
const BATCH: usize = 4_000;
/// Or after so long, however few there are: years of records may come slowly, and today's wait for their prices.
const LONGEST: Duration = Duration::from_secs(5);
/// So many batches are out, so that the thread has one at hand when it is done with the other.
const AT_ONCE: usize = 2;

/// What is out, and the thread that it is out at.
pub(crate) struct Prices {
    out: usize,
    /// So many CDRs have landed since the last went out, which was then.
    landed: u64,
    given_out: Instant,
    work: Sender<Vec<Unpriced>>,
    done: Receiver<Vec<Priced>>,
}

impl Prices {
    /// Starts the thread. It ends with this.
    pub(crate) fn begin(writer: &mut Writer) -> Self {
        // what was out at a run that broke off comes back no more
        writer.call_back_prices();
        let (work, mut waiting) = channel::<Vec<Unpriced>>(AT_ONCE);
        let (finished, done) = channel(AT_ONCE);
        thread::spawn(move || {
            while let Some(batch) = waiting.blocking_recv() {
                let priced = batch.iter().map(price).collect();
                if finished.blocking_send(priced).is_err() {
                    return;
                }
            }
        });
        Self {
            out: 0,
            landed: 0,
            given_out: Instant::now(),
            work,
            done,
        }
    }

    /// After so many more CDRs have landed: takes back what is ready, and gives out what makes a batch. Waits for nothing.
    pub(crate) async fn go_on(
        &mut self,
        writer: &mut Writer,
        landed: u64,
    ) -> Result<(), WriteError> {
        while let Ok(priced) = self.done.try_recv() {
            self.out -= 1;
            writer.keep_prices(&priced).await?;
        }
        self.landed += landed;
        let is_due = self.landed >= BATCH as u64 || self.given_out.elapsed() >= LONGEST;
        if is_due && self.out < AT_ONCE {
            (self.landed, self.given_out) = (0, Instant::now());
            self.give_out(writer).await?;
        }
        Ok(())
    }

    /// Prices all that is left, and says so of each batch.
    pub(crate) async fn finish(
        &mut self,
        writer: &mut Writer,
        mut say: impl FnMut(),
    ) -> Result<(), WriteError> {
        self.give_out(writer).await?;
        while self.out > 0 {
            // the thread ends with this, and not before
            let Some(priced) = self.done.recv().await else {
                return Ok(());
            };
            self.out -= 1;
            // it has the next one before this one is kept
            self.give_out(writer).await?;
            writer.keep_prices(&priced).await?;
            say();
            self.give_out(writer).await?;
        }
        Ok(())
    }

    async fn give_out(&mut self, writer: &mut Writer) -> Result<(), WriteError> {
        while self.out < AT_ONCE {
            let batch = writer.unpriced(BATCH).await?;
            if batch.is_empty() || self.work.try_send(batch).is_err() {
                break;
            }
            self.out += 1;
        }
        Ok(())
    }
}

fn price(unpriced: &Unpriced) -> Priced {
    let question = pricing::Question {
        record: unpriced.record.as_deref(),
        is_credit: unpriced.is_credit,
        currency: unpriced.currency,
        charged: unpriced.charged,
        time_zone: unpriced.time_zone,
    };
    let priced = pricing::price(&question, |id| unpriced.tariff(id));
    unpriced.priced(Price {
        state: priced.state,
        reason: priced.reason,
        net: priced.net,
        gross: priced.gross,
        parts: priced.parts,
        by_kept: priced.by_kept,
    })
}
