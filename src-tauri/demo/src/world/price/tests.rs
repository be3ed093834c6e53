//! One session for each tariff, worked out by hand.

use chrono::DateTime;
use chrono_tz::Europe::{Berlin, Lisbon};
use chrono_tz::Tz;

use super::{Amount, Course, Measured, PLANS, Tariff, cost};

fn at(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(text).unwrap().timestamp()
}

fn course(start: &str, charged_until: &str, end: &str, energy_wh: i64) -> Course {
    Course {
        start: at(start),
        charged_until: at(charged_until),
        end: at(end),
        energy_wh,
    }
}

fn tariff(id: &str, year: i32) -> Tariff {
    let plan = PLANS.iter().find(|plan| plan.id == id).unwrap();
    Tariff { plan, year }
}

fn total(course: &Course, id: &str, zone: Tz) -> (i64, i64) {
    let tariff = tariff(id, 2026);
    let Amount { net, gross } = cost(course, &tariff, tariff.plan.vat, zone).total;
    (net, gross)
}

#[test]
fn night_is_cheaper_from_ten_local() {
    // 21:00 to 23:00 local at constant power: 10 kWh, one half before 22:00
    let course = course(
        "2026-07-01T19:00:00Z",
        "2026-07-01T21:00:00Z",
        "2026-07-02T05:00:00Z",
        10_000,
    );
    // 5 × 0.35 + 5 × 0.27 = 3.10, and 19 % on it
    assert_eq!(total(&course, "NACHT", Berlin), (31_000, 36_890));
    // an hour later in winter
    let winter = self::course(
        "2026-12-01T20:00:00Z",
        "2026-12-01T22:00:00Z",
        "2026-12-01T22:00:00Z",
        10_000,
    );
    assert_eq!(total(&winter, "NACHT", Berlin), (31_000, 36_890));
}

#[test]
fn the_night_ends_once_on_the_day_when_the_clocks_go_back() {
    // from 00:00 to 08:00 local are nine hours; seven of them before 06:00
    let course = course(
        "2026-10-24T22:00:00Z",
        "2026-10-25T07:00:00Z",
        "2026-10-25T07:00:00Z",
        9_000,
    );
    // 7 × 0.27 + 2 × 0.35
    assert_eq!(total(&course, "NACHT", Berlin).0, 25_900);
}

#[test]
fn standing_is_free_for_four_hours_and_at_night_and_capped() {
    // comes at 17:00, charges 2 h, goes at 09:00: 6.6 kWh; blocks from 21:00 to 22:00 and from 08:00 to 09:00
    let course = course(
        "2026-07-01T15:00:00Z",
        "2026-07-01T17:00:00Z",
        "2026-07-02T07:00:00Z",
        6_600,
    );
    // 6.6 × 0.33 + 2 × 1.20 = 4.578
    assert_eq!(total(&course, "HOF", Berlin), (45_780, 54_478));
    // two days more are 28 hours of blocking: 4.578 + 33.60, but 25 euros at most
    let long = Course {
        end: course.end + 48 * 3_600,
        ..course
    };
    assert_eq!(total(&long, "HOF", Berlin), (250_000, 297_500));
}

#[test]
fn a_start_fee_is_taken_once() {
    let course = course(
        "2026-03-02T07:00:00Z",
        "2026-03-02T09:00:00Z",
        "2026-03-02T12:00:00Z",
        12_340,
    );
    // 0.25 + 12.34 × 0.36 = 4.6924
    assert_eq!(total(&course, "PRAXIS", Berlin), (46_924, 55_840));
}

#[test]
fn staff_pay_for_energy_alone() {
    let course = course(
        "2026-03-02T07:00:00Z",
        "2026-03-02T09:00:00Z",
        "2026-03-02T18:00:00Z",
        20_010,
    );
    // 20.01 × 0.31 = 6.2031, gross 7.381689
    assert_eq!(total(&course, "KONTOR", Berlin), (62_031, 73_817));
}

#[test]
fn the_hotel_is_in_another_country() {
    let course = course(
        "2026-03-02T20:00:00Z",
        "2026-03-02T23:00:00Z",
        "2026-03-03T08:00:00Z",
        30_000,
    );
    // 1 + 30 × 0.41 = 13.30, and 23 %
    assert_eq!(total(&course, "HOTEL", Lisbon), (133_000, 163_590));
    let much = Course {
        energy_wh: 79_990,
        ..course
    };
    assert_eq!(total(&much, "HOTEL", Lisbon), (300_000, 369_000));
}

#[test]
fn in_town_the_fifth_hour_costs_whether_one_charges_or_not() {
    // 12:00 to 18:00 local, charging until 17:00: hours 4 to 5 charging, 5 to 6 standing
    let course = course(
        "2026-07-01T10:00:00Z",
        "2026-07-01T15:00:00Z",
        "2026-07-01T16:00:00Z",
        18_000,
    );
    // 0.35 + 18 × 0.45 + 5 + 5 = 18.45
    assert_eq!(total(&course, "STADT", Berlin), (184_500, 219_555));
}

#[test]
fn fast_charging_is_for_an_hour() {
    // 72 minutes: 12 of them at 6 euros an hour
    let course = course(
        "2026-07-01T10:00:00Z",
        "2026-07-01T11:12:00Z",
        "2026-07-01T11:12:00Z",
        50_000,
    );
    // 50 × 0.59 + 0.2 × 6 = 30.70
    assert_eq!(total(&course, "SCHNELL", Berlin), (307_000, 365_330));
}

#[test]
fn net_and_gross_are_each_rounded_once_and_half_up() {
    let course = course(
        "2026-03-02T07:00:00Z",
        "2026-03-02T09:00:00Z",
        "2026-03-02T09:00:00Z",
        12_345,
    );
    // 12.345 × 0.31 = 3.82695, gross 4.5540705
    assert_eq!(total(&course, "KONTOR", Berlin), (38_270, 45_541));
}

#[test]
fn periods_hold_all_energy_and_all_time() {
    let course = course(
        "2026-07-01T19:30:09Z",
        "2026-07-02T04:59:42Z",
        "2026-07-02T20:00:00Z",
        33_330,
    );
    let cost = cost(&course, &tariff("NACHT", 2026), 19, Berlin);
    let (mut energy, mut seconds) = (0, 0);
    for period in &cost.periods {
        match period.measured {
            Measured::Charging {
                energy_wh,
                seconds: of,
            } => {
                energy += energy_wh;
                seconds += of;
            }
            Measured::Parking { seconds: of } => seconds += of,
        }
    }
    assert_eq!((energy, seconds), (33_330, course.seconds()));
    // 22:00, 06:00 and the end of charging part it
    assert_eq!(cost.periods.len(), 4);
}

#[test]
fn a_year_earlier_energy_was_a_cent_cheaper() {
    let course = course(
        "2026-03-02T07:00:00Z",
        "2026-03-02T09:00:00Z",
        "2026-03-02T09:00:00Z",
        10_000,
    );
    let net = |tariff: Tariff| cost(&course, &tariff, 19, Berlin).total.net;
    let now = tariff("KONTOR", 2026);
    assert_eq!((net(now), net(now.before())), (31_000, 30_000));
}
