//! The shape of setup.json, as far as the world needs it.

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Setup {
    pub operator: Operator,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connections: Option<Vec<Connection>>,
    pub tenants: Vec<Tenant>,
}

#[derive(Serialize)]
pub(super) struct Operator {
    pub name: &'static str,
}

#[derive(Serialize)]
pub(super) struct Connection {
    pub id: &'static str,
    pub kind: &'static str,
    pub url: String,
}

#[derive(Serialize)]
pub(super) struct Tenant {
    pub id: String,
    pub name: String,
    pub time_zone: &'static str,
    pub k: u8,
    pub letterhead: Vec<String>,
    pub units: Vec<Unit>,
    pub assignments: Vec<Assignment>,
    pub groups: Vec<Group>,
    pub vehicles: Vec<Vehicle>,
    pub drivers: Vec<Driver>,
    pub people: Vec<Person>,
}

#[derive(Serialize)]
pub(super) struct Unit {
    pub id: String,
    pub kind: &'static str,
    pub name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipient: Vec<String>,
    pub units: Vec<Unit>,
}

#[derive(Serialize)]
pub(super) struct Assignment {
    pub unit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evse: Option<String>,
    pub from: Option<String>,
    pub until: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Group {
    pub id: &'static str,
    pub name: &'static str,
    pub usage: &'static str,
}

#[derive(Serialize)]
pub(super) struct Vehicle {
    pub id: String,
    pub plate: String,
    pub cost_centre: String,
    pub tokens: Vec<Enrolment>,
}

#[derive(Serialize)]
pub(super) struct Driver {
    pub id: String,
    pub name: String,
    pub group: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<String>,
    pub tokens: Vec<Enrolment>,
}

#[derive(Serialize)]
pub(super) struct Enrolment {
    pub uid: String,
    pub from: Option<String>,
    pub until: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Person {
    pub id: &'static str,
    pub name: &'static str,
    pub grants: Vec<Grant>,
}

#[derive(Serialize)]
pub(super) struct Grant {
    pub role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicles: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<&'static str>>,
}
