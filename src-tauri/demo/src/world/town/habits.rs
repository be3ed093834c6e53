//! [`Habits`]: when people come, how long they stay, and how much they take.
//!
//! The figures for homes lie near those of real apartment garages (see `stats`); the others are made up to be
//! plausible for their kind of place.

/// The shares of a quantile table, in thousandths: what part of all lies below each of its values.
const SHARES: [u32; 10] = [0, 100, 250, 330, 400, 500, 750, 900, 980, 1_000];

/// Values at [`SHARES`], rising.
pub(crate) type Quantiles = [u32; 10];

/// What people do at a kind of place.
#[derive(Debug)]
pub(crate) struct Habits {
    /// How many of all sessions start in each local hour.
    hours: [u32; 24],
    /// How long they stay, in minutes, by the hour in which they come: from each hour on.
    stays: &'static [(u32, Quantiles)],
    /// What they take, in Wh.
    energies: Quantiles,
}

impl Habits {
    /// The local second of the day at which a session starts, for a share of all sessions in 1/1,000,000.
    pub fn start(&self, share: u32) -> i64 {
        let all: u64 = self.hours.iter().map(|&weight| u64::from(weight)).sum();
        let mut left = u64::from(share) * all;
        for (hour, &weight) in (0_i64..).zip(&self.hours) {
            let width = u64::from(weight) * 1_000_000;
            if left < width {
                // in range: less than an hour
                let into = (left * 3_600 / width) as i64;
                return hour * 3_600 + into;
            }
            left -= width;
        }
        0
    }

    /// How long somebody stays who comes at that second of the day, in seconds.
    pub fn stay(&self, start: i64, share: u32) -> i64 {
        let hour = u32::try_from(start / 3_600).unwrap_or(0);
        let table = self.stays.iter().rev().find(|(from, _)| *from <= hour);
        table.map_or(3_600, |(_, minutes)| {
            i64::from(quantile(minutes, share, 60))
        })
    }

    /// What somebody takes, in Wh.
    pub fn energy(&self, share: u32) -> i64 {
        i64::from(quantile(&self.energies, share, 1))
    }
}

/// The value below which a share of all lies, in 1/1,000,000, in a finer unit, straight between two entries.
fn quantile(table: &Quantiles, share: u32, finer: u32) -> u32 {
    let share = u64::from(share.min(999_999));
    let at = SHARES
        .iter()
        .rposition(|&from| u64::from(from) * 1_000 <= share)
        .unwrap_or(0)
        .min(SHARES.len() - 2);
    let (from, until) = (
        u64::from(SHARES[at]) * 1_000,
        u64::from(SHARES[at + 1]) * 1_000,
    );
    let (low, high) = (
        u64::from(table[at]) * u64::from(finer),
        u64::from(table[at + 1]) * u64::from(finer),
    );
    // in range: between two values of the table
    (low + (high - low) * (share - from) / (until - from)) as u32
}

pub(crate) static AT_HOME: Habits = Habits {
    hours: [
        20, 11, 7, 9, 10, 4, 4, 8, 14, 15, 20, 28, 35, 42, 62, 93, 114, 88, 79, 84, 84, 72, 61, 35,
    ],
    stays: &[
        (0, [20, 300, 430, 510, 570, 660, 870, 1_100, 2_400, 4_000]),
        (6, [10, 60, 125, 160, 190, 250, 440, 1_400, 3_400, 4_200]),
        (12, [10, 60, 130, 165, 200, 270, 1_150, 1_550, 4_000, 4_200]),
        (15, [10, 65, 150, 215, 470, 850, 1_070, 1_470, 3_950, 4_200]),
        (19, [10, 110, 620, 660, 690, 740, 950, 1_280, 3_000, 4_200]),
        (21, [10, 430, 540, 570, 600, 640, 850, 1_130, 2_600, 4_200]),
    ],
    energies: [
        500, 3_000, 5_500, 6_700, 7_700, 9_400, 17_000, 27_600, 49_000, 78_000,
    ],
};

pub(crate) static AT_THE_SURGERY: Habits = Habits {
    hours: [
        0, 0, 0, 0, 0, 0, 0, 30, 40, 15, 5, 5, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ],
    stays: &[(0, [30, 80, 140, 159, 176, 200, 230, 255, 270, 280])],
    energies: [
        500, 3_000, 5_500, 6_620, 7_600, 9_000, 14_000, 22_000, 34_000, 45_000,
    ],
};

pub(crate) static AT_WORK: Habits = Habits {
    hours: [
        0, 0, 0, 0, 0, 4, 30, 120, 160, 70, 20, 10, 15, 20, 10, 8, 10, 6, 2, 0, 0, 0, 0, 0,
    ],
    stays: &[
        (0, [20, 130, 240, 313, 378, 470, 530, 570, 640, 1_900]),
        (11, [15, 60, 110, 138, 164, 200, 280, 900, 1_000, 3_900]),
    ],
    energies: [
        500, 4_000, 8_000, 10_080, 11_900, 14_500, 24_000, 34_000, 52_000, 70_000,
    ],
};

pub(crate) static OVERNIGHT: Habits = Habits {
    hours: [
        2, 1, 0, 0, 0, 0, 0, 2, 5, 8, 10, 12, 20, 30, 60, 110, 140, 150, 130, 90, 60, 40, 25, 10,
    ],
    stays: &[
        (0, [20, 60, 120, 177, 228, 300, 700, 1_000, 1_500, 2_800]),
        (14, [15, 480, 720, 764, 804, 860, 980, 1_150, 2_400, 4_100]),
    ],
    energies: [
        800, 6_000, 12_000, 14_880, 17_400, 21_000, 34_000, 46_000, 62_000, 80_000,
    ],
};

pub(crate) static IN_TOWN: Habits = Habits {
    hours: [
        2, 1, 1, 0, 1, 3, 10, 30, 50, 75, 90, 90, 85, 80, 80, 75, 70, 70, 60, 45, 30, 20, 12, 6,
    ],
    stays: &[(0, [8, 30, 55, 72, 88, 110, 180, 300, 560, 700])],
    energies: [
        300, 2_500, 5_000, 6_440, 7_700, 9_500, 17_000, 28_000, 44_000, 60_000,
    ],
};

pub(crate) static FAST: Habits = Habits {
    hours: [
        5, 3, 2, 2, 3, 8, 20, 40, 50, 60, 70, 75, 80, 75, 70, 75, 80, 85, 70, 50, 35, 25, 15, 9,
    ],
    stays: &[(0, [4, 13, 19, 21, 24, 28, 40, 58, 100, 180])],
    energies: [
        1_500, 9_000, 16_000, 19_200, 22_000, 26_000, 38_000, 50_000, 64_000, 85_000,
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_gives_what_the_table_has_there() {
        assert_eq!(AT_HOME.energy(0), 500);
        assert_eq!(AT_HOME.energy(500_000), 9_400);
        assert_eq!(AT_HOME.energy(625_000), 13_200);
        assert_eq!(AT_HOME.energy(u32::MAX), 77_998);
        assert_eq!(AT_HOME.start(0), 0);
        assert_eq!(AT_THE_SURGERY.start(0), 7 * 3_600);
        assert_eq!(AT_HOME.stay(17 * 3_600, 500_000), 850 * 60);
    }
}
