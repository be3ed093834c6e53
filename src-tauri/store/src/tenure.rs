//! On which local days a node of a tenant's tree held an EVSE.
//!
//! What held none in a period can't be missing from it: only with this can "nobody charged" be told from "nobody
//! could". The writer settles by it, and a Reader asks by it which cells a figure needs.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use model::BEGINNING;

/// A stretch in which a unit held an EVSE, `[from, until)` in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub unit: i64,
    /// Of the EVSE's Location.
    pub zone: Tz,
    pub from_at: i64,
    pub until_at: i64,
}

/// Local days without a gap, both ends inclusive, in days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Run {
    pub first: i64,
    pub last: i64,
}

/// The days of each unit up to the local today: one that has not begun is no day yet.
pub(crate) fn of_units(
    stretches: impl IntoIterator<Item = Stretch>,
    now: DateTime<Utc>,
) -> BTreeMap<i64, Vec<Run>> {
    let mut runs: BTreeMap<i64, Vec<Run>> = BTreeMap::new();
    for stretch in stretches {
        if let Some(run) = run(stretch, now) {
            runs.entry(stretch.unit).or_default().push(run);
        }
    }
    for runs in runs.values_mut() {
        *runs = joined(std::mem::take(runs));
    }
    runs
}

/// The days of several units together.
pub(crate) fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_unstable();
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(before) if run.first <= before.last + 1 => before.last = before.last.max(run.last),
            Some(_) | None => joined.push(run),
        }
    }
    joined
}

fn run(stretch: Stretch, now: DateTime<Utc>) -> Option<Run> {
    let from = stretch.from_at.max(BEGINNING.timestamp_millis());
    // the first instant after it is in it no longer
    let end = stretch.until_at.checked_sub(1).filter(|end| *end >= from)?;
    let today = number(now.with_timezone(&stretch.zone).date_naive());
    let last = if end < now.timestamp_millis() {
        day(end, stretch.zone)?
    } else {
        today
    };
    let first = day(from, stretch.zone)?;
    (first <= last).then_some(Run { first, last })
}

fn day(at: i64, zone: Tz) -> Option<i64> {
    let at = DateTime::from_timestamp_millis(at)?;
    Some(number(at.with_timezone(&zone).date_naive()))
}

/// As facts keep it.
fn number(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        let instant: DateTime<Utc> = text.parse().unwrap();
        instant.timestamp_millis()
    }

    fn days(stretches: &[(i64, i64)], now: &str) -> Vec<String> {
        let stretches = stretches.iter().map(|(from_at, until_at)| Stretch {
            unit: 1,
            zone: Tz::Europe__Berlin,
            from_at: *from_at,
            until_at: *until_at,
        });
        let runs = of_units(stretches, now.parse().unwrap());
        let day = |number| NaiveDate::default() + chrono::TimeDelta::days(number);
        let text = |run: &Run| format!("{}..{}", day(run.first), day(run.last));
        runs.get(&1)
            .map(|runs| runs.iter().map(text).collect())
            .unwrap_or_default()
    }

    #[test]
    fn days_are_those_of_the_place_and_end_today() {
        let now = "2026-06-17T22:30:00Z";
        assert_eq!(
            days(&[(at("2026-06-14T22:00:00Z"), i64::MAX)], now),
            ["2026-06-15..2026-06-18"]
        );
        assert_eq!(
            days(
                &[(at("2026-06-14T21:59:59Z"), at("2026-06-16T22:00:00Z"))],
                now
            ),
            ["2026-06-14..2026-06-16"]
        );
        assert_eq!(
            days(&[(i64::MIN, at("2010-01-03T00:00:00Z"))], now),
            ["2010-01-01..2010-01-03"]
        );
        assert_eq!(
            days(&[(at("2026-06-19T00:00:00Z"), i64::MAX)], now),
            [""; 0]
        );
    }

    #[test]
    fn stretches_that_touch_are_one_run_and_a_gap_stays() {
        let now = "2026-06-17T12:00:00Z";
        assert_eq!(
            days(
                &[
                    (at("2026-06-01T00:00:00Z"), at("2026-06-03T12:00:00Z")),
                    (at("2026-06-04T12:00:00Z"), at("2026-06-05T12:00:00Z")),
                    (at("2026-06-07T12:00:00Z"), at("2026-06-08T12:00:00Z")),
                ],
                now
            ),
            ["2026-06-01..2026-06-05", "2026-06-07..2026-06-08"]
        );
    }
}
