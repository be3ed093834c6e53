//! Where a day ends: a Scope holds no longer than that, and S_TODAY covers no more.

use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;

use super::Span;

/// The local day around an instant, from its first instant to the first of the next.
pub fn today(now: DateTime<Utc>, zone: Tz) -> Span {
    let day = now.with_timezone(&zone).date_naive();
    let from = first_instant(day, zone);
    let next = day.checked_add_days(Days::new(1));
    let until = next.and_then(|day| first_instant(day, zone));
    // at the ends of the calendar there is no day to speak of: nothing is today
    match (from, until) {
        (Some(from), Some(until)) => Span {
            from: from.timestamp_millis(),
            until: until.timestamp_millis(),
        },
        _ => Span { from: 0, until: 0 },
    }
}

/// Where the clock jumps over midnight, the first instant after the jump.
fn first_instant(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let quarters = (0..12).filter_map(|quarter| day.and_hms_opt(quarter / 4, quarter % 4 * 15, 0));
    let mut found = quarters.filter_map(|local| zone.from_local_datetime(&local).earliest());
    found.next().map(|instant| instant.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(now: &str, zone: Tz) -> [String; 2] {
        let span = today(now.parse().unwrap(), zone);
        [span.from, span.until].map(|ms| DateTime::from_timestamp_millis(ms).unwrap().to_rfc3339())
    }

    #[test]
    fn a_day_is_as_long_as_its_zone_says() {
        let berlin = Tz::Europe__Berlin;
        assert_eq!(
            day("2026-03-29T12:00:00Z", berlin),
            ["2026-03-28T23:00:00+00:00", "2026-03-29T22:00:00+00:00"]
        );
        assert_eq!(
            day("2026-10-24T22:00:00Z", berlin),
            ["2026-10-24T22:00:00+00:00", "2026-10-25T23:00:00+00:00"]
        );
        // clocks go forward at midnight: the day begins at one
        assert_eq!(
            day("2025-09-07T12:00:00Z", Tz::America__Santiago)[0],
            "2025-09-07T04:00:00+00:00"
        );
    }
}
