//! Who looks: each of the seven roles at least once.

use super::file::{Grant, Person};
use super::tenants::{Customer, holder_id, unit_id, vehicle_ids};
use crate::world::town::Property;

/// Who signs in at first.
pub(super) const FIRST: &str = "musterbau/paula";

pub(super) fn people(customer: Customer, towns: &[u32]) -> Vec<Person> {
    let of = |property: usize| -> Vec<String> {
        towns.iter().map(|&town| unit_id(town, property)).collect()
    };
    let all = || vec!["bestand".to_owned()];
    // one site alone: that of the first town
    let site = |property: usize| -> Vec<String> {
        towns
            .iter()
            .take(1)
            .map(|&town| holder_id(town, property))
            .collect()
    };
    match customer {
        Customer::Houses => vec![
            person(
                "paula",
                "Paula Prüfstein",
                vec![over("property-manager", all())],
            ),
            person(
                "fritz",
                "Fritz Funkenflug",
                vec![over(
                    "facility-manager",
                    [
                        of(Property::GARAGE),
                        of(Property::CANAL),
                        of(Property::PRACTICE),
                    ]
                    .concat(),
                )],
            ),
            person(
                "svenja",
                "Svenja Säulenfels",
                vec![over("site-manager", site(Property::OFFICE))],
            ),
            person(
                "konrad",
                "Konrad Kontorski-Größer",
                vec![over("controller", all())],
            ),
            person("frieda", "Frieda Fuhrpark", fleet(towns)),
            person("anton", "Anton Ämtermann", vec![everything("tenant-admin")]),
        ],
        Customer::Hotel => vec![
            person(
                "hanna",
                "Hanna Herbergsmüller",
                vec![over("hotel-operator", of(Property::HOTEL))],
            ),
            person(
                "pelle",
                "Pelle Portfölio",
                vec![over("property-manager", all())],
            ),
            person(
                "selma",
                "Selma Schrankenwärter",
                vec![over("site-manager", site(Property::CAR_PARK))],
            ),
            person(
                "flora",
                "Flora Fehlersuch",
                vec![over("facility-manager", all())],
            ),
            person("tilda", "Tilda Türöffner", vec![everything("tenant-admin")]),
        ],
    }
}

/// The pool cars, and the staff: two grants, since the keys of one would have to be met together.
fn fleet(towns: &[u32]) -> Vec<Grant> {
    let cars = towns
        .iter()
        .flat_map(|&town| vehicle_ids(town, Property::OFFICE));
    vec![
        Grant {
            vehicles: Some(cars.collect()),
            ..everything("fleet-manager")
        },
        Grant {
            groups: Some(vec!["belegschaft"]),
            ..everything("fleet-manager")
        },
    ]
}

fn person(id: &'static str, name: &'static str, grants: Vec<Grant>) -> Person {
    Person { id, name, grants }
}

fn over(role: &'static str, units: Vec<String>) -> Grant {
    Grant {
        units: Some(units),
        ..everything(role)
    }
}

/// A role over the whole tenant.
fn everything(role: &'static str) -> Grant {
    Grant {
        role,
        units: None,
        vehicles: None,
        groups: None,
    }
}
