//! [`Charge`]: one session in full, worked out from its key alone.

use chrono::Datelike;

use super::calendar::{DAY, GRID, MINUTE, local_date, on_grid};
use super::happening::{Key, Place, Reason};
use super::people::{self, MOVED_IN, MOVED_OUT, Who};
use super::price::{Cost, Course, PLANS, Tariff, cost};
use super::town::{PROPERTIES, Property, Users};

const COURSE: u64 = 0x20;
const WHO: u64 = 0x21;
const MISTAKE: u64 = 0x22;
const OF_THE_DAY: u64 = 0x23;
const CARS: u64 = 0x24;

/// Before the next car is plugged in.
const CHANGE_OVER: i64 = 2 * MINUTE;

/// One session as it will have been.
#[derive(Clone, Copy, Debug)]
pub(super) struct Charge<'a> {
    pub place: Place<'a>,
    pub key: Key,
    /// Its number at the property, from 1 on.
    pub evse: u32,
    pub course: Course,
    pub who: Who,
    pub tariff: Tariff,
    /// It runs, as far as anybody knows, for ever: its EVSE fell silent at what is the end here.
    pub is_stalled: bool,
}

/// What an operator got wrong in a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mistake {
    /// Last year's price, although the tariff beside it is this year's.
    OldPrice,
    /// The rate of VAT that held in 2020 for half a year.
    OldVat,
}

/// Of so many sessions one is billed wrongly and never corrected. With those that are corrected because they were wrong
/// (half of one in 256) it is one in 300.
const ONE_IS_WRONG_IN: u32 = 720;

/// Percent of a year's mean that cars take in each month: heating counts.
const SEASONS: [i64; 12] = [112, 110, 104, 98, 94, 91, 90, 91, 95, 100, 106, 109];

impl<'a> Charge<'a> {
    pub fn of(place: Place<'a>, key: Key) -> Self {
        let stream = place.stream;
        let day = key.end.div_euclid(DAY);
        let (_, stay) = place.drawn_stay(day, key.slot);
        let free = place
            .end_before(key)
            .map_or(i64::MAX, |before| key.end - before - CHANGE_OVER);
        let start = key.end - on_grid(stay.min(free).max(3 * MINUTE));
        let number = key.slot / stream.slots;
        let evse = stream.first_evse + number;
        let who = who(&place, key, start, number);
        let course = course(&place, key, start, who);
        let zone = PROPERTIES[stream.property].zone;
        Self {
            place,
            key,
            evse,
            course,
            who,
            tariff: Tariff {
                plan: &PLANS[stream.plan],
                year: local_date(zone, start).year(),
            },
            is_stalled: place.stalled(day) & (1 << key.slot) != 0,
        }
    }

    pub fn property(&self) -> &'static Property {
        &PROPERTIES[self.place.stream.property]
    }

    pub fn day(&self) -> i64 {
        self.key.end.div_euclid(DAY)
    }

    /// Why and after how many days its bill is corrected, if it is the one of its day that is.
    pub fn correction(&self) -> Option<(i64, Reason)> {
        let day = self.day();
        let billed = self
            .place
            .happens(day, super::happening::percent(self.place.stream, day))
            & !self.place.stalled(day);
        let is_first = billed.trailing_zeros() == self.key.slot;
        self.place.fate(day).correction.filter(|_| is_first)
    }

    /// What is wrong with its first bill.
    pub fn mistake(&self) -> Option<Mistake> {
        let mut chance = self.place.chance(MISTAKE, self.day(), self.key.slot);
        let is_wrong = match self.correction() {
            Some((_, reason)) => reason == Reason::Wrong,
            None => chance.is(1, ONE_IS_WRONG_IN),
        };
        is_wrong.then(|| {
            if chance.is(1, 2) {
                Mistake::OldPrice
            } else {
                Mistake::OldVat
            }
        })
    }

    /// What it costs by its tariff.
    pub fn right_cost(&self) -> Cost {
        let vat = self.tariff.plan.vat;
        cost(&self.course, &self.tariff, vat, self.property().zone)
    }

    /// What it is billed with at first.
    pub fn first_cost(&self) -> Cost {
        let (tariff, vat) = match self.mistake() {
            None => return self.right_cost(),
            Some(Mistake::OldPrice) => (self.tariff.before(), self.tariff.plan.vat),
            Some(Mistake::OldVat) => (self.tariff, self.tariff.plan.vat - 3),
        };
        cost(&self.course, &tariff, vat, self.property().zone)
    }
}

