//! [`Town`]: what happens in a town on a day, asked for by the day alone.
//!
//! Sessions are drawn by the UTC day on which they *end*, because lists are in that order. A *slot* is the chance of one
//! session to end at one EVSE on one day; whether it does is one draw for four slots, so that the sessions of years are
//! counted without working any of them out. Where and when it ends needs its own EVSE alone, and where it begins those
//! before it at that EVSE as well: no two sessions overlap.

use super::calendar::{DAY, Day, HOUR, MINUTE, ahead, local_date, on_grid};
use super::chance::Chance;
use super::town::{PROPERTIES, Property, STREAMS, Stream, Users};
use super::{Milestones, World};
use chrono::Datelike;
use chrono_tz::Europe;

/// One session, by where and when it ends. In this order they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub end: i64,
    pub town: u32,
    /// Its position in `STREAMS`.
    pub stream: u32,
    pub slot: u32,
}

/// What becomes of the bills of a stream's day: they come at once or late together, as when an export fails, and one
/// of them may be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    /// Days until the CDRs come.
    pub late: Day,
    /// Days from then until one is taken back and replaced, and why.
    pub correction: Option<(Day, Reason)>,
}

/// Why a bill is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// It was wrong: last year's price, or a wrong rate of VAT.
    Wrong,
    /// It was right, and somebody wanted it anew.
    Wanted,
}

/// Ways in which CDRs are late, in days. A day's CDRs come from as many days before.
pub(super) const LATE: [Day; 4] = [0, 3, 11, 26];
/// After how many days a correction can come.
pub(super) const CORRECTED_AFTER: [Day; 3] = [6, 19, 33];

/// No session is longer, in days.
pub(super) const LONGEST: Day = 3;
/// No session ends in the last quarter of an hour of a UTC day, so that there is room before the next day's first.
const LAST_END: i64 = DAY - 15 * MINUTE;
/// Between two ends at one EVSE on one day.
const APART: i64 = 30 * MINUTE;

const HAPPENS: u64 = 0x10;
const ENDS: u64 = 0x11;
const FATE: u64 = 0x12;
const ODDS: u64 = 0x13;
const HABITS: u64 = 0x14;

/// Shares are in millionths.
const ALL: u32 = 1_000_000;

/// The EVSE that has gone silent: its stream, its number there, and the slot of its last session.
pub(super) const SILENT_STREAM: usize = 5;
pub(super) const SILENT_EVSE: u32 = 2;
/// The EVSE that fails often.
pub(super) const FAILING_STREAM: usize = 6;
pub(super) const FAILING_EVSE: u32 = 3;

/// One stream of one town.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub world: &'a World,
    pub town: u32,
    /// Its position in `STREAMS`.
    pub index: usize,
    pub stream: &'static Stream,
}

impl<'a> Place<'a> {
    pub fn all(world: &'a World) -> impl Iterator<Item = Self> {
        (0..world.towns).flat_map(move |town| Self::of(world, town))
    }

    pub fn of(world: &'a World, town: u32) -> impl Iterator<Item = Self> {
        STREAMS.iter().enumerate().map(move |(index, stream)| Self {
            world,
            town,
            index,
            stream,
        })
    }

    pub fn at(world: &'a World, key: Key) -> Option<Self> {
        let index = key.stream as usize;
        STREAMS.get(index).map(|stream| Self {
            world,
            town: key.town,
            index,
            stream,
        })
    }

    pub fn chance(&self, what: u64, day: Day, which: u32) -> Chance {
        let key = [
            what,
            u64::from(self.town) << 8 | self.index as u64,
            day.unsigned_abs(),
            u64::from(which),
        ];
        Chance::of(self.world.seed, &key)
    }

    fn milestones(&self) -> &Milestones {
        &self.world.milestones
    }

    /// Which slots happen on a day, a bit each; `percent` is the day's share of what is usual.
    pub fn happens(&self, day: Day, percent: u32) -> u64 {
        let slots = self.stream.evses * self.stream.slots;
        let odds = self.world.odds(self.town, self.index);
        let mut chance = self.chance(HAPPENS, day, 0);
        let mut happens = 0_u64;
        let mut drawn = 0;
        for (slot, &odds) in (0..slots).zip(odds) {
            if slot.is_multiple_of(4) {
                drawn = chance.next();
            }
            let one = (drawn & 0xffff) as u32;
            drawn >>= 16;
            if one * 100 < odds * percent {
                happens |= 1 << slot;
            }
        }
        if matches!(self.stream.users, Users::ByMonth) && percent > 0 {
            // every working day, so that each of a month's people comes every month
            happens |= 1;
        }
        self.excused(day, happens)
    }

