//! Components that the reference data does not have, worked out by hand.

use chrono_tz::Tz;
use model::{Amount, ChargingCost, Currency};
use pricing::{Component, Priced, Question, Reason, State};

/// 0.42 to begin with, 0.40 a kWh, 6.00 an hour of charging, from 22 to 6 o'clock 1.20 an hour of parking by whole
/// minutes; 19 % VAT on all but energy, which has 7 %.
const TARIFF: &str = r#"{"country_code":"DE","party_id":"ABC","id":"T","currency":"EUR","type":"REGULAR","elements":[
    {"price_components":[{"type":"FLAT","price":0.42,"vat":19.0,"step_size":1},
        {"type":"ENERGY","price":0.40,"vat":7.0,"step_size":1},
        {"type":"TIME","price":6.00,"vat":19.0,"step_size":1}]},
    {"price_components":[{"type":"PARKING_TIME","price":1.20,"vat":19.0,"step_size":60}],
        "restrictions":{"start_time":"22:00","end_time":"06:00"}}],"last_updated":"2026-01-01T00:00:00Z"}"#;

/// 10 kWh in half an hour, then parked until 22 o'clock local time, and 20 min 30 s longer.
fn cdr(costs: &str) -> String {
    format!(
        r#"{{"country_code":"DE","party_id":"ABC","id":"C","start_date_time":"2026-06-01T19:00:00Z",
        "end_date_time":"2026-06-01T20:20:30Z","currency":"EUR","tariffs":[{TARIFF}],"charging_periods":[
        {{"start_date_time":"2026-06-01T19:00:00Z","tariff_id":"T",
            "dimensions":[{{"type":"ENERGY","volume":10}},{{"type":"TIME","volume":0.5}}]}},
        {{"start_date_time":"2026-06-01T19:30:00Z","dimensions":[{{"type":"PARKING_TIME","volume":0.5}}]}},
        {{"start_date_time":"2026-06-01T20:00:00Z",
            "dimensions":[{{"type":"PARKING_TIME","volume":0.34166667}}]}}],
        {costs}"total_energy":10,"total_time":1.34166667,"last_updated":"2026-06-02T00:00:00Z"}}"#
    )
}

fn price(costs: &str, net: i64, gross: Option<i64>, zone: Tz) -> Priced {
    let text = cdr(costs);
    let question = Question {
        record: Some(text.as_bytes()),
        is_credit: false,
        currency: Currency::new("EUR").unwrap(),
        charged: ChargingCost {
            net: Amount::from_minor4(net),
            gross: gross.map(Amount::from_minor4),
        },
        time_zone: zone,
    };
    pricing::price(&question, |_| None)
}

const TOTAL: &str = r#""total_cost":{"excl_vat":7.84,"incl_vat":8.8496},"#;

#[test]
fn each_component_has_its_quantity_price_and_vat() {
    let priced = price(TOTAL, 78_400, Some(88_496), Tz::Europe__Berlin);
    assert_eq!(
        (priced.state, priced.reason),
        (State::Same, None),
        "{priced:?}"
    );
    let lines: Vec<String> = priced
        .parts
        .iter()
        .map(|part| {
            let (vat, gross) = (part.vat.unwrap(), part.gross.unwrap());
            let price = part.price.unwrap();
            format!(
                "{:?} {} × {price} = {} + {vat} = {gross}",
                part.component, part.quantity, part.net
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "Energy 10 × 0.40 = 4.0000 + 0.2800 = 4.2800",
            "Time 0.5 × 6.00 = 3.0000 + 0.5700 = 3.5700",
            // of 50.5 minutes 20.5 are priced; the total is rounded up to 51
            "Parking 0.35 × 1.20 = 0.4200 + 0.0798 = 0.4998",
            "Flat 1 × 0.42 = 0.4200 + 0.0798 = 0.4998",
        ]
    );
}

#[test]
fn a_night_tariff_is_that_of_the_locations_own_night() {
    // in UTC it is not 22 o'clock yet
    let priced = price(TOTAL, 78_400, Some(88_496), Tz::UTC);
    assert_eq!(priced.state, State::Different);
    assert_eq!(priced.net, Some(Amount::from_minor4(74_200)));
}

#[test]
fn the_component_that_is_furthest_away_is_named() {
    let costs = |fixed: &str, time: &str| {
        format!(
            r#"{TOTAL}"total_fixed_cost":{{"excl_vat":{fixed}}},"total_energy_cost":{{"excl_vat":4.00}},
            "total_time_cost":{{"excl_vat":{time}}},"total_parking_cost":{{"excl_vat":0.42}},"#
        )
    };
    let reason = |costs: &str, net| price(costs, net, None, Tz::Europe__Berlin).reason;
    let flat = reason(&costs("0.92", "3.00"), 83_400);
    assert_eq!(flat, Some(Reason::Cost(Component::Flat)));
    let time = reason(&costs("0.43", "5.00"), 98_500);
    assert_eq!(time, Some(Reason::Cost(Component::Time)));
    // all components are right, and yet the total is not their sum
    assert_eq!(reason(&costs("0.42", "3.00"), 90_000), Some(Reason::Total));
}
