//! [`Bill`]: one CDR to be: the first bill of a session, the credit that takes it back, or the one that replaces it.

use super::calendar::{DAY, Day, HOUR, MINUTE};
use super::happening::{CORRECTED_AFTER, Key, LATE, Place};
use super::{Charge, World};

/// Which bill of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Issue {
    First,
    Credit,
    Replacement,
}

/// One bill. In this order they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bill {
    /// When it is written.
    pub at: i64,
    pub key: Key,
    pub issue: Issue,
}

const BILLED: u64 = 0x30;

/// The bills that are written on a day, in order.
pub(super) fn bills_of(world: &World, day: Day) -> Vec<Bill> {
    let mut bills = Vec::new();
    for late in LATE {
        first_bills(world, day, late, &mut bills);
        for after in CORRECTED_AFTER {
            corrections(world, day, late, after, &mut bills);
        }
    }
    bills.sort_unstable();
    bills
}

fn first_bills(world: &World, day: Day, late: Day, bills: &mut Vec<Bill>) {
    let origin = day - late;
    if !world.timeline.is_in_world(origin) {
        return;
    }
    for place in Place::all(world) {
        if place.fate(origin).late != late {
            continue;
        }
        for key in billed(world, place, origin) {
            let mut chance = place.chance(BILLED, origin, key.slot);
            let at = if late == 0 {
                // some minutes after, and on the same day
                (key.end + 2 * MINUTE + i64::from(chance.below(12 * 60)))
                    .min((origin + 1) * DAY - 1)
            } else {
                day * DAY + HOUR + i64::from(chance.below(3 * 3_600))
            };
            bills.push(Bill {
                at,
                key,
                issue: Issue::First,
            });
        }
    }
}

fn corrections(world: &World, day: Day, late: Day, after: Day, bills: &mut Vec<Bill>) {
    let origin = day - late - after;
    if !world.timeline.is_in_world(origin) {
        return;
    }
    for place in Place::all(world) {
        let fate = place.fate(origin);
        if fate.late != late || fate.correction.is_none_or(|(days, _)| days != after) {
            continue;
        }
        for key in billed(world, place, origin) {
            if Charge::of(place, key).correction().is_none() {
                continue;
            }
            let mut chance = place.chance(BILLED, origin, key.slot);
            let at = day * DAY + 9 * HOUR + i64::from(chance.below(2 * 3_600));
            for (issue, at) in [(Issue::Credit, at), (Issue::Replacement, at + MINUTE)] {
                bills.push(Bill { at, key, issue });
            }
        }
    }
}

/// The sessions of a place that end on a day, are in the world and get a bill.
fn billed(world: &World, place: Place<'_>, day: Day) -> Vec<Key> {
    let mut keys = place.keys(day);
    let stalled = place.stalled(day);
    keys.retain(|key| stalled & (1 << key.slot) == 0 && world.timeline.keeps(*key));
    keys
}