fn course(place: &Place<'_>, key: Key, start: i64, who: Who) -> Course {
    let stream = place.stream;
    let mut chance = place.chance(COURSE, key.end.div_euclid(DAY), key.slot);
    let watts = car(place, who).min(stream.watts);
    let month = local_date(PROPERTIES[stream.property].zone, start).month0();
    let season = SEASONS.get(month as usize).copied().unwrap_or(100);
    let wanted = stream.habits.energy(chance.below(1_000_000)) * season / 1_000 * 10;
    let stay = key.end - start;
    // up to the grid: charging ends where its last Wh has flowed
    let needed = (wanted * 3_600).div_euclid(watts) / GRID * GRID + GRID;
    let (seconds, energy_wh) = if needed < stay {
        (needed, wanted)
    } else {
        (stay, watts * stay / 3_600 / 10 * 10)
    };
    Course {
        start,
        charged_until: start + seconds,
        end: key.end,
        energy_wh,
    }
}

/// What somebody's car can take, in W: always the same for the same driver, and all kinds of car at each property.
fn car(place: &Place<'_>, who: Who) -> i64 {
    let cars = place.stream.cars;
    let owner = match who {
        Who::Ours {
            property, number, ..
        } => u64::from(number) + place.chance(CARS, 0, property as u32).next() % 1_000,
        Who::Roaming(number) => place.chance(CARS, 1, number).next(),
        Who::Once(mark) => mark,
    };
    let count = (cars.len() as u64).max(1);
    let car = cars.get((owner % count) as usize);
    car.copied().unwrap_or(place.stream.watts)
}

fn who(place: &Place<'_>, key: Key, start: i64, evse: u32) -> Who {
    let stream = place.stream;
    let day = key.end.div_euclid(DAY);
    let mut chance = place.chance(WHO, day, key.slot);
    // drawn once a day for all EVSEs, so that nobody is at two of them
    let mut today = place.chance(OF_THE_DAY, day, 0);
    let property = &PROPERTIES[stream.property];
    let ours = |number| Who::Ours {
        property: stream.property,
        number,
        card: people::card(&place.world.milestones, stream.property, number, start),
    };
    match stream.users {
        Users::Residents {
            shared_evses,
            sharers,
        } => {
            let own = stream.evses.saturating_sub(shared_evses);
            if evse >= own {
                return ours(sharer(
                    stream.property,
                    own,
                    (today.below(sharers) + evse) % sharers.max(1),
                ));
            }
            let has_moved = stream.property == Property::GARAGE
                && evse == MOVED_OUT
                && start >= place.world.milestones.cards_changed;
            ours(if has_moved { MOVED_IN } else { evse })
        }
        Users::ByMonth => {
            let date = local_date(property.zone, key.end);
            let people = 4 + date.month0() % 3;
            // not the same four each time: months that are too small are hidden together, and must not be of four alone
            let nth = date.month0() + (date.day0() + evse) % people;
            ours(nth % property.drivers.max(1))
        }
        Users::Everybody { visitors_percent } => {
            if chance.is(visitors_percent, 100) {
                return Who::Roaming(chance.below(40));
            }
            let everybody = property.drivers + property.vehicles;
            // steps of 7 reach each of 12 or 15 before any of them again
            ours((today.below(everybody) + evse * 7) % everybody)
        }
        Users::Public => match chance.below(100) {
            0..10 => ours(chance.below(property.drivers)),
            10..60 => {
                // some come far more often than others
                let most = 1 + chance.below(90);
                Who::Roaming(chance.below(most))
            }
            _ => Who::Once(chance.next()),
        },
    }
}

/// The nth of those who have no EVSE of their own. One of them in the first garage is enrolled nowhere.
fn sharer(property: usize, own: u32, nth: u32) -> u32 {
    let number = own + nth;
    if property == Property::GARAGE && number >= MOVED_IN {
        number + 1
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::World;

    #[test]
    fn one_bill_in_some_three_hundred_is_wrong_and_half_of_those_are_taken_back() {
        let world = World::new(7, 30_000, "2026-11-28T18:20:00Z".parse().unwrap());
        let (mut bills, mut wrong, mut taken_back) = (0, 0, 0);
        for day in 20_000..20_500 {
            for place in Place::all(&world) {
                for key in place.keys(day) {
                    let charge = Charge::of(place, key);
                    bills += 1;
                    if charge.mistake().is_none() {
                        assert_eq!(charge.first_cost(), charge.right_cost());
                        continue;
                    }
                    wrong += 1;
                    taken_back += u32::from(charge.correction().is_some());
                }
            }
        }
        assert!((200..400).contains(&(bills / wrong)), "{wrong} of {bills}");
        assert!(
            (wrong / 4..wrong).contains(&taken_back),
            "{taken_back} of {wrong}"
        );
    }
}
