//! Pulls charging data from one CPMS into the store, and only there.
//!
//! A *run* walks the modules of a CPMS in the order of [`Module::ALL`]. A *walk* is a window of
//! `last_updated`, from five minutes before the end of the last one up to the CPMS's own now; its *pages*
//! land one by one, each in one transaction with its *cursor*, so that a run that is killed goes on where
//! it was. Sync knows no people and no roles: where a record belongs is worked out by the store, by
//! assignment alone.
//!
//! Start at [`connect`], then [`run`].

mod connect;
mod error;
mod report;
mod walk;

pub use connect::{Source, connect};
pub use cpms::{CpmsError, Patience};
pub use error::SyncError;
pub use report::{Event, Report};

use std::time::Instant;

use chrono::{DateTime, Utc};
use model::Module;
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
    mut report: impl FnMut(Event),
) -> Result<Report, SyncError> {
    let started = Instant::now();
    let mut done = Report::new(&connection.id, source.version());
    for module in Module::ALL {
        if source.has(module) {
            walk::module(
                writer,
                connection,
                source,
                module,
                &clock,
                &mut done,
                &mut report,
            )
            .await?;
        }
    }
    // what the pages have changed, once all of them are here
    while writer.settle_one().await? {}
    done.complete = true;
    done.seconds = started.elapsed();
    done.traffic = source.traffic();
    done.unassigned = writer.unassigned(clock()).await?;
    Ok(done)
}
