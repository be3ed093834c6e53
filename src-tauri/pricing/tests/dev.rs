//! Real charging with costs that somebody else worked out: our prices are theirs, and whoever changes something is
//! found out.

mod testkit;

use std::collections::BTreeMap;

use model::Amount;
use pricing::{Component, Priced, Reason, State};
use testkit::{Record, dev, price, price_all, priced_by};

/// CDRs of `data/dev` (its README).
const CDRS: usize = 35_617;

#[test]
fn no_cdr_of_the_reference_data_is_different_and_none_is_left_unpriced() {
    let Some(all) = dev() else { return };
    let priced = price_all(&all);
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for (record, priced) in all.iter().zip(&priced) {
        *states
            .entry(format!("{:?} {:?}", priced.state, priced.reason))
            .or_default() += 1;
        assert!(
            matches!(priced.state, State::Same | State::Rounding),
            "{}: {priced:?}",
            record.id
        );
    }
    eprintln!("{states:?}");
    assert_eq!(priced.len(), CDRS);
}

#[test]
fn the_parts_of_a_price_come_to_its_sum() {
    let Some(all) = dev() else { return };
    let mut capped = 0;
    for (record, priced) in all.iter().zip(price_all(&all)) {
        let sum =
            |amount: fn(&pricing::Part) -> Amount| priced.parts.iter().map(amount).sum::<Amount>();
        let gap = (sum(|part| part.net) - priced.net.unwrap()).minor4();
        // each part is rounded by itself
        if gap.abs() > 2 {
            assert!(
                record.text.contains("max_price"),
                "{}: {priced:?}",
                record.id
            );
            capped += 1;
        }
        for part in &priced.parts {
            assert_eq!(
                part.gross.unwrap(),
                part.net + part.vat.unwrap(),
                "{}",
                record.id
            );
        }
    }
    assert!(capped > 0, "none came to its highest price");
}

/// The first CDR of a tariff that has all of this and is no credit.
fn one<'a>(all: &'a [Record], tariff: &str, with: &[&str]) -> &'a Record {
    let id = format!("\"tariff_id\":\"{tariff}\"");
    all.iter()
        .find(|record| {
            let text = &record.text;
            text.contains(&id)
                && !text.contains("credit")
                && with.iter().all(|with| text.contains(with))
        })
        .expect("one")
}

fn changed(record: &Record, from: &str, to: &str) -> Record {
    assert!(
        record.text.contains(from),
        "{from} is not in {}",
        record.text
    );
    let text = record.text.replacen(from, to, 1);
    Record {
        text,
        ..record.clone()
    }
}

fn said(priced: &Priced) -> (State, Option<Reason>) {
    (priced.state, priced.reason)
}

#[test]
fn who_changes_a_price_a_period_or_a_vat_rate_is_found_out() {
    let Some(all) = dev() else { return };
    let different = |reason| (State::Different, Some(reason));
    let private = one(&all, "DE-HVB-PRIVATE", &[]);
    let energy = "{\"type\":\"ENERGY\",\"volume\":";
    let cases = [
        (
            "energy price",
            changed(private, "\"price\":0.2941", "\"price\":0.3941"),
            different(Reason::Cost(Component::Energy)),
        ),
        (
            "energy of a period",
            changed(private, energy, &format!("{energy}1")),
            different(Reason::Cost(Component::Energy)),
        ),
        (
            "VAT rate",
            changed(private, "\"vat\":19.0", "\"vat\":7.0"),
            different(Reason::Vat),
        ),
        (
            "no VAT",
            changed(private, "\"vat\":19.0,", ""),
            different(Reason::Vat),
        ),
        (
            "gross",
            changed(private, "\"incl_vat\":", "\"incl_vat\":1"),
            different(Reason::Vat),
        ),
        (
            "total",
            changed(
                private,
                "\"total_cost\":{\"excl_vat\":",
                "\"total_cost\":{\"excl_vat\":1",
            ),
            different(Reason::Total),
        ),
        (
            "currency of the tariff",
            changed(
                private,
                "\"DE-HVB-PRIVATE\",\"currency\":\"EUR\"",
                "\"DE-HVB-PRIVATE\",\"currency\":\"CHF\"",
            ),
            (State::Impossible, Some(Reason::OtherCurrency)),
        ),
        (
            "no elements",
            changed(private, "\"elements\":[", "\"items\":["),
            (State::Impossible, Some(Reason::Unreadable)),
        ),
        (
            "a tariff of later",
            changed(
                private,
                "\"id\":\"DE-HVB-PRIVATE\",",
                "\"id\":\"DE-HVB-PRIVATE\",\"start_date_time\":\"2040-01-01T00:00:00Z\",",
            ),
            (State::Impossible, Some(Reason::NoTariff)),
        ),
        (
            "no periods",
            changed(
                private,
                "\"charging_periods\":[",
                "\"charging_periods\":[],\"periods\":[",
            ),
            (State::Impossible, Some(Reason::NoPeriods)),
        ),
    ];
    for (what, record, expected) in cases {
        assert_eq!(said(&price(&record, None)), expected, "{what}");
    }

    let shared = one(
        &all,
        "DE-HVB-SHARED",
        &["\"total_parking_cost\":{\"excl_vat\":1."],
    );
    let parking = changed(
        shared,
        "\"type\":\"PARKING_TIME\",\"price\":1.6807",
        "\"type\":\"PARKING_TIME\",\"price\":0.6807",
    );
    assert_eq!(
        said(&price(&parking, None)),
        different(Reason::Cost(Component::Parking))
    );
}

