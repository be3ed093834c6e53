//! [`Timeline`]: how many records there are up to each day, so that any page is found without walking to it.

use super::World;
use super::calendar::{DAY, Day, day_of};
use super::happening::{CORRECTED_AFTER, Key, LATE, LONGEST, Place, percent};
use super::town::STREAMS;

/// The world goes on for so many days after it was begun; then nobody comes any more.
const AHEAD: Day = 400;
/// No world begins earlier than so many days before now.
const OLDEST: Day = 4_000;

/// The days of a world, with what changed before each of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Timeline {
    first: Day,
    /// The oldest session; those before it on the first day are older than the world.
    oldest: Option<Key>,
    /// How many sessions ended, and how many CDRs came, before each day from the first on; and, at last, in all.
    sessions: Vec<u64>,
    cdrs: Vec<u64>,
}

/// A list in the order of `last_updated`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Sessions that are over.
    Sessions,
    Cdrs,
}

impl Timeline {
    /// Lays out the days so that `sessions` have started by now.
    pub fn of(world: &World, sessions: u64, now: i64) -> Self {
        let today = day_of(now);
        let mut counted = world.running(now).len() as u64;
        counted += all_keys(world, today)
            .iter()
            .filter(|key| key.end <= now)
            .count() as u64;
        let mut first = today;
        while counted < sessions && first > today - OLDEST {
            first -= 1;
            counted += count(world, first).0;
        }
        let mut keys = all_keys(world, first);
        keys.sort_unstable();
        let skipped = usize::try_from(counted.saturating_sub(sessions)).unwrap_or(0);
        let mut timeline = Self {
            first,
            oldest: keys.get(skipped).copied(),
            sessions: Vec::new(),
            cdrs: Vec::new(),
        };
        timeline.count_all(world, today + AHEAD);
        timeline
    }

    fn count_all(&mut self, world: &World, last: Day) {
        let days = usize::try_from(last - self.first).unwrap_or(0);
        let (mut sessions, mut cdrs) = (vec![0; days], vec![0; days]);
        for (at, day) in (0..days).zip(self.first..) {
            let (ended, bills) = if day == self.first {
                self.count_first(world)
            } else {
                count(world, day)
            };
            sessions[at] += ended;
            for (after, bills) in bills {
                if let Some(of_day) = usize::try_from(after)
                    .ok()
                    .and_then(|after| cdrs.get_mut(at + after))
                {
                    *of_day += bills;
                }
            }
        }
        self.sessions = summed(&sessions);
        self.cdrs = summed(&cdrs);
    }

    /// As [`count`], for the part of the first day that is in the world.
    fn count_first(&self, world: &World) -> (u64, Vec<(Day, u64)>) {
        let kept = self.sessions_of(world, self.first);
        let mut bills = Vec::new();
        for (place, key) in kept
            .iter()
            .filter_map(|key| Some((Place::at(world, *key)?, key)))
        {
            if place.stalled(self.first) & (1 << key.slot) != 0 {
                continue;
            }
            let fate = place.fate(self.first);
            bills.push((fate.late, 1));
            let charge = super::Charge::of(place, *key);
            bills.extend(charge.correction().map(|(after, _)| (fate.late + after, 2)));
        }
        (kept.len() as u64, bills)
    }

    /// The sessions that end on a day, in order, without those that are older than the world.
    pub fn sessions_of(&self, world: &World, day: Day) -> Vec<Key> {
        if day < self.first {
            return Vec::new();
        }
        let mut keys = all_keys(world, day);
        keys.retain(|key| self.keeps(*key));
        keys.sort_unstable();
        keys
    }

    pub fn first_day(&self) -> Day {
        self.first
    }

    /// Whether sessions of a day can be in the world.
    pub fn is_in_world(&self, day: Day) -> bool {
        day >= self.first
    }

    /// Whether a session is young enough.
    pub fn keeps(&self, key: Key) -> bool {
        self.oldest.is_some_and(|oldest| key >= oldest)
    }

    fn sums(&self, list: List) -> &[u64] {
        match list {
            List::Sessions => &self.sessions,
            List::Cdrs => &self.cdrs,
        }
    }

    /// How many records changed before a day.
    pub fn before(&self, list: List, day: Day) -> u64 {
        let sums = self.sums(list);
        match usize::try_from(day - self.first) {
            Ok(at) => sums.get(at).or(sums.last()).copied().unwrap_or(0),
            Err(_) => 0,
        }
    }

    /// The day of the record at an index, and how many changed before that day.
    pub fn day_at(&self, list: List, index: u64) -> Option<(Day, u64)> {
        let sums = self.sums(list);
        let at = sums
            .partition_point(|&before| before <= index)
            .checked_sub(1)?;
        let (_, before) = (sums.get(at + 1)?, sums.get(at)?);
        Some((self.first + at as Day, *before))
    }

    /// Days on which something can change.
    pub fn has(&self, day: Day) -> bool {
        day >= self.first && day < self.first + self.sessions.len() as Day - 1
    }
}

fn all_keys(world: &World, day: Day) -> Vec<Key> {
    Place::all(world)
        .flat_map(|place| place.keys(day))
        .collect()
}

impl World {
    /// The sessions that run at an instant.
    pub(super) fn running(&self, now: i64) -> Vec<Key> {
        let today = day_of(now);
        Place::all(self)
            .flat_map(|place| running_at(place, today, now))
            .collect()
    }
}

/// The sessions of a place that run at an instant: they end on that day, or soon after.
pub(super) fn running_at(place: Place<'_>, today: Day, now: i64) -> Vec<Key> {
    (today..=today + LONGEST)
        .flat_map(|day| place.keys(day))
        .filter(|key| key.end > now && key.end - LONGEST * DAY <= now)
        .filter(|key| super::Charge::of(place, *key).course.start <= now)
        .collect()
}

/// How many sessions end on a day, and how many CDRs come of them after how many days.
fn count(world: &World, day: Day) -> (u64, Vec<(Day, u64)>) {
    let mut ended = 0;
    let mut bills = [0_u64; (LATE[3] + CORRECTED_AFTER[2] + 1) as usize];
    let mut add = |after: Day, count: u64| {
        if let Some(bills) = usize::try_from(after)
            .ok()
            .and_then(|after| bills.get_mut(after))
        {
            *bills += count;
        }
    };
    let percents: Vec<u32> = STREAMS.iter().map(|stream| percent(stream, day)).collect();
    for place in Place::all(world) {
        let happens = place.happens(day, percents[place.index]);
        if happens == 0 {
            continue;
        }
        ended += u64::from(happens.count_ones());
        let billed = happens & !place.stalled(day);
        let fate = place.fate(day);
        add(fate.late, u64::from(billed.count_ones()));
        if let (Some((after, _)), 1..) = (fate.correction, billed) {
            // the credit, and the bill that replaces it
            add(fate.late + after, 2);
        }
    }
    let bills = (0..).zip(bills).filter(|(_, count)| *count > 0);
    (ended, bills.collect())
}

/// The sum before each, and at last of all.
fn summed(counts: &[u64]) -> Vec<u64> {
    let mut sum = 0;
    let mut sums = vec![0];
    sums.extend(counts.iter().map(|count| {
        sum += count;
        sum
    }));
    sums
}
