//! Who holds what, who charges, and who looks, as setup.json.

use serde_json::{Value, json};

pub const TENANTS: u64 = 500;
pub const LARGEST: &str = "largest";
/// Properties of the largest tenant, each with one Location.
pub const PROPERTIES: u64 = 100;
/// EVSEs at each of them.
pub const EVSES: u64 = 50;
/// EVSEs of each other tenant, in two properties with one Location each.
pub const EVSES_OF_OTHERS: u64 = 10;

/// Drivers of the largest tenant, a quarter in each of its groups.
pub const DRIVERS: u64 = 2_000;
pub const VEHICLES: u64 = 100;
/// Drivers of each other tenant.
pub const DRIVERS_OF_OTHERS: u64 = 5;

/// Of the largest tenant: one for each built-in role, then one for each shape of the masked views that is left.
pub const PEOPLE: [&str; 11] = [
    "facility-manager",
    "site-manager",
    "property-manager",
    "controller",
    "fleet-manager",
    "hotel-operator",
    "tenant-admin",
    "some-places",
    "many-people",
    "some-people",
    "by-location",
];

/// The first of [`PEOPLE`] have a built-in role in its usual extent.
pub const ROLES: usize = 7;

const GROUPS: [(&str, &str); 4] = [
    ("staff", "internal"),
    ("fleet", "internal"),
    ("guests", "guest"),
    ("neighbours", "public"),
];

pub fn location_of_largest(property: u64) -> String {
    format!("L-{property}")
}

pub fn location_of_other(tenant: u64, property: u64) -> String {
    format!("O-{tenant}-{property}")
}

pub fn token_of_driver(driver: u64) -> String {
    format!("D-{driver}")
}

pub fn token_of_vehicle(vehicle: u64) -> String {
    format!("V-{vehicle}")
}

pub fn token_of_other(tenant: u64, driver: u64) -> String {
    format!("D-{tenant}-{driver}")
}

pub fn setup() -> Value {
    let others = (1..TENANTS).map(other);
    let tenants: Vec<Value> = [largest()].into_iter().chain(others).collect();
    json!({ "operator": { "name": "Bench" }, "tenants": tenants })
}

fn tenant(id: &str, properties: &[String], locations: &[String]) -> Value {
    let units = properties.iter().map(
        |property| json!({ "id": property, "kind": "property", "name": property, "units": [] }),
    );
    let assignments = properties.iter().zip(locations).map(|(property, location)| {
        json!({ "unit": property, "location": location, "from": null, "until": null })
    });
    json!({
        "id": id, "name": id, "time_zone": "Europe/Berlin", "k": 5,
        "units": [{
            "id": "portfolio", "kind": "portfolio", "name": id, "units": units.collect::<Vec<_>>(),
        }],
        "assignments": assignments.collect::<Vec<_>>(),
    })
}

fn largest() -> Value {
    let properties: Vec<String> = (0..PROPERTIES).map(property).collect();
    let locations: Vec<String> = (0..PROPERTIES).map(location_of_largest).collect();
    let mut tenant = tenant(LARGEST, &properties, &locations);
    let groups = GROUPS.map(|(id, usage)| json!({ "id": id, "name": id, "usage": usage }));
    tenant["groups"] = json!(groups);
    let drivers = (0..DRIVERS).zip(GROUPS.iter().cycle());
    let drivers = drivers.map(|(at, (group, _))| driver(at, Some(group), &token_of_driver(at)));
    tenant["drivers"] = drivers.collect();
    let vehicles = (0..VEHICLES).map(|at| {
        json!({
            "id": format!("v{at}"), "plate": format!("B-VF {at}E"), "cost_centre": "fleet",
            "tokens": [{ "uid": token_of_vehicle(at) }],
        })
    });
    tenant["vehicles"] = vehicles.collect();
    tenant["people"] = people();
    tenant
}

fn property(at: u64) -> String {
    format!("p{at}")
}

fn driver(at: u64, group: Option<&str>, token: &str) -> Value {
    json!({
        "id": format!("d{at}"), "name": format!("Driver {at}"), "group": group,
        "cost_centre": format!("cc{}", at % 20), "tokens": [{ "uid": token }],
    })
}

/// A quarter of something is the most that is not *much* of it, in which a reader starts from what is named.
fn people() -> Value {
    let quarter: Vec<String> = (0..PROPERTIES / 4).map(property).collect();
    let drivers: Vec<String> = (0..DRIVERS / 4).map(|at| format!("d{at}")).collect();
    let locations: Vec<String> = (0..PROPERTIES).map(location_of_largest).collect();
    let grants = [
        json!({ "role": "facility-manager", "units": &quarter }),
        json!({ "role": "site-manager", "units": ["p0"] }),
        json!({ "role": "property-manager", "units": ["portfolio"] }),
        json!({ "role": "controller" }),
        json!({ "role": "fleet-manager", "groups": ["fleet"] }),
        json!({ "role": "hotel-operator", "units": ["p0"] }),
        json!({ "role": "tenant-admin" }),
        json!({ "role": "tenant-admin", "units": quarter }),
        json!({ "role": "fleet-manager", "groups": ["staff", "fleet"] }),
        json!({ "role": "fleet-manager", "drivers": drivers }),
        json!({ "role": "property-manager", "locations": locations }),
    ];
    let people = PEOPLE.iter().zip(grants);
    people
        .map(|(id, grant)| json!({ "id": id, "name": id, "grants": [grant] }))
        .collect()
}

fn other(at: u64) -> Value {
    let properties = [property(0), property(1)];
    let locations = [location_of_other(at, 0), location_of_other(at, 1)];
    let mut tenant = tenant(&format!("t{at}"), &properties, &locations);
    tenant["groups"] = json!([{ "id": "staff", "name": "staff", "usage": "internal" }]);
    let drivers = (0..DRIVERS_OF_OTHERS)
        .map(|driver_at| driver(driver_at, Some("staff"), &token_of_other(at, driver_at)));
    tenant["drivers"] = drivers.collect();
    tenant
}
