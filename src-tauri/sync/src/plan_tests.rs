//! The plan against a CPMS of instants alone, killed wherever it may be.

use std::collections::BTreeSet;

use model::Arrivals;
use proptest::prelude::*;

use super::*;

/// What a CPMS minds of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Minds {
    Both,
    FromAlone,
    UntilAlone,
    Neither,
    /// Both, but takes `date_from` as exclusive.
    AfterFrom,
}

/// `last_updated` of each record, in seconds; distinct, so that a record is its instant.
struct Fake {
    stamps: BTreeSet<i64>,
    page: usize,
    minds: Minds,
    says_counts: bool,
}

impl Fake {
    fn window(&self, window: Window) -> Vec<i64> {
        let from = window.from.map_or(i64::MIN, |from| from.timestamp());
        let holds = |stamp: i64| {
            let (later, earlier) = (stamp >= from, stamp < window.until.timestamp());
            match self.minds {
                Minds::Both => later && earlier,
                Minds::FromAlone => later,
                Minds::UntilAlone => earlier,
                Minds::Neither => true,
                Minds::AfterFrom => stamp > from && earlier,
            }
        };
        let all = self.stamps.iter().copied();
        all.filter(|stamp| holds(*stamp)).collect()
    }

    fn count(&self, window: Window) -> Count {
        match self.window(window).len() {
            0 => Count::Nothing,
            records if self.says_counts => Count::Said(records as u64),
            _ => Count::Some,
        }
    }

    fn page(&self, window: Window, position: &Position) -> (Received, Vec<i64>) {
        let all = self.window(window);
        let on_page: Vec<i64> = all
            .iter()
            .copied()
            .skip(position.offset as usize)
            .take(self.page)
            .collect();
        let is_outside = |stamp: &i64| {
            window
                .from
                .is_some_and(|from| *stamp < from.timestamp() - 1)
                || *stamp > window.until.timestamp() + 1
        };
        let next = (!on_page.is_empty()).then(|| Position {
            offset: position.offset + on_page.len() as u64,
            link: None,
        });
        let received = Received {
            arrivals: Arrivals::none_of(Module::Cdrs),
            rejects: Vec::new(),
            next,
            total: self.says_counts.then_some(all.len() as u64),
            limit: self.says_counts.then_some(self.page as u64),
            outside: on_page.iter().any(is_outside),
        };
        (received, on_page)
    }

    /// One run of so many requests at most, from a cursor to a cursor, that looks again after so many; whether it came to
    /// its end.
    fn run(
        &self,
        cursor: &mut Cursor,
        now: DateTime<Utc>,
        (most, looks): (usize, usize),
        here: &mut BTreeSet<i64>,
    ) -> bool {
        let mut plan = Plan::new(Module::Cdrs, cursor.clone());
        let mut requests = 0;
        loop {
            // what is asked for early is what comes next, or nothing
            let early = plan.following();
            let next = plan.next(now);
            assert!(early.is_none() || early == next, "{early:?}, then {next:?}");
            let Some((direction, mut walk)) = next else {
                break;
            };
            if requests >= most {
                return false;
            }
            requests += 1;
            if let Some(window) = plan.to_count(direction, &walk) {
                match plan.counted(self.count(window), walk) {
                    Some(what_is_there) => walk = what_is_there,
                    None => {
                        *cursor = plan.cursor.clone();
                        continue;
                    }
                }
            }
            let (received, on_page) = self.page(plan.window(&walk), &walk.next);
            plan.landed(direction, walk, &received, now);
            let goes_on = received.next.is_some() && !received.outside;
            assert!(!goes_on || plan.following().is_some(), "{:?}", plan.cursor);
            here.extend(on_page);
            *cursor = plan.cursor.clone();
            assert!(self.is_contiguous(cursor, here), "{cursor:?}");
            // a few times: each asks at least once
            if requests < 40 && requests % looks == 0 {
                plan.look_again();
            }
        }
        assert!(!plan.is_unfinished);
        true
    }

    /// Whether all is here of which the cursor says so.
    fn is_contiguous(&self, cursor: &Cursor, here: &BTreeSet<i64>) -> bool {
        let Some((from, until)) = cursor.complete_from.zip(cursor.complete_until) else {
            return true;
        };
        let from = if from == BEGINNING {
            i64::MIN
        } else {
            // the instant itself may come with the window below only; days are counted from well behind it
            from.timestamp() + i64::from(self.minds == Minds::AfterFrom)
        };
        let mut said = self.stamps.range(from..until.timestamp());
        said.all(|stamp| here.contains(stamp))
    }
}

const NOW: i64 = 1_795_425_240; // 2026-11-23T09:14:00Z

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

fn minds() -> impl Strategy<Value = Minds> {
    prop_oneof![
        Just(Minds::Both),
        Just(Minds::FromAlone),
        Just(Minds::UntilAlone),
        Just(Minds::Neither),
        Just(Minds::AfterFrom),
    ]
}

/// Instants of all ages, and of those between the first windows.
fn stamps() -> impl Strategy<Value = BTreeSet<i64>> {
    let age = prop_oneof![
        0_i64..604_800,
        0_i64..100_000_000,
        400_000_000_i64..900_000_000,
        prop::sample::select(vec![1_i64, 604_800, 1_814_400, 4_233_600, 500_000_000]),
    ];
    prop::collection::btree_set(age.prop_map(|age| NOW - age), 0..80)
        .prop_map(|all| all.into_iter().filter(|stamp| *stamp < NOW).collect())
}

