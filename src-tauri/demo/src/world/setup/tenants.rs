//! The tenants: one manages houses, the other runs a hotel and a car park, and had a house that it gave away.

use std::iter;

use super::file::{Assignment, Driver, Enrolment, Group, Tenant, Unit, Vehicle};
use super::looking;
use crate::world::World;
use crate::world::calendar::instant;
use crate::world::people::{Who, held, name, token};
use crate::world::records::{evse_uid, location, location_id};
use crate::world::town::{PROPERTIES, Property};

/// So many towns belong to one pair of tenants.
pub(super) const TOWNS: u32 = 25;

/// The two tenants of some towns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Customer {
    Houses,
    Hotel,
}

/// A property that a tenant holds or held.
struct Holding {
    property: usize,
    from: Option<i64>,
    until: Option<i64>,
}

pub(super) fn all(world: &World) -> Vec<Tenant> {
    let pairs = world.towns.div_ceil(TOWNS);
    let customers = (0..pairs).flat_map(|pair| [(pair, Customer::Houses), (pair, Customer::Hotel)]);
    customers
        .map(|(pair, customer)| tenant(world, pair, customer))
        .collect()
}

fn tenant(world: &World, pair: u32, customer: Customer) -> Tenant {
    let towns: Vec<u32> = (pair * TOWNS..world.towns.min((pair + 1) * TOWNS)).collect();
    let (id, name) = match customer {
        Customer::Houses => ("musterbau", "Hausverwaltung Musterbau GmbH"),
        Customer::Hotel => (
            "beispielhof",
            "Beispielhof Hotel- und Parkraumgesellschaft mbH & Co. KG",
        ),
    };
    let portfolio = match customer {
        Customer::Houses => "Bestand Musterbau",
        Customer::Hotel => "Häuser und Plätze Beispielhof",
    };
    let mut holdings = Vec::new();
    for &town in &towns {
        holdings.extend(
            held_by(world, customer)
                .into_iter()
                .map(|holding| (town, holding)),
        );
    }
    let numbered = |text: &str, space: &str| match pair {
        0 => text.to_owned(),
        pair => format!("{text}{space}{}", pair + 1),
    };
    let properties = holdings
        .iter()
        .map(|(town, holding)| unit(*town, holding.property));
    Tenant {
        id: numbered(id, "-"),
        name: numbered(name, " "),
        time_zone: "Europe/Berlin",
        k: 5,
        letterhead: letterhead(customer, numbered(name, " ")),
        units: vec![Unit {
            id: "bestand".to_owned(),
            kind: "portfolio",
            name: portfolio.to_owned(),
            recipient: Vec::new(),
            units: properties.collect(),
        }],
        assignments: holdings
            .iter()
            .flat_map(|(town, holding)| assignments(*town, holding))
            .collect(),
        groups: groups(customer),
        vehicles: holdings
            .iter()
            .flat_map(|(town, holding)| vehicles(world, *town, holding.property))
            .collect(),
        drivers: holdings
            .iter()
            .flat_map(|(town, holding)| drivers(world, *town, holding.property))
            .collect(),
        people: looking::people(customer, &towns),
    }
}

fn held_by(world: &World, customer: Customer) -> Vec<Holding> {
    let always = |property| Holding {
        property,
        from: None,
        until: None,
    };
    let handover = Some(world.milestones.handover);
    match customer {
        Customer::Houses => vec![
            always(Property::GARAGE),
            Holding {
                from: handover,
                ..always(Property::CANAL)
            },
            always(Property::PRACTICE),
            always(Property::OFFICE),
        ],
        Customer::Hotel => vec![
            always(Property::HOTEL),
            always(Property::CAR_PARK),
            Holding {
                until: handover,
                ..always(Property::CANAL)
            },
        ],
    }
}

/// The id of a property's unit, and the beginning of its drivers' ids.
pub(super) fn unit_id(town: u32, property: usize) -> String {
    let slug = PROPERTIES[property].slug;
    match town {
        0 => slug.to_owned(),
        town => format!("{slug}-{}", town + 1),
    }
}

/// The unit that holds the EVSEs: the property itself, or a site below it.
pub(super) fn holder_id(town: u32, property: usize) -> String {
    let unit = unit_id(town, property);
    if has_site(property) {
        format!("{unit}-deck")
    } else {
        unit
    }
}

fn has_site(property: usize) -> bool {
    matches!(property, Property::OFFICE | Property::CAR_PARK)
}

/// EVSEs of a property that belong to a site of their own, although their Location belongs to another: the last two of
/// the office stand before its door.
fn apart(property: usize) -> &'static [u32] {
    match property {
        Property::OFFICE => &[7, 8],
        _ => &[],
    }
}

/// The site of those.
fn apart_id(town: u32, property: usize) -> String {
    format!("{}-vorplatz", unit_id(town, property))
}

