//! [`states`]: what the EVSEs of a place are doing at an instant, and since when.

use ocpi::v2_2_1::Status;

use super::Charge;
use super::calendar::{DAY, HOUR, day_of, on_grid};
use super::happening::{FAILING_EVSE, FAILING_STREAM, Place, SILENT_EVSE, SILENT_STREAM};
use super::timeline::running_at;

const REBOOTS: u64 = 0x40;
const BREAKS: u64 = 0x41;

/// What an EVSE is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub status: Status,
    /// When it last said something: a session began or ended, it broke or was mended, or it started anew at night.
    pub since: i64,
}

/// The state of each EVSE of a place.
pub(super) fn states(place: Place<'_>, now: i64) -> Vec<State> {
    let today = day_of(now);
    let running = running_at(place, today, now);
    let ended = [place.keys(today - 1), place.keys(today)].concat();
    let evses = 0..place.stream.evses;
    evses
        .map(|evse| {
            let is_here = |slot: u32| slot / place.stream.slots == evse;
            if place.index == SILENT_STREAM
                && evse == SILENT_EVSE
                && now >= place.world.milestones.silent
            {
                return State {
                    status: Status::Unknown,
                    since: place.world.milestones.silent,
                };
            }
            let broken = broken(place, evse, now);
            let session = running.iter().find(|key| is_here(key.slot));
            let session = session.map(|key| Charge::of(place, *key).course.start);
            let ended = ended
                .iter()
                .filter(|key| is_here(key.slot) && key.end <= now);
            let since = ended
                .map(|key| key.end)
                .chain(session)
                .chain(broken.changes.into_iter().filter(|at| *at <= now))
                .fold(rebooted(place, evse, now), i64::max);
            State {
                status: match (session, broken.is_now) {
                    (Some(_), _) => Status::Charging,
                    (None, true) => Status::OutOfOrder,
                    (None, false) => Status::Available,
                },
                since,
            }
        })
        .collect()
}

/// When an EVSE last started anew: once a night, each at its own time, so that what it says is never older than a day.
fn rebooted(place: Place<'_>, evse: u32, now: i64) -> i64 {
    let mut chance = place.chance(REBOOTS, 0, evse);
    let at = on_grid(HOUR + i64::from(chance.below(2 * 3_600)));
    let tonight = day_of(now) * DAY + at;
    if tonight <= now {
        tonight
    } else {
        tonight - DAY
    }
}

struct Broken {
    is_now: bool,
    changes: [i64; 2],
}

/// When an EVSE is broken today: one of them on every fourth day, the others on one of 150.
fn broken(place: Place<'_>, evse: u32, now: i64) -> Broken {
    let day = day_of(now);
    let mut chance = place.chance(BREAKS, day, evse);
    let breaks = if place.index == FAILING_STREAM && evse == FAILING_EVSE {
        place.fails(day)
    } else {
        chance.is(1, 150)
    };
    if !breaks {
        return Broken {
            is_now: false,
            changes: [i64::MIN; 2],
        };
    }
    // mended on the same day, at 22:00 at the latest
    let from = day * DAY + 4 * HOUR + on_grid(i64::from(chance.below(4 * 3_600)));
    let until = from + 4 * HOUR + on_grid(i64::from(chance.below(10 * 3_600)));
    Broken {
        is_now: from <= now && now < until,
        changes: [from, until],
    }
}
