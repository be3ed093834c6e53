//! Pulls charging data from one CPMS into the store, and only there.
//!
//! A *run* walks the modules of a CPMS. A *walk* is a window of `last_updated`; its *pages* land one by one, each in
//! one transaction with its *cursor*, so that a run that is killed goes on where it was. Locations and tariffs come
//! first and are walked whole; sessions and CDRs by a *backfill*, window by window from the CPMS's own now down to the
//! beginning, one beside the other, so that what people look at first is there first, with what it cost. Later runs
//! first walk *forward*, from five minutes before the end of what is here; one that lasts does so again in between.
//! A CPMS that does not keep to windows is walked whole, too. Sync knows no people and no roles: where a
//! record belongs is worked out by the store, by assignment alone. What has landed is settled in between, and priced
//! meanwhile, on a thread of its own ([`prices`]).
//!
//! What was not understood is kept, and [`read_again`] reads it once more. What a CPMS said before, [`told`] lands.
//!
//! Start at [`connect`], then [`run`]. What comes next is decided in [`plan`], how wide it is in [`windows`].

mod again;
mod connect;
mod error;
mod plan;
mod prices;
mod report;
mod told;
mod walk;
mod windows;

pub use again::read_again;
pub use connect::{Source, connect};
pub use cpms::{CpmsError, Patience, check_address};
pub use error::SyncError;
pub use report::{Event, Report};
pub use told::told;

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use store::{Connection, Writer};

/// Pulls all that changed since the last run, until up to date.
///
/// `clock` is read for what the CPMS's own clock does not say; `report` is told of each page.
///
/// # Errors
/// [`SyncError`]. What had landed before stays, and the next run goes on from there.
pub async fn run(
    writer: &mut Writer,
    connection: &Connection,
    source: &mut Source,
    clock: impl Fn() -> DateTime<Utc>,
    report: impl FnMut(Event),
) -> Result<Report, SyncError> {
    let started = Instant::now();
    let prices = prices::Prices::begin(writer);
    let mut run = walk::Run {
        done: Report::new(&connection.id, source.version()),
        writer,
        connection,
        clock,
        report,
        prices,
        started,
        settling: Duration::ZERO,
    };
    let walked = run.all_modules(source).await;
    // also where a walk broke off: what is not settled is not shown to whoever may not see its rows, and a CPMS that fails at
    // the same place every time would leave all that it brings unpriced
    run.settle().await?;
    run.prices
        .finish(run.writer, || (run.report)(Event::Worked))
        .await?;
    walked?;
    let mut done = run.done;
    done.seconds = started.elapsed();
    done.traffic = source.traffic();
    done.unassigned = run.writer.unassigned((run.clock)()).await?;
    Ok(done)
}
