//! Which window of `last_updated` comes next: arithmetic alone, without a clock, a CPMS or a store.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use model::{BEGINNING, Position};
use store::Walk;

/// Forward windows reach back by this: a record may be stamped a little before it can be seen.
const OVERLAP: TimeDelta = TimeDelta::minutes(5);
/// The first window of a backfill: what people look at first, and a few pages even at a large operator.
const FIRST: TimeDelta = TimeDelta::days(7);
/// The narrowest: below it a window says nothing that the page in it does not.
const NARROWEST: TimeDelta = TimeDelta::hours(1);
/// A window ends with a page that is empty. Under so many pages in it, that is a request too many in ten: the next
/// is twice as wide.
const FEW_PAGES: u64 = 10;
/// Over so many pages it takes long until it counts for anything: the next is half as wide.
const MANY_PAGES: u64 = 40;

/// Everything that there is.
pub(crate) fn whole(now: DateTime<Utc>) -> Walk {
    walk(None, now)
}

/// What is new since all was here.
pub(crate) fn since(complete_until: DateTime<Utc>, now: DateTime<Utc>) -> Walk {
    // a clock that was turned back still asks for a window that holds something
    walk(Some(complete_until.min(now) - OVERLAP), now)
}

/// The first window of a backfill, from the CPMS's own now.
pub(crate) fn newest(now: DateTime<Utc>) -> Walk {
    walk(Some(now - FIRST), now)
}

/// The window below one that has been walked to its end; `None` if there is nothing below.
pub(crate) fn below(done: &Walk, page: u64) -> Option<Walk> {
    let until = done.from?;
    let records = done.next.offset;
    let width = done.until - until;
    let width = if records < page.saturating_mul(FEW_PAGES) {
        width * 2
    } else if records > page.saturating_mul(MANY_PAGES) {
        (width / 2).max(NARROWEST)
    } else {
        width
    };
    Some(walk(Some(until - width), until))
}

/// The last window is open, so that what is stamped earlier than anything can be is refused by name.
fn walk(from: Option<DateTime<Utc>>, until: DateTime<Utc>) -> Walk {
    // many CPMSs compare whole seconds, and the file keeps milliseconds
    let from = from.map(|from| from.trunc_subsecs(0));
    Walk {
        from: from.filter(|from| *from > BEGINNING),
        until: until.trunc_subsecs(3),
        next: Position::default(),
        total: None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PAGE: u64 = 1_000;

    fn walked(walk: Walk, records: u64) -> Walk {
        let next = Position {
            offset: records,
            link: None,
        };
        Walk { next, ..walk }
    }

    /// All windows of a backfill that finds so many records in one after the other, then none.
    fn backfill(now: DateTime<Utc>, records: &[u64]) -> Vec<Walk> {
        let mut records = records.iter().copied().chain(std::iter::repeat(0));
        let first = Some(newest(now));
        std::iter::successors(first, |done| {
            below(&walked(done.clone(), records.next()?), PAGE)
        })
        .collect()
    }

    fn days(walk: &Walk) -> Option<i64> {
        walk.from.map(|from| (walk.until - from).num_days())
    }

    #[test]
    fn a_window_is_wider_after_an_empty_one_and_narrower_after_a_crowded_one() {
        let now = "2026-11-23T09:14:00Z".parse().unwrap();
        let windows = backfill(now, &[0, 999, 9_999, 10_000, 40_000, 40_001, 5]);
        let widths: Vec<_> = windows.iter().take(8).filter_map(days).collect();
        assert_eq!(widths, [7, 14, 28, 56, 56, 56, 28, 56]);
        // a CPMS without anything is asked ten times, at most, for sixteen years
        assert_eq!(backfill(now, &[]).len(), 10);
    }

    #[test]
    fn before_the_beginning_there_is_one_open_window() {
        let now: DateTime<Utc> = BEGINNING + TimeDelta::days(3);
        assert_eq!(newest(now), whole(now));
        assert_eq!(below(&newest(now), PAGE), None);
    }

    proptest! {
        #[test]
        fn windows_touch_and_cover_everything_up_to_now_whatever_they_hold(
            seconds in 0_i64..3_000_000_000,
            nanoseconds in 0_u32..1_000_000_000,
            records in prop::collection::vec(prop_oneof![Just(0_u64), 0..100_u64, 0..100_000_u64], 0..60),
        ) {
            let now = DateTime::from_timestamp(seconds, nanoseconds).unwrap();
            let windows = backfill(now, &records);
            prop_assert_eq!(windows[0].until, now.trunc_subsecs(3));
            for pair in windows.windows(2) {
                prop_assert_eq!(pair[0].from, Some(pair[1].until));
                prop_assert!(pair[1].from.is_none_or(|from| from < pair[1].until));
            }
            let (last, others) = windows.split_last().unwrap();
            prop_assert_eq!(last.from, None);
            prop_assert!(others.iter().all(|window| window.from > Some(BEGINNING)));
            let narrow = others.iter().find(|window| Some(window.until - NARROWEST) < window.from);
            prop_assert_eq!(narrow, None);
        }

        #[test]
        fn a_forward_window_overlaps_what_is_here_by_five_minutes(
            seconds in 1_300_000_000_i64..3_000_000_000,
            passed in 0_i64..1_000_000,
        ) {
            let until = DateTime::from_timestamp(seconds, 0).unwrap();
            let forward = since(until, until + TimeDelta::seconds(passed));
            prop_assert_eq!(forward.from, Some(until - TimeDelta::minutes(5)));
            prop_assert_eq!(forward.until, until + TimeDelta::seconds(passed));
        }
    }
}
