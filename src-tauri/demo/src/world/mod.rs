//! A made-up world of charging: people with habits, places with tariffs, and bills, from a seed.
//!
//! A record is worked out from where and when it is alone, by a small generator of chance, so that any page of ten
//! million sessions costs no more than the first, and has the same bytes whenever the clock stands the same. Nothing is
//! read and nothing kept. All names are plainly made up; nobody and no place is meant.
//!
//! Costs are right by the tariffs beside them, worked out by code of this room alone, but for one bill in some 300:
//! there the operator used last year's price, or the 16 % VAT of 2020. Half of those are taken back by a credit CDR and
//! billed anew some weeks later, as are as many that were right. CDRs come some minutes after the session's end; those
//! of one day in 30 of a place come together 3, 11 or 26 days late, as after a failed export. One EVSE often fails, one
//! fell silent in the middle of a session.
//!
//! *Size*: 10⁴ sessions are 40 EVSEs for two years. Fewer are a shorter time. More are more towns of 40 EVSEs, over two
//! years up to 10⁵ sessions, four up to 10⁶, and eight beyond; 25 towns share two tenants.
//!
//! *Time*: sessions hang on the calendar, not on when the demo starts: started again a day later, the world has lost its
//! oldest day, and says the same of all others. Only what happens once must lie well behind: what changed hands and who
//! got a new card did so on the last 1 January or 1 July that is some months back, and the EVSE fell silent on the first
//! of this month or, early in it, of the last. Begun in another month, the world is another one in these points.
//!
//! Start at [`World::page_at`].

mod bill;
mod calendar;
mod chance;
mod charge;
mod happening;
mod pages;
mod people;
mod price;
mod records;
mod setup;
mod source;
mod status;
mod timeline;
mod town;

pub use source::Live;

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Europe;

use calendar::{DAY, Day, GRID, day_of, half_year_before, local_date, midnight, seconds};
use charge::Charge;
use timeline::Timeline;
use town::STREAMS;

/// Who runs all charge points.
const OPERATOR: &str = "Stadtwerke Musterstadt-Größenberg GmbH (frei erfunden)";

/// A made-up world, as it was begun at some instant. It goes on from there for more than a year.
#[derive(Clone, Debug)]
pub struct World {
    seed: u64,
    towns: u32,
    milestones: Milestones,
    /// See [`happening::odds`].
    odds: Vec<u32>,
    timeline: Timeline,
}

/// When what happens once happened.
#[derive(Clone, Copy, Debug)]
struct Milestones {
    /// A property went from one tenant to the other.
    handover: i64,
    /// Somebody moved, and some got new cards.
    cards_changed: i64,
    /// An EVSE fell silent.
    silent: i64,
}

impl Milestones {
    fn of(begun: i64) -> Self {
        let zone = Europe::Berlin;
        let month = local_date(zone, begun - 10 * DAY);
        let month = midnight(zone, month.with_day(1).unwrap_or(month));
        Self {
            handover: half_year_before(zone, begun, 120),
            cards_changed: half_year_before(zone, begun, 200),
            // at noon, whatever the clocks say
            silent: day_of(month) * DAY + DAY / 2 + 753 * GRID,
        }
    }

    fn silent_day(&self) -> Day {
        day_of(self.silent)
    }
}

impl World {
    /// How the ids of the Locations begin that are apartment garages.
    pub const GARAGES: &[&str] = &["LINDENHOF-", "KANAL-"];

    /// The world of a seed in which so many sessions have started up to an instant.
    ///
    /// Instants outside 1990 to 2100 are taken for the nearest inside.
    pub fn new(seed: u64, sessions: u64, begun: DateTime<Utc>) -> Self {
        let begun = in_reach(begun);
        let sessions = sessions.min(MOST);
        let years = match sessions {
            0..=100_000 => 2,
            100_001..=1_000_000 => 4,
            _ => 8,
        };
        let a_town_has = 5_000 * years;
        // in range: see MOST
        let towns = ((sessions + a_town_has / 2) / a_town_has).max(1) as u32;
        let mut world = Self {
            seed,
            towns,
            milestones: Milestones::of(begun),
            odds: happening::odds(seed, towns),
            timeline: Timeline::default(),
        };
        world.timeline = Timeline::of(&world, sessions, begun);
        world
    }

    /// How likely each slot of a stream of a town is, before the weekday.
    fn odds(&self, town: u32, stream: usize) -> &[u32] {
        let slots = |streams: &[town::Stream]| {
            let slots = streams.iter().map(|stream| stream.evses * stream.slots);
            slots.sum::<u32>() as usize
        };
        let from = town as usize * slots(&STREAMS) + slots(&STREAMS[..stream]);
        self.odds.get(from..).unwrap_or_default()
    }

    /// The local year of the first record, and of the last that is known of at an instant.
    fn years(&self, now: i64) -> (i32, i32) {
        let year = |at| local_date(Europe::Berlin, at).year();
        let first = self.timeline.first_day() * DAY;
        (year(first - 5 * DAY), year(now + 60 * DAY))
    }
}

/// Whole seconds since 1970, from 1990 to 2100: before and after that, time stands still.
fn in_reach(instant: DateTime<Utc>) -> i64 {
    seconds(instant).clamp(7_305 * DAY, 47_482 * DAY)
}

/// More sessions than that are not made.
const MOST: u64 = 100_000_000;
