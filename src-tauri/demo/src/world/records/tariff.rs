//! Tariffs: each plan in each year.

use std::sync::Arc;

use chrono_tz::Europe;
use ocpi::Number;
use ocpi::v2_2_1::{
    DisplayText, PriceComponent, TariffDimensionType, TariffElement, TariffRestrictions, TariffType,
};
use rust_decimal::Decimal;

use super::{price, text};
use crate::world::calendar::{instant, midnight};
use crate::world::people::{COUNTRY, PARTY};
use crate::world::price::{Amount, Dimension, Element, Tariff, When};

pub(crate) fn id(tariff: &Tariff) -> String {
    format!("{COUNTRY}-{PARTY}-{}-{}", tariff.plan.id, tariff.year)
}

/// When the tariffs of a year are published: on 15 November before it.
pub(crate) fn published(year: i32) -> i64 {
    let date = chrono::NaiveDate::from_ymd_opt(year - 1, 11, 15).unwrap_or_default();
    midnight(Europe::Berlin, date)
}

pub(crate) fn record(tariff: &Tariff) -> Arc<str> {
    text(&wire(tariff))
}

pub(crate) fn wire(tariff: &Tariff) -> ocpi::v2_2_1::Tariff {
    let plan = tariff.plan;
    let said = |language: &str, text: &str| DisplayText {
        language: language.to_owned(),
        text: format!("{text} ({})", tariff.year),
    };
    let max = plan.max_net.map(|net| Amount {
        net,
        gross: (net * (100 + plan.vat) + 50).div_euclid(100),
    });
    ocpi::v2_2_1::Tariff {
        country_code: COUNTRY.into(),
        party_id: PARTY.into(),
        id: id(tariff).into(),
        currency: "EUR".to_owned(),
        kind: Some(TariffType::Regular),
        tariff_alt_text: vec![said("de", plan.german), said("en", plan.english)],
        tariff_alt_url: None,
        min_price: None,
        max_price: max.map(price),
        elements: plan
            .elements
            .iter()
            .map(|element| wire_element(tariff, element))
            .collect(),
        start_date_time: None,
        end_date_time: None,
        energy_mix: None,
        last_updated: instant(published(tariff.year)).into(),
    }
}

fn wire_element(tariff: &Tariff, element: &Element) -> TariffElement {
    let components = element
        .prices
        .iter()
        .map(|&(dimension, price)| PriceComponent {
            kind: match dimension {
                Dimension::Flat => TariffDimensionType::Flat,
                Dimension::Energy => TariffDimensionType::Energy,
                Dimension::Time => TariffDimensionType::Time,
                Dimension::Parking => TariffDimensionType::ParkingTime,
            },
            price: super::ten_thousandths(tariff.price(dimension, price)),
            vat: Some(Number(Decimal::from(tariff.plan.vat))),
            step_size: 1,
        });
    TariffElement {
        price_components: components.collect(),
        restrictions: restrictions(element.when),
    }
}

fn restrictions(when: When) -> Option<TariffRestrictions> {
    if when.hours.is_none() && when.after.is_none() {
        return None;
    }
    let hour = |hour: i64| format!("{hour:02}:00");
    Some(TariffRestrictions {
        start_time: when.hours.map(|(from, _)| hour(from)),
        end_time: when.hours.map(|(_, until)| hour(until)),
        start_date: None,
        end_date: None,
        min_kwh: None,
        max_kwh: None,
        min_current: None,
        max_current: None,
        min_power: None,
        max_power: None,
        min_duration: when.after,
        max_duration: None,
        day_of_week: Vec::new(),
        reservation: None,
    })
}
