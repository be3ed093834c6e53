//! Days and seconds: instants as whole seconds since 1970, all on a grid of [`GRID`] seconds.

use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDate, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// Everything happens on this grid: 9 seconds are 0.0025 hours, and an hour is 400 of them, so that each duration is
/// a whole number of ten-thousandths of an hour and no cost depends on how somebody rounds hours.
pub(super) const GRID: i64 = 9;
pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 3_600;
pub(super) const DAY: i64 = 24 * HOUR;

/// A day in UTC, counted from 1970.
pub(super) type Day = i64;

/// The UTC day of an instant.
pub(super) fn day_of(at: i64) -> Day {
    at.div_euclid(DAY)
}

/// The instant at or before, on the grid.
pub(super) fn on_grid(at: i64) -> i64 {
    at - at.rem_euclid(GRID)
}

/// Whole seconds; what is within a second is cut off.
pub(super) fn seconds(instant: DateTime<Utc>) -> i64 {
    instant.timestamp()
}

/// The first whole second that is not before the instant.
pub(super) fn seconds_up(instant: DateTime<Utc>) -> i64 {
    let whole = instant.timestamp();
    if instant.timestamp_subsec_nanos() > 0 {
        whole.saturating_add(1)
    } else {
        whole
    }
}

/// As an instant; the begin of 1970 where no instant is that far out.
pub(super) fn instant(at: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(at, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// How many seconds local time is ahead of UTC.
pub(super) fn ahead(zone: Tz, at: i64) -> i64 {
    let offset = zone.offset_from_utc_datetime(&instant(at).naive_utc());
    i64::from(offset.fix().local_minus_utc())
}

/// The local date.
pub(super) fn local_date(zone: Tz, at: i64) -> NaiveDate {
    instant(at.saturating_add(ahead(zone, at))).date_naive()
}

/// Seconds since local midnight, as a clock on the wall says.
pub(super) fn time_of_day(zone: Tz, at: i64) -> i64 {
    at.saturating_add(ahead(zone, at)).rem_euclid(DAY)
}

/// When a local day begins; where the clocks skip midnight, when they go on.
pub(super) fn midnight(zone: Tz, date: NaiveDate) -> i64 {
    local_hour(zone, date, 0)
}

/// When it is a full hour of a local day; the earlier of two, and the hour after one that the clocks skip.
pub(super) fn local_hour(zone: Tz, date: NaiveDate, hour: i64) -> i64 {
    let naive = date.and_time(chrono::NaiveTime::MIN) + TimeDelta::hours(hour);
    match zone.from_local_datetime(&naive) {
        MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => at.timestamp(),
        MappedLocalTime::None => {
            let later = naive + TimeDelta::hours(1);
            zone.from_local_datetime(&later)
                .earliest()
                .map_or(naive.and_utc().timestamp(), |at| at.timestamp())
        }
    }
}

/// The last 1 January or 1 July, local, that is at least so many days before: what the world hangs its great changes
/// on, so that it is the same world when the demo is started again a week later.
pub(super) fn half_year_before(zone: Tz, at: i64, days: i64) -> i64 {
    let date = local_date(zone, at.saturating_sub(days * DAY));
    let month = if date.month() < 7 { 1 } else { 7 };
    midnight(
        zone,
        date.with_day(1)
            .and_then(|date| date.with_month(month))
            .unwrap_or(date),
    )
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<DateTime<Utc>>().unwrap().timestamp()
    }

    #[test]
    fn local_days_follow_the_clocks() {
        assert_eq!(ahead(Berlin, at("2026-03-29T00:59:59Z")), HOUR);
        assert_eq!(ahead(Berlin, at("2026-03-29T01:00:00Z")), 2 * HOUR);
        let date = local_date(Berlin, at("2026-06-30T22:00:00Z"));
        assert_eq!(date.to_string(), "2026-07-01");
        assert_eq!(midnight(Berlin, date), at("2026-06-30T22:00:00Z"));
        // 02:00 does not exist on this day, and happens twice on the other
        let spring = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap();
        assert_eq!(local_hour(Berlin, spring, 2), at("2026-03-29T01:00:00Z"));
        let autumn = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap();
        assert_eq!(local_hour(Berlin, autumn, 2), at("2026-10-25T00:00:00Z"));
    }

    #[test]
    fn great_changes_stay_where_they_are_for_months() {
        let changed = |now: &str| instant(half_year_before(Berlin, at(now), 120)).to_string();
        assert_eq!(changed("2026-11-28T00:00:00Z"), "2026-06-30 22:00:00 UTC");
        assert_eq!(changed("2026-12-31T00:00:00Z"), "2026-06-30 22:00:00 UTC");
        assert_eq!(changed("2026-10-01T00:00:00Z"), "2025-12-31 23:00:00 UTC");
    }
}
