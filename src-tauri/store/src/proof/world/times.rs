//! The instants of a world: few, so that they meet.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::Dice;

/// Zones of Locations and tenants. In Santiago summer begins at midnight, so that one day has none.
pub const ZONES: [Tz; 6] = [
    Tz::Europe__Berlin,
    Tz::Europe__Berlin,
    Tz::Europe__Lisbon,
    Tz::America__Santiago,
    Tz::Asia__Kolkata,
    Tz::Pacific__Auckland,
];

/// When a world may be looked at: by day, between the midnights of two zones, and when clocks change.
const NOWS: [&str; 9] = [
    "2026-06-17T10:20:00Z",
    "2026-06-30T23:30:00Z",
    "2026-07-01T22:00:00Z", // midnight in Berlin, to the second
    "2026-09-06T12:00:00Z", // summer begins in Santiago, at midnight
    "2026-10-25T09:00:00Z", // summer ends in Berlin
    "2026-10-25T22:59:59Z",
    "2026-03-29T20:00:00Z", // summer begins in Berlin
    "2026-03-29T22:10:00Z",
    "2026-12-31T18:45:00Z",
];

/// When it is, when things change hands, and when today begins.
pub struct Times {
    pub now: DateTime<Utc>,
    /// Where intervals end and begin, ascending, all before now.
    pub cuts: Vec<DateTime<Utc>>,
}

impl Times {
    pub fn by(dice: &mut Dice) -> Self {
        let now = dice
            .pick(&NOWS)
            .parse()
            .unwrap_or_else(|_| panic!("an instant"));
        let mut cuts: Vec<DateTime<Utc>> = (0..5)
            .map(|_| now - TimeDelta::seconds(dice.within(3 * 86_400, 400 * 86_400)))
            .collect();
        let zone = *dice.pick(&ZONES);
        cuts.push(midnight(zone, now));
        cuts.push(midnight(zone, now - TimeDelta::days(dice.within(20, 200))));
        cuts.push(now - TimeDelta::seconds(dice.within(60, 20 * 3_600)));
        cuts.sort_unstable();
        cuts.dedup();
        Self { now, cuts }
    }

    /// When a session starts in this zone: often to the second where something else ends, or where today begins.
    pub fn start(&self, dice: &mut Dice, zone: Tz) -> DateTime<Utc> {
        let beside = TimeDelta::seconds(*dice.pick(&[0, 0, 0, -1, 1]));
        let start = match dice.within(0, 10) {
            0..4 => *dice.pick(&self.cuts) + beside,
            4 => midnight(zone, self.now) + beside,
            5 => midnight(*dice.pick(&ZONES), self.now) + beside,
            6 | 7 => self.now - TimeDelta::seconds(dice.within(0, 30 * 3_600)),
            _ => self.now - TimeDelta::seconds(dice.within(0, 420 * 86_400)),
        };
        start.min(self.now)
    }

    /// Who holds something, one after the other, with gaps where nobody does; neighbours meet at a cut.
    pub fn line<T>(
        &self,
        dice: &mut Dice,
        mut holder: impl FnMut(&mut Dice) -> Option<T>,
    ) -> Vec<(Stretch, T)> {
        let changes = *dice.pick(&[0, 0, 1, 1, 2, 3]);
        let cuts = dice.some(&self.cuts, changes);
        let from = std::iter::once(None).chain(cuts.iter().copied().map(Some));
        let until = cuts.iter().copied().map(Some).chain([None]);
        from.zip(until)
            .filter_map(|stretch| Some((stretch, holder(dice)?)))
            .collect()
    }

    /// Part of all session starts: open, or cut.
    pub fn window(&self, dice: &mut Dice) -> Stretch {
        let cut = dice.some(&self.cuts, 2);
        match dice.within(0, 3) {
            0 => (Some(cut[0]), None),
            1 => (None, Some(cut[1])),
            _ => (Some(cut[0]), Some(cut[1])),
        }
    }
}

/// From and until; `None` is open.
pub type Stretch = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// Where the local day of this instant begins.
pub(super) fn midnight(zone: Tz, instant: DateTime<Utc>) -> DateTime<Utc> {
    let day: NaiveDate = instant.with_timezone(&zone).date_naive();
    let begin = day.and_time(NaiveTime::MIN);
    let local = zone.from_local_datetime(&begin).earliest().or_else(|| {
        // the clocks went over midnight
        zone.from_local_datetime(&(begin + TimeDelta::hours(1)))
            .earliest()
    });
    local.map_or(instant, |local| local.to_utc())
}
