//! [`Plan`]: the tariffs of the world, one for each kind of place, and how they change from year to year.

use chrono_tz::Tz;

use crate::world::calendar::{HOUR, time_of_day};

/// What is priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dimension {
    /// Once a session.
    Flat,
    /// A kWh.
    Energy,
    /// An hour of charging.
    Time,
    /// An hour after charging.
    Parking,
}

/// When an element holds: all that is given has to be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// From one full local hour to another, over midnight if the second is earlier.
    pub hours: Option<(i64, i64)>,
    /// From so many seconds after the session's start on.
    pub after: Option<i64>,
}

/// Prices in ten-thousandths, net, and when they hold. The first that fits wins, for each dimension by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub prices: &'static [(Dimension, i64)],
    pub when: When,
}

/// What a kind of place charges.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The beginning of its tariffs' ids.
    pub id: &'static str,
    pub german: &'static str,
    pub english: &'static str,
    /// In percent.
    pub vat: i64,
    /// The most that a session costs, net, in ten-thousandths.
    pub max_net: Option<i64>,
    pub elements: &'static [Element],
}

const ALWAYS: When = When {
    hours: None,
    after: None,
};

/// The blocking fee is for those who could move their car: not at night.
const BLOCKED_BY_DAY: When = When {
    hours: Some((8, 22)),
    after: Some(4 * HOUR),
};

/// All plans. Places name theirs by its position.
pub(crate) static PLANS: [Plan; 7] = [
    Plan {
        id: "NACHT",
        german: "Bewohnerstrom mit Nachttarif, 22 bis 6 Uhr günstiger",
        english: "Residents, cheaper from 22:00 to 06:00",
        vat: 19,
        max_net: None,
        elements: &[
            Element {
                prices: &[(Dimension::Energy, 2_500)],
                when: When {
                    hours: Some((22, 6)),
                    after: None,
                },
            },
            Element {
                prices: &[(Dimension::Energy, 3_300)],
                when: ALWAYS,
            },
        ],
    },
    Plan {
        id: "HOF",
        german: "Gemeinschaftsplatz, Blockiergebühr nach 4 Stunden von 8 bis 22 Uhr, höchstens 25 Euro netto",
        english: "Shared place, blocking fee after 4 hours from 08:00 to 22:00, 25 euros net at most",
        vat: 19,
        max_net: Some(250_000),
        elements: &[
            Element {
                prices: &[(Dimension::Energy, 3_100)],
                when: ALWAYS,
            },
            Element {
                prices: &[(Dimension::Parking, 12_000)],
                when: BLOCKED_BY_DAY,
            },
        ],
    },
    Plan {
        id: "PRAXIS",
        german: "Startgebühr und Energie",
        english: "Start fee and energy",
        vat: 19,
        max_net: None,
        elements: &[Element {
            prices: &[(Dimension::Flat, 2_500), (Dimension::Energy, 3_400)],
            when: ALWAYS,
        }],
    },
    Plan {
        id: "KONTOR",
        german: "Belegschaft und Poolfahrzeuge",
        english: "Staff and pool cars",
        vat: 19,
        max_net: None,
        elements: &[Element {
            prices: &[(Dimension::Energy, 2_900)],
            when: ALWAYS,
        }],
    },
    Plan {
        id: "HOTEL",
        german: "Hotel: Startgebühr, Energie, höchstens 30 Euro netto",
        english: "Hotel: start fee, energy, 30 euros net at most",
        vat: 23,
        max_net: Some(300_000),
        elements: &[
            Element {
                prices: &[(Dimension::Flat, 10_000)],
                when: ALWAYS,
            },
            Element {
                prices: &[(Dimension::Energy, 3_900)],
                when: ALWAYS,
            },
        ],
    },
    Plan {
        id: "STADT",
        german: "Öffentlich: Startgebühr, Energie, Blockiergebühr nach 4 Stunden von 8 bis 22 Uhr",
        english: "Public: start fee, energy, blocking fee after 4 hours from 08:00 to 22:00",
        vat: 19,
        max_net: Some(400_000),
        elements: &[
            Element {
                prices: &[(Dimension::Flat, 3_500)],
                when: ALWAYS,
            },
            Element {
                prices: &[(Dimension::Energy, 4_300)],
                when: ALWAYS,
            },
            Element {
                prices: &[(Dimension::Time, 50_000), (Dimension::Parking, 50_000)],
                when: BLOCKED_BY_DAY,
            },
        ],
    },
    Plan {
        id: "SCHNELL",
        german: "Schnellladen, Blockiergebühr nach einer Stunde",
        english: "Fast charging, blocking fee after an hour",
        vat: 19,
        max_net: None,
        elements: &[
            Element {
                prices: &[(Dimension::Energy, 5_700)],
                when: ALWAYS,
            },
            Element {
                prices: &[(Dimension::Time, 60_000), (Dimension::Parking, 60_000)],
                when: When {
                    hours: None,
                    after: Some(HOUR),
                },
            },
        ],
    },
];

/// A plan as it is in one year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tariff {
    pub plan: &'static Plan,
    /// The local year in which the session starts.
    pub year: i32,
}

impl Tariff {
    /// Energy becomes a cent dearer each year; the rest stays.
    pub fn price(&self, dimension: Dimension, price: i64) -> i64 {
        match dimension {
            Dimension::Energy => price + i64::from((self.year - 2_024).clamp(-10, 20)) * 100,
            Dimension::Flat | Dimension::Time | Dimension::Parking => price,
        }
    }

    /// The plan as it was before the last change.
    pub fn before(self) -> Self {
        Self {
            year: self.year - 1,
            ..self
        }
    }
}

impl When {
    /// Whether it is met at an instant, so many seconds into the session.
    pub fn is_met(&self, zone: Tz, at: i64, elapsed: i64) -> bool {
        let in_hours = self.hours.is_none_or(|(from, until)| {
            let now = time_of_day(zone, at);
            let (from, until) = (from * HOUR, until * HOUR);
            if from <= until {
                from <= now && now < until
            } else {
                now >= from || now < until
            }
        });
        in_hours && self.after.is_none_or(|after| elapsed >= after)
    }
}