fn unit(town: u32, property: usize) -> Unit {
    let name = location::name(town, property);
    let site = |id, place: &str| Unit {
        id,
        kind: "site",
        name: format!("{name}, {place}"),
        recipient: Vec::new(),
        units: Vec::new(),
    };
    let mut sites = Vec::new();
    if has_site(property) {
        sites.push(site(holder_id(town, property), "Ladedeck"));
    }
    if !apart(property).is_empty() {
        sites.push(site(apart_id(town, property), "Vorplatz"));
    }
    Unit {
        id: unit_id(town, property),
        kind: "property",
        recipient: recipient(property, &name),
        name,
        units: sites,
    }
}

fn letterhead(customer: Customer, name: String) -> Vec<String> {
    let lines = match customer {
        Customer::Houses => [
            "Hausmeisterweg 1",
            "00100 Musterstadt",
            "USt-IdNr. DE000000000",
        ],
        Customer::Hotel => [
            "Empfangsallee 1",
            "00109 Musterstadt",
            "USt-IdNr. DE999999999",
        ],
    };
    let lines = lines.map(str::to_owned);
    [name].into_iter().chain(lines).collect()
}

fn recipient(property: usize, name: &str) -> Vec<String> {
    let at = &PROPERTIES[property];
    vec![
        format!("Eigentümergemeinschaft {name}"),
        "z. Hd. der Verwaltung".to_owned(),
        at.address.to_owned(),
        format!("{} {}", at.postal_code, at.city),
    ]
}

fn written(at: i64) -> String {
    ocpi::DateTime::from(instant(at)).to_string()
}

fn assignments(town: u32, holding: &Holding) -> Vec<Assignment> {
    let property = holding.property;
    let of = |unit, location, evse| Assignment {
        unit,
        location,
        evse,
        from: holding.from.map(written),
        until: holding.until.map(written),
    };
    let whole = of(
        holder_id(town, property),
        Some(location_id(town, property)),
        None,
    );
    let apart = apart(property).iter();
    let apart = apart.map(|evse| {
        let evse = evse_uid(town, property, *evse);
        of(apart_id(town, property), None, Some(evse))
    });
    iter::once(whole).chain(apart).collect()
}

fn groups(customer: Customer) -> Vec<Group> {
    let group = |id, name, usage| Group { id, name, usage };
    let residents = group("bewohner", "Bewohnerinnen und Bewohner", "internal");
    match customer {
        Customer::Houses => vec![
            residents,
            group("praxisteam", "Praxisteam", "internal"),
            group("belegschaft", "Belegschaft", "internal"),
        ],
        Customer::Hotel => vec![
            residents,
            group("gaeste", "Hotelgäste", "guest"),
            group("dauerparker", "Dauerparker", "public"),
        ],
    }
}

fn group_of(property: usize) -> &'static str {
    match property {
        Property::PRACTICE => "praxisteam",
        Property::OFFICE => "belegschaft",
        Property::HOTEL => "gaeste",
        Property::CAR_PARK => "dauerparker",
        _ => "bewohner",
    }
}

fn drivers(world: &World, town: u32, property: usize) -> Vec<Driver> {
    let drivers = 0..PROPERTIES[property].drivers;
    let drivers = drivers.map(|number| Driver {
        id: format!("{}-{}", unit_id(town, property), number + 1),
        name: match property {
            Property::HOTEL => format!("Gästekarte {}", number + 1),
            _ => name(town, property, number),
        },
        group: group_of(property),
        cost_centre: match property {
            // three departments
            Property::OFFICE => Some(format!("47{}0", number % 3 + 1)),
            _ => None,
        },
        tokens: tokens(world, town, property, number),
    });
    drivers.collect()
}

pub(super) fn vehicle_ids(town: u32, property: usize) -> Vec<String> {
    let vehicles = 1..=PROPERTIES[property].vehicles;
    vehicles
        .map(|nth| format!("{}-wagen-{nth}", unit_id(town, property)))
        .collect()
}

fn vehicles(world: &World, town: u32, property: usize) -> Vec<Vehicle> {
    let ids = vehicle_ids(town, property);
    let vehicles = (0..).zip(ids).map(|(nth, id)| Vehicle {
        id,
        // no district has these letters
        plate: format!("XY-VF {}{}{nth}E", town + 1, property),
        cost_centre: match property {
            Property::OFFICE => "4800".to_owned(),
            _ => "1200".to_owned(),
        },
        tokens: tokens(world, town, property, PROPERTIES[property].drivers + nth),
    });
    vehicles.collect()
}

fn tokens(world: &World, town: u32, property: usize, number: u32) -> Vec<Enrolment> {
    let held = held(&world.milestones, property, number);
    let tokens = held.into_iter().map(|held| {
        let who = Who::Ours {
            property,
            number,
            card: held.card,
        };
        Enrolment {
            uid: token(world.seed, town, who).uid,
            from: held.from.map(written),
            until: held.until.map(written),
        }
    });
    tokens.collect()
}
