//! Tenures, and the day that runs.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::json;

use super::{Failed, at, location, setup, written};
use crate::Writer;

/// Each unit with the days that it held anything, and the day that runs there.
async fn kept(writer: &mut Writer, now: DateTime<Utc>) -> Vec<String> {
    writer.settle(now).await.unwrap();
    sqlx::query_scalar(
        "SELECT concat(u.id, ' ', date(t.first_day * 86400, 'unixepoch'), '..',
                date(t.last_day * 86400, 'unixepoch'), ', today ', date(d.day * 86400, 'unixepoch'))
         FROM tenure t JOIN unit u ON u.unit = t.node JOIN today d ON d.unit = u.unit ORDER BY 1",
    )
    .fetch_all(&mut writer.db)
    .await
    .unwrap()
}

#[tokio::test]
async fn it_is_worked_out_again_when_it_holds_no_longer() {
    let now = at("2026-06-17T08:00:00Z");
    let from = "2026-05-31T22:00:00Z";
    let work = async |writer: &mut Writer| -> Result<(), Failed> {
        let both = json!([{ "unit": "a", "location": "LOC-A", "from": from },
                          { "unit": "b", "location": "LOC-B", "from": "2026-06-18T12:00:00Z" }]);
        writer
            .apply(&setup(&both, &json!([]), 5), false, now)
            .await?;
        let connection = writer.connect("main", None, None).await?;
        let berlin = Tz::Europe__Berlin;
        writer
            .land(&connection, &location("LOC-A", berlin, from), now)
            .await?;
        assert_eq!(
            kept(writer, now).await,
            ["a 2026-06-01..2026-06-17, today 2026-06-17"]
        );
        // a place of which nobody knew
        writer
            .land(&connection, &location("LOC-B", berlin, from), now)
            .await?;
        assert_eq!(
            kept(writer, at("2026-06-17T21:59:59Z")).await,
            ["a 2026-06-01..2026-06-17, today 2026-06-17"]
        );
        // a day on, one is held on it
        assert_eq!(
            kept(writer, at("2026-06-17T22:00:00Z")).await,
            [
                "a 2026-06-01..2026-06-18, today 2026-06-18",
                "b 2026-06-18..2026-06-18, today 2026-06-18"
            ]
        );
        // a place turns out to lie elsewhere, where it is another day
        let forenoon = at("2026-06-18T10:30:00Z");
        let kiritimati = location("LOC-A", Tz::Pacific__Kiritimati, "2026-06-18T08:00:00Z");
        writer.land(&connection, &kiritimati, forenoon).await?;
        assert_eq!(
            kept(writer, forenoon).await,
            [
                "a 2026-06-01..2026-06-19, today 2026-06-19",
                "b 2026-06-18..2026-06-18, today 2026-06-18"
            ]
        );
        // it changes hands
        let one = json!([{ "unit": "a", "location": "LOC-B", "from": from }]);
        writer
            .apply(&setup(&one, &json!([]), 5), false, forenoon)
            .await?;
        assert_eq!(
            kept(writer, forenoon).await,
            ["a 2026-06-01..2026-06-18, today 2026-06-18"]
        );
        // and the clock is set back
        assert_eq!(
            kept(writer, now).await,
            ["a 2026-06-01..2026-06-17, today 2026-06-17"]
        );
        Ok(())
    };
    written(now, work).await;
}