#[test]
fn where_the_cpms_says_only_a_total_no_component_is_blamed() {
    let Some(all) = dev() else { return };
    let record = one(&all, "DE-HVB-PRIVATE", &[]);
    let silent = changed(record, "\"total_energy_cost\"", "\"x_energy_cost\"");
    assert!(matches!(
        price(&silent, None).state,
        State::Same | State::Rounding
    ));
    let dearer = changed(&silent, "\"price\":0.2941", "\"price\":0.3941");
    assert_eq!(
        said(&price(&dearer, None)),
        (State::Different, Some(Reason::Total))
    );
}

#[test]
fn a_gross_that_the_cpms_left_out_is_not_compared() {
    let Some(all) = dev() else { return };
    let record = one(&all, "DE-HVB-PRIVATE", &[]);
    let net_alone = changed(record, ",\"incl_vat\"", ",\"x\"");
    let dearer = changed(&net_alone, "\"vat\":19.0", "\"vat\":25.0");
    assert!(matches!(
        price(&dearer, None).state,
        State::Same | State::Rounding
    ));
}

#[test]
fn a_credit_is_priced_by_its_original_and_is_impossible_without() {
    let Some(all) = dev() else { return };
    let credit = all
        .iter()
        .find(|record| record.text.contains("\"credit\":true"))
        .expect("a credit");
    let id = credit
        .text
        .split("\"credit_reference_id\":\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let original = all
        .iter()
        .find(|record| Some(record.id.as_str()) == id)
        .expect("its original");
    let priced = price(credit, Some(original));
    assert!(matches!(priced.state, State::Same | State::Rounding));
    assert!(priced.net.unwrap().minor4() < 0, "it takes off");
    assert!(priced.parts.iter().all(|part| part.net.minor4() <= 0));
    assert_eq!(
        said(&price(credit, None)),
        (State::Impossible, Some(Reason::NoOriginal))
    );
}

#[test]
fn a_cdr_without_a_tariff_is_priced_by_the_one_kept_that_it_names() {
    let Some(all) = dev() else { return };
    let record = one(&all, "DE-HVB-PRIVATE", &[]);
    let (before, rest) = record.text.split_once("\"tariffs\":[").unwrap();
    let (own, rest) = rest.split_once("],\"charging_periods\"").unwrap();
    let bare = Record {
        text: format!("{before}\"charging_periods\"{rest}"),
        ..record.clone()
    };

    let priced = priced_by(&bare, None, |id| {
        (id == "DE-HVB-PRIVATE").then_some(own.as_bytes())
    });
    assert!(matches!(priced.state, State::Same | State::Rounding));
    assert_eq!(priced.by_kept.as_deref(), Some("DE-HVB-PRIVATE"));
    let missing = price(&bare, None);
    assert_eq!(said(&missing), (State::Impossible, Some(Reason::NoTariff)));
    // so that it can be priced once the tariff comes
    assert_eq!(missing.by_kept.as_deref(), Some("DE-HVB-PRIVATE"));
    assert_eq!(price(record, None).by_kept, None);
}

#[test]
fn nothing_that_a_cpms_can_write_makes_it_panic() {
    let Some(all) = dev() else { return };
    let record = one(&all, "DE-HVB-SHARED", &["\"total_parking_cost\""]);
    let numbers = [
        "79228162514264337593543950335",
        "-79228162514264337593543950335",
        "1e28",
        "1e400",
        "-1",
        "0",
        "0.0000000000000000000000000001",
        "\"\"",
        "null",
        "[]",
        "{}",
        "\"1,5\"",
        "9999999999999",
    ];
    for field in [
        "\"volume\":",
        "\"price\":",
        "\"vat\":",
        "\"step_size\":",
        "\"total_time\":",
        "\"min_duration\":",
    ] {
        for number in numbers {
            let mut text = String::new();
            for (at, piece) in record.text.split(field).enumerate() {
                if at == 0 {
                    text.push_str(piece);
                    continue;
                }
                let end = piece.find([',', '}']).unwrap();
                text.push_str(field);
                text.push_str(number);
                text.push_str(&piece[end..]);
            }
            price(
                &Record {
                    text,
                    ..record.clone()
                },
                None,
            );
        }
    }
    for end in (0..record.text.len())
        .step_by(7)
        .filter(|end| record.text.is_char_boundary(*end))
    {
        let cut = Record {
            text: record.text[..end].to_owned(),
            ..record.clone()
        };
        price(record, Some(&cut));
        let question = pricing::Question {
            record: Some(cut.text.as_bytes()),
            is_credit: false,
            currency: model::Currency::new("EUR").unwrap(),
            charged: model::ChargingCost {
                net: Amount::default(),
                gross: None,
            },
            time_zone: chrono_tz::Tz::Europe__Berlin,
        };
        assert_eq!(
            said(&pricing::price(&question, |_| None)).0,
            State::Impossible
        );
    }
}
