//! One module's walk through what changed.

use chrono::{DateTime, TimeDelta, Utc};
use cpms::Window;
use model::{Module, Position};
use store::{Connection, Cursor, Page, Walk, Writer};

use crate::{Event, Report, Source, SyncError};

/// Windows overlap by this: a record may be stamped a little before it can be seen.
const OVERLAP: TimeDelta = TimeDelta::minutes(5);
/// So often a window is walked that records leave meanwhile. After that the rest comes with the next run,
/// whose window begins where this one began.
const WALKS: u32 = 3;

pub(crate) async fn module(
    writer: &mut Writer,
    connection: &Connection,
    source: &mut Source,
    module: Module,
    clock: &impl Fn() -> DateTime<Utc>,
    done: &mut Report,
    report: &mut impl FnMut(Event),
) -> Result<(), SyncError> {
    let mut cursor = writer.cursor(connection, module).await?;
    let mut walks = 0;
    // of a walk that is taken up again, what was there when it began is not known
    let mut most_in_window: Option<u64> = None;
    let mut records_left = false;
    loop {
        let walk = match &cursor.walk {
            Some(walk) => walk.clone(),
            None => Walk {
                from: cursor.complete_until.map(|until| until - OVERLAP),
                until: source.clock().unwrap_or_else(clock),
                next: Position::default(),
            },
        };
        let window = Window {
            from: walk.from,
            until: walk.until,
        };
        let received = source.page(module, window, &walk.next, clock()).await?;
        if let (Some(total), Some(most)) = (received.total, most_in_window) {
            records_left |= total < most;
        }
        most_in_window = received.total.max(most_in_window);

        let again = received.next.is_none() && records_left && walks + 1 < WALKS;
        let next = if again {
            Some(Position::default())
        } else {
            received.next
        };
        cursor = match next {
            Some(next) => Cursor {
                walk: Some(Walk { next, ..walk }),
                ..cursor
            },
            // passed over for good only if it was not walked cleanly: then the next run walks it once more
            None if records_left => Cursor {
                walk: None,
                as_of: Some(walk.until),
                ..cursor
            },
            None => Cursor {
                walk: None,
                complete_until: Some(walk.until),
                as_of: Some(walk.until),
            },
        };
        for reject in &received.rejects {
            *done.quarantined.entry(reject.reason).or_default() += 1;
        }
        let page = Page {
            arrivals: received.arrivals,
            rejects: received.rejects,
            cursor: cursor.clone(),
        };
        let landed = writer.land(connection, &page, clock()).await?;
        let so_far = done.modules.entry(module).or_default();
        *so_far += landed;
        report(Event::Page {
            module,
            received: so_far.received,
            total: received.total,
        });

        if again {
            (walks, records_left, most_in_window) = (walks + 1, false, None);
            report(Event::Again { module });
        }
        if cursor.walk.is_none() {
            done.as_of = done.as_of.into_iter().chain(cursor.as_of).min();
            return Ok(());
        }
    }
}
