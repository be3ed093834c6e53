//! [`cost`]: one session, cut into periods and summed.
//!
//! Source: OCPI 2.2.1, Tariffs module (elements, first that fits) and CDRs module (charging periods).

use std::collections::BTreeSet;

use chrono_tz::Tz;

use super::{Dimension, Tariff};
use crate::world::calendar::{DAY, GRID, local_date, local_hour};

/// How a session went.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Course {
    pub start: i64,
    /// When the car was full, or had what it wanted.
    pub charged_until: i64,
    pub end: i64,
    pub energy_wh: i64,
}

/// A stretch in which no price changes. It ends where the next begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub start: i64,
    pub measured: Measured,
}

/// What was measured in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measured {
    /// Energy in Wh, and how long.
    Charging { energy_wh: i64, seconds: i64 },
    /// How long the car stood there.
    Parking { seconds: i64 },
}

/// An amount in ten-thousandths, rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    pub net: i64,
    pub gross: i64,
}

/// What a session costs, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    pub periods: Vec<Period>,
    pub total: Amount,
    pub fixed: Option<Amount>,
    pub energy: Option<Amount>,
    pub time: Option<Amount>,
    pub parking: Option<Amount>,
}

impl Course {
    pub fn seconds(&self) -> i64 {
        self.end - self.start
    }

    pub fn parking_seconds(&self) -> i64 {
        self.end - self.charged_until
    }

    /// The energy that has flowed by an instant, at constant power.
    pub fn energy_by(&self, at: i64) -> i64 {
        let charging = self.charged_until - self.start;
        if at >= self.charged_until || charging <= 0 {
            return self.energy_wh;
        }
        let passed = (at - self.start).max(0);
        self.energy_wh.saturating_mul(passed) / charging
    }
}

/// Prices a session in the local time of its place, with a VAT that may be another than the tariff's: operators err.
pub(crate) fn cost(course: &Course, tariff: &Tariff, vat: i64, zone: Tz) -> Cost {
    let periods = periods(course, tariff, zone);
    let mut fixed = Sum::default();
    let mut energy = Sum::default();
    let mut time = Sum::default();
    let mut parking = Sum::default();
    for period in &periods {
        let price = |dimension| price_at(course, tariff, zone, period.start, dimension);
        if let (false, Some(flat)) = (fixed.is_priced, price(Dimension::Flat)) {
            fixed.add(10_000, flat);
        }
        match period.measured {
            Measured::Charging { energy_wh, seconds } => {
                // a Wh is ten of the ten-thousandths of a kWh
                energy.add_if(energy_wh * 10, price(Dimension::Energy));
                time.add_if(ten_thousandths_of_hours(seconds), price(Dimension::Time));
            }
            Measured::Parking { seconds } => {
                parking.add_if(ten_thousandths_of_hours(seconds), price(Dimension::Parking));
            }
        }
    }
    let mut total = amount(fixed.net + energy.net + time.net + parking.net, vat);
    if let Some(max) = tariff.plan.max_net {
        let most = amount(max * 10_000, vat);
        total.net = total.net.min(most.net);
        total.gross = total.gross.min(most.gross);
    }
    Cost {
        periods,
        total,
        fixed: fixed.amount(vat),
        energy: energy.amount(vat),
        time: time.amount(vat),
        parking: parking.amount(vat),
    }
}

/// Exact on the grid of all instants: nine seconds are 25 of them.
pub(crate) fn ten_thousandths_of_hours(seconds: i64) -> i64 {
    seconds / GRID * 25
}

/// A sum of volumes, in ten-thousandths, times prices, in ten-thousandths.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    net: i64,
    is_priced: bool,
}

impl Sum {
    fn add(&mut self, volume: i64, price: i64) {
        self.net += volume * price;
        self.is_priced = true;
    }

    fn add_if(&mut self, volume: i64, price: Option<i64>) {
        if let Some(price) = price {
            self.add(volume, price);
        }
    }

    fn amount(self, vat: i64) -> Option<Amount> {
        self.is_priced.then(|| amount(self.net, vat))
    }
}

/// Rounds a sum and its gross, each once, half up.
fn amount(net: i64, vat: i64) -> Amount {
    Amount {
        net: (net + 5_000).div_euclid(10_000),
        gross: (net * (100 + vat) + 500_000).div_euclid(1_000_000),
    }
}

/// The price that holds at an instant of the session; `None` is free.
fn price_at(
    course: &Course,
    tariff: &Tariff,
    zone: Tz,
    at: i64,
    dimension: Dimension,
) -> Option<i64> {
    let elements = tariff.plan.elements.iter();
    elements
        .filter(|element| element.when.is_met(zone, at, at - course.start))
        .flat_map(|element| element.prices)
        .find(|(of, _)| *of == dimension)
        .map(|&(_, price)| tariff.price(dimension, price))
}

/// Cuts a session wherever the price can change.
fn periods(course: &Course, tariff: &Tariff, zone: Tz) -> Vec<Period> {
    let mut cuts = BTreeSet::from([course.start, course.charged_until]);
    for element in tariff.plan.elements {
        cuts.extend(element.when.after.map(|after| course.start + after));
        if let Some((from, until)) = element.when.hours {
            let mut day = local_date(zone, course.start - DAY);
            while local_hour(zone, day, 0) < course.end {
                cuts.extend([local_hour(zone, day, from), local_hour(zone, day, until)]);
                let Some(next) = day.succ_opt() else { break };
                day = next;
            }
        }
    }
    cuts.retain(|cut| (course.start..course.end).contains(cut));
    let starts: Vec<i64> = cuts.into_iter().collect();
    let ends = starts.iter().skip(1).chain([&course.end]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, &end)| Period {
            start,
            measured: if start < course.charged_until {
                Measured::Charging {
                    energy_wh: course.energy_by(end) - course.energy_by(start),
                    seconds: end - start,
                }
            } else {
                Measured::Parking {
                    seconds: end - start,
                }
            },
        })
        .collect()
}
