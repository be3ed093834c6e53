//! Which sessions happen on a day, and how likely they are.

use std::cmp::Ordering;

use chrono::Datelike;
use chrono_tz::Europe;

use super::Place;
use crate::world::calendar::{DAY, Day, local_date};
use crate::world::chance::Chance;
use crate::world::town::{Property, STREAMS, Stream, Users};

const HAPPENS: u64 = 0x10;
const FAILS: u64 = 0x15;
const ODDS: u64 = 0x13;

/// The EVSE that has gone silent: its stream, and its number there.
pub(crate) const SILENT_STREAM: usize = 5;
pub(crate) const SILENT_EVSE: u32 = 2;
/// The EVSE that fails often.
pub(crate) const FAILING_STREAM: usize = 6;
pub(crate) const FAILING_EVSE: u32 = 3;

impl Place<'_> {
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
                    Ordering::Less => happens,
                    Ordering::Equal => happens & !slots_of(SILENT_EVSE) | last,
                    Ordering::Greater => happens & !slots_of(SILENT_EVSE),
                }
            }
            FAILING_STREAM if self.fails(day) => happens & !slots_of(FAILING_EVSE),
            _ => happens,
        }
    }

    /// Whether the EVSE that fails often does so on a day.
    pub fn fails(&self, day: Day) -> bool {
        self.index == FAILING_STREAM && self.chance(FAILS, day, 0).is(1, 4)
    }

    /// The slots of a day whose session never ended, because the EVSE fell silent: no CDR comes for it.
    pub fn stalled(&self, day: Day) -> u64 {
        if self.index == SILENT_STREAM && day == self.milestones().silent_day() {
            1 << (SILENT_EVSE * self.stream.slots)
        } else {
            0
        }
    }
}

/// The day's share of what is usual, in percent: weekdays, holidays, and the quiet days around the turn of the year.
pub(crate) fn percent(stream: &Stream, day: Day) -> u32 {
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
pub(crate) fn odds(seed: u64, towns: u32) -> Vec<u32> {
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
