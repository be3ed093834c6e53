//! [`STREAMS`]: the EVSEs of a property that are used alike, and how.

use super::habits::{self, Habits};
use super::property::Property;

/// EVSEs of one property with one kind of use.
#[derive(Debug)]
pub(crate) struct Stream {
    /// Its position in `PROPERTIES`.
    pub property: usize,
    /// The number of its first EVSE at the property.
    pub first_evse: u32,
    pub evses: u32,
    /// How many sessions can end at an EVSE on one day.
    pub slots: u32,
    /// How likely each of them does, in 1/65,536, before habits and weekday.
    pub odds: u32,
    /// Percent of that by weekday, Monday first.
    pub weekdays: [u32; 7],
    /// The tariff: its position in `PLANS`.
    pub plan: usize,
    /// What an EVSE can give, in W, and what it says that it can.
    pub watts: i64,
    pub nominal_watts: i64,
    pub is_dc: bool,
    /// What cars can take, in W; some are there twice because they are frequent.
    pub cars: &'static [i64],
    pub users: Users,
    pub habits: &'static Habits,
}

/// Who charges at the EVSEs of a stream. Numbers are those of the property's drivers and, after them, vehicles.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Users {
    /// Each EVSE has a driver of its own, but for the last few, which the drivers behind those share.
    Residents { shared_evses: u32, sharers: u32 },
    /// Four, five or six, in turn by month, each of whom comes every month.
    ByMonth,
    /// Everybody of the property in turn, and some visitors.
    Everybody { visitors_percent: u32 },
    /// Season tickets, cards of other providers, and those who pay once.
    Public,
}

/// All streams of a town. Powers are multiples of 400 W, so that a step of time is a whole number of Wh.
pub(crate) static STREAMS: [Stream; 7] = [
    Stream {
        property: Property::GARAGE,
        first_evse: 1,
        evses: 10,
        slots: 1,
        odds: 29_500,
        weekdays: [98, 102, 101, 104, 103, 100, 92],
        plan: 0,
        watts: 10_800,
        nominal_watts: 11_000,
        is_dc: false,
        cars: &HOME_CARS,
        users: Users::Residents {
            shared_evses: 2,
            sharers: 8,
        },
        habits: &habits::AT_HOME,
    },
    Stream {
        property: Property::CANAL,
        first_evse: 1,
        evses: 6,
        slots: 1,
        odds: 28_500,
        weekdays: [98, 102, 101, 104, 103, 100, 92],
        plan: 1,
        watts: 10_800,
        nominal_watts: 11_000,
        is_dc: false,
        cars: &HOME_CARS,
        users: Users::Residents {
            shared_evses: 1,
            sharers: 6,
        },
        habits: &habits::AT_HOME,
    },
    Stream {
        property: Property::PRACTICE,
        first_evse: 1,
        evses: 3,
        slots: 1,
        // the first EVSE is used every working day, see `Happening`
        odds: 13_000,
        weekdays: [110, 110, 90, 110, 90, 30, 0],
        plan: 2,
        watts: 10_800,
        nominal_watts: 11_000,
        is_dc: false,
        cars: &HOME_CARS,
        users: Users::ByMonth,
        habits: &habits::AT_THE_SURGERY,
    },
    Stream {
        property: Property::OFFICE,
        first_evse: 1,
        evses: 8,
        slots: 1,
        odds: 20_000,
        weekdays: [105, 115, 115, 105, 70, 4, 2],
        plan: 3,
        watts: 10_800,
        nominal_watts: 11_000,
        is_dc: false,
        cars: &HOME_CARS,
        users: Users::Everybody {
            visitors_percent: 8,
        },
        habits: &habits::AT_WORK,
    },
    Stream {
        property: Property::HOTEL,
        first_evse: 1,
        evses: 5,
        slots: 1,
        odds: 19_500,
        weekdays: [80, 85, 95, 100, 110, 125, 115],
        plan: 4,
        watts: 10_800,
        nominal_watts: 11_000,
        is_dc: false,
        cars: &HOME_CARS,
        users: Users::Everybody {
            visitors_percent: 15,
        },
        habits: &habits::OVERNIGHT,
    },
    Stream {
        property: Property::CAR_PARK,
        first_evse: 1,
        evses: 4,
        slots: 2,
        odds: 6_600,
        weekdays: [90, 95, 95, 100, 120, 130, 70],
        plan: 5,
        watts: 21_600,
        nominal_watts: 22_000,
        is_dc: false,
        cars: &TOWN_CARS,
        users: Users::Public,
        habits: &habits::IN_TOWN,
    },
    Stream {
        property: Property::CAR_PARK,
        first_evse: 5,
        evses: 4,
        slots: 3,
        odds: 7_200,
        weekdays: [90, 85, 85, 95, 125, 120, 100],
        plan: 6,
        watts: 150_000,
        nominal_watts: 150_000,
        is_dc: true,
        cars: &FAST_CARS,
        users: Users::Public,
        habits: &habits::FAST,
    },
];

const HOME_CARS: [i64; 12] = [
    3_600, 7_200, 10_800, 7_200, 7_200, 10_800, 7_200, 7_200, 10_800, 7_200, 7_200, 10_800,
];
const TOWN_CARS: [i64; 6] = [3_600, 7_200, 10_800, 10_800, 10_800, 21_600];
const FAST_CARS: [i64; 5] = [50_000, 50_000, 75_200, 100_000, 150_000];
