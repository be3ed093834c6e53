//! What is settled bit by bit is what is settled anew.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::json;

use super::{Failed, at, location, sessions, setup, written};
use crate::{Writer, writer::settle};

/// All that is settled, in words.
async fn settled(writer: &mut Writer, now: DateTime<Utc>) -> Vec<String> {
    writer.settle(now).await.unwrap();
    sqlx::query_scalar(
        "SELECT concat_ws(' ', u.id, c.node < 0, c.grid, c.period, c.split, c.people, c.top_wh, c.is_enough, c.days_ok,
                c.splits_ok, c.units_ok)
         FROM crowd c JOIN unit u ON u.unit = iif(c.node < 0, -1 - c.node, c.node) ORDER BY 1",
    )
    .fetch_all(&mut writer.db)
    .await
    .unwrap()
}

/// The same, as if nothing had been settled before.
async fn settled_anew(writer: &mut Writer, now: DateTime<Utc>) -> Vec<String> {
    for all in ["DELETE FROM crowd", "DELETE FROM person_month"] {
        sqlx::query(all).execute(&mut writer.db).await.unwrap();
    }
    let tenants: Vec<i64> = sqlx::query_scalar("SELECT tenant FROM tenant")
        .fetch_all(&mut writer.db)
        .await
        .unwrap();
    let tenants: BTreeSet<i64> = tenants.into_iter().collect();
    settle::again(&mut writer.db, &tenants).await.unwrap();
    settled(writer, now).await
}

#[tokio::test]
async fn it_is_the_same_after_midnight_and_when_places_and_people_change_hands() {
    let now = at("2026-01-31T23:45:00Z");
    let from = "2026-01-01T00:00:00Z";
    // a unit with places in two zones goes by its tenant's: there it is February already
    let mine = json!([{ "unit": "a", "location": "LOC-A", "from": from },
                      { "unit": "a", "location": "LOC-B", "from": from }]);
    let shared = json!([{ "unit": "a", "location": "LOC-A", "from": from },
                        { "unit": "b", "location": "LOC-B", "from": from }]);
    let nobody = json!([]);
    let somebody = json!([{ "id": "d", "name": "Who charges", "group": "g",
                            "tokens": [{ "uid": "T-3" }, { "uid": "T-4" }] }]);
    let work = async |writer: &mut Writer| -> Result<(), Failed> {
        writer.apply(&setup(&mine, &nobody, 5), false, now).await?;
        let main = writer.connect("main", None, None).await?;
        for page in [
            location("LOC-A", Tz::Europe__Berlin, from),
            location("LOC-B", Tz::Europe__Lisbon, from),
            sessions("LOC-A", "2026-01-10T10:00:00Z", 1..=3),
            sessions("LOC-B", "2026-01-31T23:30:00Z", 2..=6),
        ] {
            writer.land(&main, &page, now).await?;
        }
        let mut before = settled(writer, now).await;
        assert_eq!(before, settled_anew(writer, now).await, "at first");

        let day = at("2026-02-01T23:30:00Z");
        let after = settled(writer, day).await;
        assert_ne!(before, after, "midnight");
        assert_eq!(after, settled_anew(writer, day).await, "midnight");
        before = after;

        let page = sessions("LOC-A", "2026-02-01T12:00:00Z", 3..=8);
        writer.land(&main, &page, day).await?;
        for (what, assigned, drivers, k) in [
            ("charging", &mine, &nobody, 5),
            ("an enrolment", &mine, &somebody, 5),
            ("a place that changes hands", &shared, &somebody, 5),
            ("a limit", &shared, &somebody, 4),
            ("an enrolment that ends", &shared, &nobody, 4),
        ] {
            writer
                .apply(&setup(assigned, drivers, k), false, day)
                .await?;
            let after = settled(writer, day).await;
            assert_ne!(before, after, "{what}");
            assert_eq!(after, settled_anew(writer, day).await, "{what}");
            before = after;
        }

        let night = at("2026-12-31T23:30:00Z");
        let page = sessions("LOC-B", "2026-12-31T23:10:00Z", 1..=5);
        writer.land(&main, &page, night).await?;
        let after = settled(writer, night).await;
        assert_eq!(after, settled_anew(writer, night).await, "the last night");
        let year = at("2027-01-01T23:30:00Z");
        let after = settled(writer, year).await;
        assert_eq!(after, settled_anew(writer, year).await, "a new year");
        assert!(
            after.iter().any(|line| line.starts_with("a 0 3 2026 ")),
            "{after:?}"
        );
        Ok(())
    };
    written(now, work).await;
}
