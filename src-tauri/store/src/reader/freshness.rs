//! How fresh what is here is, and since when all of it is here.

use chrono::{DateTime, Days, NaiveDate, Utc};
use model::BEGINNING;
use sqlx::SqliteConnection;

/// How far what is here can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// The CPMS's clock when it was last asked for all that is new, and gave it; of several CPMSs the earliest.
    /// `None` before the first answer.
    pub as_of: Option<DateTime<Utc>>,
    /// The local day since when everything is here that started before `as_of`; `None` while nothing is complete.
    pub complete_from: Option<NaiveDate>,
}

/// So many days after the UTC day of an instant, a local day lies behind the instant whole, in every time zone:
/// the first of UTC+14 begins ten hours into the UTC day before.
const FIRST_WHOLE_DAY: Days = Days::new(2);

/// What counts for figures: sessions and CDRs of every CPMS of the profile.
pub(super) async fn of(db: &mut SqliteConnection) -> Result<Freshness, sqlx::Error> {
    let (wanted, begun, from, until): (i64, i64, Option<i64>, Option<i64>) = sqlx::query_as(
        "SELECT wanted, begun, complete_from_at, complete_until_at FROM v_freshness",
    )
    .fetch_one(db)
    .await?;
    Ok(Freshness::told(wanted, begun, from, until))
}

impl Freshness {
    /// Of so many modules that should be here, of which so many have begun.
    pub(super) fn told(wanted: i64, begun: i64, from: Option<i64>, until: Option<i64>) -> Self {
        let instant = DateTime::from_timestamp_millis;
        Self {
            as_of: until.and_then(instant),
            complete_from: from
                .filter(|_| begun == wanted)
                .and_then(instant)
                .and_then(first_whole_day),
        }
    }

    /// Whether nothing is left to ask for that is older.
    pub fn is_whole(&self) -> bool {
        self.complete_from == Some(BEGINNING.date_naive())
    }
}

/// The first day of which, in any time zone, all is here that started, if all is here that changed from an instant
/// on: a record is updated no earlier than it starts.
pub(super) fn first_whole_day(complete_from: DateTime<Utc>) -> Option<NaiveDate> {
    if complete_from <= BEGINNING {
        return Some(BEGINNING.date_naive());
    }
    complete_from.date_naive().checked_add_days(FIRST_WHOLE_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_whole_day_has_begun_nowhere_on_earth_when_all_begins_to_be_here() {
        for (complete_from, day) in [
            ("2026-04-21T00:00:00Z", "2026-04-23"),
            ("2026-04-21T09:14:00Z", "2026-04-23"),
            ("2026-04-21T23:59:59.999Z", "2026-04-23"),
            ("2010-01-01T00:00:00Z", "2010-01-01"),
            ("2010-01-01T00:00:01Z", "2010-01-03"),
        ] {
            let instant: DateTime<Utc> = complete_from.parse().unwrap();
            let first = first_whole_day(instant).unwrap();
            assert_eq!(first.to_string(), day, "{complete_from}");
            let begins_first = first.and_hms_opt(0, 0, 0).unwrap().and_utc();
            assert!(
                instant <= BEGINNING || begins_first - chrono::TimeDelta::hours(14) >= instant,
                "{complete_from}"
            );
        }
    }
}
