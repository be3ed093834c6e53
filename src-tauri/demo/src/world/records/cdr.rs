//! CDRs: bills, credits, and the bills that replace what was credited.

use std::sync::Arc;

use ocpi::v2_2_1::{
    CdrDimension, CdrDimensionType, CdrLocation, ChargingPeriod, ConnectorFormat, ConnectorType,
    GeoLocation, PowerType, Price,
};
use ocpi::{CiString, Number};

use super::session::auth_method;
use super::{cdr_token, evse_id, evse_uid, kwh, location_id, price, session, tariff, text};
use crate::world::Charge;
use crate::world::bill::{Bill, Issue};
use crate::world::calendar::instant;
use crate::world::people::{COUNTRY, PARTY, token};
use crate::world::price::{Amount, Cost, Measured, ten_thousandths_of_hours};

pub(crate) fn record(charge: &Charge<'_>, bill: &Bill) -> Arc<str> {
    let first = id(charge, Issue::First);
    let (cost, is_credit) = match bill.issue {
        Issue::First => (charge.first_cost(), false),
        Issue::Credit => (charge.first_cost(), true),
        Issue::Replacement => (charge.right_cost(), false),
    };
    let remark = match bill.issue {
        Issue::First => None,
        Issue::Credit => Some(format!("Gutschrift zu {first}")),
        Issue::Replacement => Some(format!("Ersatz für {first}")),
    };
    let (place, course) = (&charge.place, &charge.course);
    let tariff_id: CiString = tariff::id(&charge.tariff).into();
    // a credit repeats the bill, and only its total is turned
    let total = if is_credit {
        Amount {
            net: -cost.total.net,
            gross: -cost.total.gross,
        }
    } else {
        cost.total
    };
    text(&ocpi::v2_2_1::Cdr {
        country_code: COUNTRY.into(),
        party_id: PARTY.into(),
        id: id(charge, bill.issue).into(),
        start_date_time: instant(course.start).into(),
        end_date_time: instant(course.end).into(),
        session_id: Some(session::id(charge.key).into()),
        cdr_token: cdr_token(token(place.world.seed, place.town, charge.who)),
        auth_method: auth_method(charge.who),
        authorization_reference: None,
        cdr_location: location(charge),
        meter_id: None,
        currency: "EUR".to_owned(),
        tariffs: vec![tariff::wire(&charge.tariff)],
        charging_periods: periods(&cost, &tariff_id),
        signed_data: None,
        total_cost: price(total),
        total_fixed_cost: part(cost.fixed),
        total_energy: kwh(course.energy_wh),
        total_energy_cost: part(cost.energy),
        total_time: hours(course.seconds()),
        total_time_cost: part(cost.time),
        total_parking_time: Some(hours(course.parking_seconds())),
        total_parking_cost: part(cost.parking),
        total_reservation_cost: None,
        remark,
        invoice_reference_id: None,
        credit: is_credit.then_some(true),
        credit_reference_id: is_credit.then(|| first.into()),
        home_charging_compensation: None,
        last_updated: instant(bill.at).into(),
    })
}

fn id(charge: &Charge<'_>, issue: Issue) -> String {
    let session = session::id(charge.key);
    let number = session.strip_prefix('S').unwrap_or(&session);
    let ending = match issue {
        Issue::First => "",
        Issue::Credit => "-G",
        Issue::Replacement => "-E",
    };
    format!("C{number}{ending}")
}

fn part(amount: Option<Amount>) -> Option<Price> {
    amount.map(price)
}

fn hours(seconds: i64) -> Number {
    super::ten_thousandths(ten_thousandths_of_hours(seconds))
}

fn periods(cost: &Cost, tariff_id: &CiString) -> Vec<ChargingPeriod> {
    let dimension = |kind, volume| CdrDimension { kind, volume };
    let periods = cost.periods.iter().map(|period| ChargingPeriod {
        start_date_time: instant(period.start).into(),
        dimensions: match period.measured {
            Measured::Charging { energy_wh, seconds } => vec![
                dimension(CdrDimensionType::Energy, kwh(energy_wh)),
                dimension(CdrDimensionType::Time, hours(seconds)),
            ],
            Measured::Parking { seconds } => {
                vec![dimension(CdrDimensionType::ParkingTime, hours(seconds))]
            }
        },
        tariff_id: Some(tariff_id.clone()),
    });
    periods.collect()
}

fn location(charge: &Charge<'_>) -> CdrLocation {
    let (place, property) = (&charge.place, charge.property());
    let at = place.stream.property;
    let (latitude, longitude) = property.coordinates;
    CdrLocation {
        id: location_id(place.town, at).into(),
        name: Some(property.name.to_owned()),
        address: property.address.to_owned(),
        city: property.city.to_owned(),
        postal_code: Some(property.postal_code.to_owned()),
        state: None,
        country: property.country.0.to_owned(),
        coordinates: GeoLocation {
            latitude: latitude.to_owned(),
            longitude: longitude.to_owned(),
        },
        evse_uid: Some(evse_uid(place.town, at, charge.evse).into()),
        evse_id: Some(evse_id(place.town, at, charge.evse).into()),
        connector_id: "1".into(),
        connector_standard: plug(place.stream.is_dc),
        connector_format: format(place.stream.is_dc),
        connector_power_type: power(place.stream.is_dc),
    }
}

pub(super) fn plug(is_dc: bool) -> ConnectorType {
    if is_dc {
        ConnectorType::Iec62196T2Combo
    } else {
        ConnectorType::Iec62196T2
    }
}

pub(super) fn format(is_dc: bool) -> ConnectorFormat {
    if is_dc {
        ConnectorFormat::Cable
    } else {
        ConnectorFormat::Socket
    }
}

pub(super) fn power(is_dc: bool) -> PowerType {
    if is_dc {
        PowerType::Dc
    } else {
        PowerType::Ac3Phase
    }
}