    /// Without what a broken or silent EVSE can't do.
    fn excused(&self, day: Day, happens: u64) -> u64 {
        let slots_of = |evse: u32| ((1_u64 << self.stream.slots) - 1) << (evse * self.stream.slots);
        match self.index {
            SILENT_STREAM => {
                let gone = self.milestones().silent_day();
                let last = 1 << (SILENT_EVSE * self.stream.slots);
                match day.cmp(&gone) {
                    std::cmp::Ordering::Less => happens,
                    std::cmp::Ordering::Equal => happens & !slots_of(SILENT_EVSE) | last,
                    std::cmp::Ordering::Greater => happens & !slots_of(SILENT_EVSE),
                }
            }
            FAILING_STREAM if self.fails(day) => happens & !slots_of(FAILING_EVSE),
            _ => happens,
        }
    }

    /// Whether the EVSE that fails often does so on a day.
    pub fn fails(&self, day: Day) -> bool {
        self.index == FAILING_STREAM && self.chance(FATE, day, 1).is(1, 4)
    }

    /// The slots of a day whose session never ended, because the EVSE fell silent: no CDR comes for it.
    pub fn stalled(&self, day: Day) -> u64 {
        if self.index == SILENT_STREAM && day == self.milestones().silent_day() {
            1 << (SILENT_EVSE * self.stream.slots)
        } else {
            0
        }
    }

    pub fn fate(&self, day: Day) -> Fate {
        let mut chance = self.chance(FATE, day, 0);
        let late = match chance.below(400) {
            0..8 => LATE[1],
            8..11 => LATE[2],
            11..12 => LATE[3],
            _ => LATE[0],
        };
        let correction = self.is_day_of_correction(day).then(|| {
            let after = CORRECTED_AFTER[chance.below(3) as usize];
            let reason = if chance.is(1, 2) {
                Reason::Wrong
            } else {
                Reason::Wanted
            };
            (after, reason)
        });
        Fate { late, correction }
    }

    /// One bill of 256 is corrected: one in as many days as it takes to have so many.
    fn is_day_of_correction(&self, day: Day) -> bool {
        let in_hundred_days = self.stream.evses * self.stream.slots * self.stream.odds / 655;
        let days = Day::from(25_600 / in_hundred_days.max(1)).max(1);
        let mut chance = self.chance(FATE, day.div_euclid(days), 2);
        day.rem_euclid(days) == Day::from(chance.below(days as u32))
    }

    /// The sessions that end on a day, not in order.
    pub fn keys(&self, day: Day) -> Vec<Key> {
        let happens = self.happens(day, percent(self.stream, day));
        let mut keys = Vec::new();
        for evse in 0..self.stream.evses {
            keys.extend(self.keys_at(day, evse, happens));
        }
        keys
    }

    /// The sessions that end at one EVSE on a day, in order.
    fn keys_at(&self, day: Day, evse: u32, happens: u64) -> Vec<Key> {
        let first = evse * self.stream.slots;
        let slots = (first..first + self.stream.slots).filter(|slot| happens & (1 << slot) != 0);
        let mut keys: Vec<Key> = slots
            .map(|slot| Key {
                end: day * DAY + self.drawn_end(day, slot),
                town: self.town,
                stream: self.index as u32,
                slot,
            })
            .collect();
        // the slots of a day come one after the other
        let mut earliest = day * DAY;
        for key in &mut keys {
            key.end = key.end.max(earliest);
            earliest = key.end + APART;
        }
        let mut latest = day * DAY + LAST_END;
        for key in keys.iter_mut().rev() {
            key.end = on_grid(key.end.min(latest));
            latest = key.end - APART;
        }
        keys
    }

