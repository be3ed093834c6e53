//! Tokens that a CPMS writes in ways of its own.

use model::Arrivals;
use serde_json::json;

use super::{Failed, at, sessions, setup, written};
use crate::Writer;

/// The engine compares such texts up to the NUL: a page must land all the same, and be the same when it comes again.
#[tokio::test]
async fn that_differ_behind_a_nul_land() {
    let now = at("2026-06-17T08:00:00Z");
    let work = async |writer: &mut Writer| -> Result<(), Failed> {
        writer
            .apply(&setup(&json!([]), &json!([]), 5), false, now)
            .await?;
        let connection = writer.connect("main", None, None).await?;
        let mut page = sessions("LOC-A", "2026-06-01T08:00:00Z", 1..=3);
        if let Arrivals::Sessions(all) = &mut page.arrivals {
            for (session, uid) in all.iter_mut().zip(["T\0A", "T\0B", "t\0a"]) {
                session.record.token.uid = uid.into();
            }
        }
        let landed = writer.land(&connection, &page, now).await?;
        assert_eq!((landed.written, landed.unchanged), (3, 0));
        let landed = writer.land(&connection, &page, now).await?;
        assert_eq!((landed.written, landed.unchanged), (0, 3));
        Ok(())
    };
    written(now, work).await;
}