proptest! {
    #[test]
    fn what_a_cursor_says_is_here_is_here_wherever_a_run_is_killed(
        stamps in stamps(),
        page in 1_usize..12,
        minds in minds(),
        says_counts: bool,
        kills in prop::collection::vec(0_usize..12, 0..8),
        looks in 1_usize..9,
    ) {
        let cpms = Fake { stamps, page, minds, says_counts };
        let (mut cursor, mut here) = (Cursor::default(), BTreeSet::new());
        for (later, most) in kills.into_iter().enumerate() {
            let now = now() + TimeDelta::hours(later as i64);
            cpms.run(&mut cursor, now, (most, looks), &mut here);
        }
        let end = now() + TimeDelta::days(1);
        prop_assert!(cpms.run(&mut cursor, end, (usize::MAX, looks), &mut here));
        prop_assert_eq!(&here, &cpms.stamps);
        prop_assert_eq!(cursor.complete_from, Some(BEGINNING));
        prop_assert_eq!(cursor.complete_until, Some(end));
        prop_assert!(cursor.backfill.is_none() && cursor.forward.is_none());
    }
}

fn page_of(next: Option<u64>, total: u64) -> Received {
    Received {
        arrivals: Arrivals::none_of(Module::Cdrs),
        rejects: Vec::new(),
        next: next.map(|offset| Position { offset, link: None }),
        total: Some(total),
        limit: Some(10),
        outside: false,
    }
}

/// The next page of the walk under way.
fn land(plan: &mut Plan, next: Option<u64>, total: u64) -> After {
    let (direction, walk) = plan.next(now()).expect("a walk is under way");
    plan.landed(direction, walk, &page_of(next, total), now())
}

#[test]
fn a_window_that_records_leave_is_walked_three_times_and_left_to_the_next_run() {
    let mut plan = Plan::new(Module::Cdrs, Cursor::default());
    for after in [After::Again, After::Again, After::Onward] {
        assert_eq!(land(&mut plan, Some(10), 25), After::Onward);
        assert_eq!(land(&mut plan, Some(20), 24), After::Onward);
        assert_eq!(land(&mut plan, Some(24), 24), After::Onward);
        assert_eq!(land(&mut plan, None, 24), after);
    }
    assert!(plan.is_unfinished);
    assert_eq!(plan.next(now()), None);
    assert_eq!(plan.cursor.complete_from, None);
    let mut next_run = Plan::new(Module::Cdrs, plan.cursor);
    let (_, walk) = next_run.next(now()).expect("it is walked once more");
    assert_eq!((walk.until, walk.next.offset), (now(), 0));
}

#[test]
fn a_record_that_leaves_between_two_runs_or_once_all_had_come_is_told_apart() {
    let mut plan = Plan::new(Module::Cdrs, Cursor::default());
    land(&mut plan, Some(10), 25);
    let mut resumed = Plan::new(Module::Cdrs, plan.cursor);
    land(&mut resumed, Some(20), 24);
    land(&mut resumed, Some(24), 24);
    assert_eq!(land(&mut resumed, None, 24), After::Again);

    let mut plan = Plan::new(Module::Cdrs, Cursor::default());
    land(&mut plan, Some(10), 20);
    land(&mut plan, Some(20), 20);
    assert_eq!(land(&mut plan, None, 19), After::Onward);
    assert!(plan.cursor.complete_from.is_some());
}

#[test]
fn what_is_new_comes_first_and_an_open_backfill_goes_on_where_it_was() {
    let mut plan = Plan::new(Module::Cdrs, Cursor::default());
    land(&mut plan, None, 0);
    land(&mut plan, Some(10), 100);
    let later = now() + TimeDelta::hours(1);
    let mut next_run = Plan::new(Module::Cdrs, plan.cursor.clone());
    let (direction, walk) = next_run.next(later).expect("something is new");
    assert_eq!(direction, Direction::Forward);
    assert_eq!(walk.from, Some(now() - TimeDelta::minutes(5)));
    next_run.landed(direction, walk, &page_of(None, 0), later);
    assert_eq!(
        next_run.next(later),
        plan.cursor.backfill.map(|walk| (Direction::Backfill, walk))
    );
}

#[test]
fn a_run_that_lasts_goes_for_what_is_new_and_counts_walks_in_vain_on() {
    let mut plan = Plan::new(Module::Cdrs, Cursor::default());
    land(&mut plan, None, 0);
    for after in [After::Again, After::Again, After::Onward] {
        land(&mut plan, Some(10), 25);
        land(&mut plan, Some(20), 24);
        let under_way = plan.next(now());
        assert_eq!(plan.reaches(), now() - TimeDelta::days(7));
        plan.look_again();
        assert_eq!(plan.following(), None);
        assert_eq!(plan.reaches(), DateTime::<Utc>::MAX_UTC);
        let (direction, walk) = plan.next(now()).expect("something is new");
        assert_eq!(direction, Direction::Forward);
        plan.landed(direction, walk, &page_of(None, 0), now());
        assert_eq!(plan.next(now()), under_way);
        assert_eq!(land(&mut plan, None, 24), after);
    }
    assert!(plan.is_unfinished);
}
