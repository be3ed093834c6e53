//! Locations, with what each EVSE is doing.

use std::sync::Arc;

use chrono::Datelike;
use ocpi::v2_2_1::{
    BusinessDetails, Capability, Connector, Evse, GeoLocation, Hours, Location, ParkingType,
};

use super::{cdr, evse_id, evse_uid, location_id, tariff, text};
use crate::world::World;
use crate::world::calendar::{instant, local_date};
use crate::world::happening::Place;
use crate::world::people::{COUNTRY, PARTY};
use crate::world::price::{PLANS, Tariff};
use crate::world::status::{State, states};
use crate::world::town::PROPERTIES;

/// A Location and when it, or an EVSE of it, changed last.
pub(crate) fn records(world: &World, town: u32, now: i64) -> Vec<(i64, Arc<str>)> {
    let mut evses: Vec<Vec<(i64, Evse)>> = PROPERTIES.iter().map(|_| Vec::new()).collect();
    for place in Place::of(world, town) {
        for (number, state) in (0..).zip(states(place, now)) {
            evses[place.stream.property].push((state.since, evse(place, number, &state, now)));
        }
    }
    (0..)
        .zip(evses)
        .map(|(property, evses)| location(town, property, evses))
        .collect()
}

fn location(town: u32, at: usize, evses: Vec<(i64, Evse)>) -> (i64, Arc<str>) {
    let property = &PROPERTIES[at];
    let (latitude, longitude) = property.coordinates;
    let changed = evses.iter().map(|(since, _)| *since).max().unwrap_or(0);
    let record = text(&Location {
        country_code: COUNTRY.into(),
        party_id: PARTY.into(),
        id: location_id(town, at).into(),
        publish: true,
        publish_allowed_to: Vec::new(),
        name: Some(name(town, at)),
        address: property.address.to_owned(),
        city: property.city.to_owned(),
        postal_code: Some(property.postal_code.to_owned()),
        state: None,
        country: property.country.0.to_owned(),
        coordinates: GeoLocation {
            latitude: latitude.to_owned(),
            longitude: longitude.to_owned(),
        },
        related_locations: Vec::new(),
        parking_type: Some(ParkingType::from(property.parking)),
        evses: evses.into_iter().map(|(_, evse)| evse).collect(),
        directions: Vec::new(),
        operator: Some(BusinessDetails {
            name: crate::world::OPERATOR.to_owned(),
            website: None,
            logo: None,
        }),
        suboperator: None,
        owner: None,
        facilities: Vec::new(),
        time_zone: property.zone.name().to_owned(),
        opening_times: Some(Hours {
            twentyfourseven: true,
            regular_hours: Vec::new(),
            exceptional_openings: Vec::new(),
            exceptional_closings: Vec::new(),
        }),
        charging_when_closed: None,
        images: Vec::new(),
        energy_mix: None,
        last_updated: instant(changed).into(),
    });
    (changed, record)
}

/// The name of a property; in a world of several towns with the town's number.
pub(crate) fn name(town: u32, property: usize) -> String {
    let name = PROPERTIES[property].name;
    if town == 0 {
        name.to_owned()
    } else {
        format!("{name} {}", town + 1)
    }
}

fn evse(place: Place<'_>, number: u32, state: &State, now: i64) -> Evse {
    let stream = place.stream;
    let evse = stream.first_evse + number;
    let zone = PROPERTIES[stream.property].zone;
    let tariff = Tariff {
        plan: &PLANS[stream.plan],
        year: local_date(zone, now).year(),
    };
    let volts = if stream.is_dc { 920 } else { 230 };
    let phases = if stream.is_dc { 1 } else { 3 };
    Evse {
        uid: evse_uid(place.town, stream.property, evse).into(),
        evse_id: Some(evse_id(place.town, stream.property, evse).into()),
        status: state.status.clone(),
        status_schedule: Vec::new(),
        capabilities: vec![Capability::RfidReader, Capability::RemoteStartStopCapable],
        connectors: vec![Connector {
            id: "1".into(),
            standard: cdr::plug(stream.is_dc),
            format: cdr::format(stream.is_dc),
            power_type: cdr::power(stream.is_dc),
            max_voltage: volts,
            max_amperage: (stream.nominal_watts + volts * phases - 1) / (volts * phases),
            max_electric_power: Some(stream.nominal_watts),
            tariff_ids: vec![tariff::id(&tariff).into()],
            terms_and_conditions: None,
            last_updated: instant(tariff::published(tariff.year)).into(),
        }],
        floor_level: None,
        coordinates: None,
        physical_reference: Some(format!("Stellplatz {evse}")),
        directions: Vec::new(),
        parking_restrictions: Vec::new(),
        images: Vec::new(),
        last_updated: instant(state.since).into(),
    }
}
