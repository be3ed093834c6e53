//! Where and when sessions end, and how long somebody would stay.

use super::{Key, Place, percent};
use crate::world::calendar::{DAY, Day, HOUR, MINUTE, ahead, on_grid};
use crate::world::chance::Chance;
use crate::world::town::{PROPERTIES, Users};

/// No session is longer, in days.
pub(crate) const LONGEST: Day = 3;
/// No session ends in the last quarter of an hour of a UTC day, so that there is room before the next day's first.
const LAST_END: i64 = DAY - 15 * MINUTE;
/// Between two ends at one EVSE on one day.
const APART: i64 = 30 * MINUTE;

const ENDS: u64 = 0x11;
const HABITS: u64 = 0x14;

/// Shares are in millionths.
const ALL: u32 = 1_000_000;

impl Place<'_> {
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
