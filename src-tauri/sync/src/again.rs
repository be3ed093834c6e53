//! Reads once more what was not understood, from the bytes that were kept of it. Asks no CPMS.

use chrono::{DateTime, Utc};
use model::Module;
use store::{Connection, Landed, WriteError, Writer};

use crate::prices::Prices;

/// Records that are read at once: as many as a page has.
const AT_ONCE: u32 = 1_000;

/// Reads all records of a connection again that were not understood, and keeps those that are now like any that come.
/// What came of them is counted as on a page: `quarantined` are those that are not understood now either.
///
/// # Errors
/// The store's. What had been kept before stays.
pub async fn read_again(
    writer: &mut Writer,
    connection: &Connection,
    now: DateTime<Utc>,
) -> Result<Landed, WriteError> {
    let mut all = Landed::default();
    // what others refer to comes first
    for module in Module::ALL {
        let mut last = None;
        loop {
            let some = writer.quarantined(connection, module, last.as_ref(), AT_ONCE);
            let some = some.await?;
            let bytes: Vec<Vec<u8>> = some.iter().map(|record| record.bytes.clone()).collect();
            let Some(end) = some.into_iter().next_back() else {
                break;
            };
            let (arrivals, rejects) = cpms::read_again(module, &bytes, now);
            all += writer.land_again(connection, &arrivals, &rejects).await?;
            last = Some(end);
        }
    }
    if all.written > 0 {
        writer.settle(now).await?;
        Prices::begin(writer).finish(writer, || {}).await?;
    }
    Ok(all)
}