    /// When a session ends, in seconds of the UTC day, before its neighbours at the EVSE have their say.
    fn drawn_end(&self, day: Day, slot: u32) -> i64 {
        if self.stalled(day) & (1 << slot) != 0 {
            return self.milestones().silent.rem_euclid(DAY);
        }
        let (start, stay) = self.drawn_stay(day, slot);
        let zone = PROPERTIES[self.stream.property].zone;
        let end = start + stay - ahead(zone, day * DAY + DAY / 2);
        if self.stream.slots == 1 {
            end.rem_euclid(DAY)
        } else {
            end.max(0)
        }
    }

    /// The local second of the day at which somebody comes, and how long they would stay.
    pub fn drawn_stay(&self, day: Day, slot: u32) -> (i64, i64) {
        let mut chance = self.chance(ENDS, day, slot);
        let share = match self.stream.users {
            Users::Residents { .. } if chance.is(1, 2) => self.habitual_share(slot, &mut chance),
            Users::Residents { .. } | Users::ByMonth | Users::Everybody { .. } | Users::Public => {
                // where several come on a day, each comes in its own part of it
                let part = ALL / self.stream.slots;
                slot % self.stream.slots * part + chance.below(part)
            }
        };
        let start = self.stream.habits.start(share);
        let stay = self.stream.habits.stay(start, chance.below(ALL));
        (start, stay.min(LONGEST * DAY - 2 * HOUR))
    }

    /// When those of one EVSE usually come, as a share of all who come in a day: every EVSE has a time of its own, and
    /// all of them together have all times.
    fn habitual_share(&self, evse: u32, chance: &mut Chance) -> u32 {
        let evses = self.stream.evses.max(1);
        let shift = self.chance(HABITS, 0, 0).below(evses);
        let width = ALL / evses;
        (evse + shift) % evses * width + chance.below(width)
    }

    /// The end of the session before one at the same EVSE, if it is recent enough to matter.
    pub fn end_before(&self, key: Key) -> Option<i64> {
        let day = key.end.div_euclid(DAY);
        let evse = key.slot / self.stream.slots;
        (0..=LONGEST).find_map(|back| {
            let day = day - back;
            let happens = self.happens(day, percent(self.stream, day));
            let ends = self.keys_at(day, evse, happens).into_iter();
            ends.map(|key| key.end).filter(|end| *end < key.end).max()
        })
    }
}

/// The day's share of what is usual, in percent: weekdays, holidays, and the quiet days around the turn of the year.
pub(super) fn percent(stream: &Stream, day: Day) -> u32 {
    // 1 January 1970 was a Thursday
    let weekday = (day + 3).rem_euclid(7) as usize;
    let usual = stream.weekdays[weekday];
    match stream.users {
        Users::Everybody { .. } | Users::Public => {
            let date = local_date(Europe::Berlin, day * DAY + DAY / 2);
            match (date.month(), date.day()) {
                (12, 24..) | (1, 1..=2) => usual / 3,
                // half the office is on holiday, and the hotel is full
                (8, _) if stream.property == Property::OFFICE => usual / 2,
                (8, _) if stream.property == Property::HOTEL => usual * 4 / 3,
                _ => usual,
            }
        }
        Users::Residents { .. } | Users::ByMonth => usual,
    }
}

/// How likely each slot of each stream of each town is, in 1/65,536: some EVSEs are used far more than others.
pub(super) fn odds(seed: u64, towns: u32) -> Vec<u32> {
    let mut odds = Vec::new();
    for town in 0..towns {
        for (index, stream) in STREAMS.iter().enumerate() {
            let key = [ODDS, u64::from(town) << 8 | index as u64];
            let mut chance = Chance::of(seed, &key);
            for percent in uses(stream.evses, &mut chance) {
                for _ in 0..stream.slots {
                    odds.push(stream.odds * percent / 100);
                }
            }
        }
    }
    odds
}

/// How much each EVSE is used, in percent of the mean: most about alike, and some far less than the others.
fn uses(evses: u32, chance: &mut Chance) -> Vec<u32> {
    let last = evses.saturating_sub(1).max(1);
    let curve = (0..evses).map(|nth| 128 - 112 * nth.pow(3) / last.pow(3));
    let mut uses: Vec<u32> = curve.collect();
    let mean = (uses.iter().sum::<u32>() / evses.max(1)).max(1);
    for at in (1..uses.len()).rev() {
        uses.swap(at, chance.below(at as u32 + 1) as usize);
    }
    uses.iter().map(|percent| percent * 100 / mean).collect()
}
