//! [`Fate`]: what becomes of the bills.

use super::Place;
use crate::world::calendar::Day;

const FATE: u64 = 0x12;

/// What becomes of the bills of a stream's day: they come at once or late together, as when an export fails, and one
/// of them may be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fate {
    /// Days until the CDRs come.
    pub late: Day,
    /// Days from then until one is taken back and replaced, and why.
    pub correction: Option<(Day, Reason)>,
}

/// Why a bill is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It was wrong: last year's price, or a wrong rate of VAT.
    Wrong,
    /// It was right, and somebody wanted it anew.
    Wanted,
}

/// Ways in which CDRs are late, in days. A day's CDRs come from as many days before.
pub(crate) const LATE: [Day; 4] = [0, 3, 11, 26];
/// After how many days a correction can come.
pub(crate) const CORRECTED_AFTER: [Day; 3] = [6, 19, 33];

impl Place<'_> {
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
}
