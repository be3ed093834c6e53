//! Lands what a CPMS said once, without asking it: for a profile that begins with a past.

use chrono::{DateTime, Utc};
use model::{BEGINNING, Module};
use store::{Connection, Cursor, Landed, Page, WriteError, Writer};

/// Lands records as the only page of a walk that began at an instant: what they are is there then as if the CPMS had been
/// asked, and the next run goes on from that instant. `records` are all that changed in the module since it was told of
/// last, each as its JSON text. It is for before the first run: where one broke off in the module is forgotten.
///
/// # Errors
/// The store's. What had landed before stays.
pub async fn told(
    writer: &mut Writer,
    connection: &Connection,
    module: Module,
    records: &[Vec<u8>],
    at: DateTime<Utc>,
) -> Result<Landed, WriteError> {
    let (arrivals, rejects) = cpms::read_again(module, records, at);
    let cursor = Cursor {
        complete_from: Some(BEGINNING),
        complete_until: Some(at),
        backfill: None,
        forward: None,
    };
    let page = Page {
        arrivals,
        rejects,
        cursor,
    };
    writer.land(connection, &page, at).await
}
