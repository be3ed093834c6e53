//! Settling what a page of new sessions has changed: of all tenants, and of the largest alone.

use std::{ops::Range, time::Instant};

use chrono::TimeDelta;
use serde_json::json;
use store::{Connection, OpenError, WhenBusy, WriteError, Writer};

use super::{
    file::Failure,
    spread::{Report, Took, with},
    world::{Making, NOW, World},
};

/// So many pages are landed of each kind.
const PAGES: u64 = 5;

#[derive(Debug, thiserror::Error)]
enum NotWritten {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A kind of page: what it is called, how many numbers it draws from, and whether of the largest tenant alone.
const KINDS: [(&str, u64, bool); 3] = [
    ("1,000 sessions of all tenants", 1_000, false),
    ("50 sessions of all tenants", 50, false),
    ("50 sessions of the largest tenant", 100, true),
];

pub async fn measure(world: &World) -> Result<Report, Failure> {
    let beside = tempfile::tempdir_in(world.folder().parent().unwrap_or(world.folder()))?;
    let copy = world.copied(beside.path())?;
    let mut report = Report::default();
    let work = async |writer: &mut Writer| -> Result<(), NotWritten> {
        let connection = writer.connect("main", None, None).await?;
        let mut next = world.sessions;
        // makes the temporary tables, which the first settling does else
        writer.settle(NOW).await?;
        for (name, numbers, largest_alone) in KINDS {
            let (mut landing, mut settling) = (Took::default(), Took::default());
            for _ in 0..PAGES {
                landing.warm(land(writer, &connection, next..next + numbers, largest_alone).await?);
                next += numbers;
                let started = Instant::now();
                writer.settle(NOW + TimeDelta::minutes(1)).await?;
                settling.warm(started.elapsed());
            }
            let ratio = settling.ratio(&landing);
            let row = settling.row(&format!("settle after {name}"));
            report.rows.push(with(row, &[("ratio", json!(ratio))]));
            report.rows.push(landing.row("  landing them"));
        }
        Ok(())
    };
    copy.profile.write(WhenBusy::Refuse, NOW, work).await?;
    Ok(report)
}

async fn land(
    writer: &mut Writer,
    connection: &Connection,
    numbers: Range<u64>,
    largest_alone: bool,
) -> Result<std::time::Duration, WriteError> {
    let page = Making::of(numbers.start).sessions(numbers.filter(|number| {
        // as the world deals them out
        !largest_alone || number.is_multiple_of(2)
    }));
    let started = Instant::now();
    writer.land(connection, &page, NOW).await?;
    Ok(started.elapsed())
}
