//! A small world by chance: what an operator set up, what CPMSs hold, who looks, and when.
//!
//! Chance is bent to where rules meet: instants are drawn from few cuts, so that sessions start exactly when an
//! assignment, an enrolment or a data window ends; ids repeat between parties, connections and tenants; every
//! reference may be written in another case.

mod busy;
mod enrolments;
mod grants;
mod pages;
mod people;
mod places;
mod records;
mod roles;
mod tenancy;
mod times;
mod units;

use access::setup;
use chrono::{DateTime, Utc};
use model::{Cdr, Location, Session};
use serde_json::{Value, json};

use super::dice::Dice;
use enrolments::Tokens;
use people::People;
pub use times::ZONES;
use times::{Stretch, Times};
use units::Ground;

/// Everything that an answer depends on.
#[derive(Clone, Debug)]
pub struct World {
    /// By which it can be made again.
    pub seed: u64,
    /// When it is looked at.
    pub now: DateTime<Utc>,
    /// What the operator set up, as setup.json.
    pub setup: Value,
    /// What there is to sync.
    pub cpms: Vec<Cpms>,
    /// Who looks: `TENANT/ID`, and [`World::OPERATOR`] first.
    pub people: Vec<String>,
}

/// The records of one connection.
#[derive(Clone, Debug)]
pub struct Cpms {
    /// The id of the connection.
    pub connection: String,
    pub locations: Vec<Location>,
    pub sessions: Vec<Session>,
    pub cdrs: Vec<Cdr>,
}

impl World {
    /// The person who sees all.
    pub const OPERATOR: &'static str = "operator";

    /// The world of this seed.
    ///
    /// # Panics
    /// If what it set up has a mistake in it.
    pub fn of(seed: u64) -> Self {
        let mut dice = Dice::of(seed);
        let times = Times::by(&mut dice);
        let mut cpms = places::by(&mut dice, &times);
        let grounds: Vec<Ground> = units::by(&mut dice);
        let held = tenancy::by(&mut dice, &times, &cpms, &grounds);
        let tokens = Tokens::by(&mut dice);
        records::by(&mut dice, &times, &tokens, &mut cpms);

        let mut people = vec![Self::OPERATOR.to_owned()];
        let mut tenants = Vec::new();
        for (place, (ground, assignments)) in grounds.into_iter().zip(held).enumerate() {
            let enrolled = enrolments::by(&mut dice, &times, &tokens);
            let own_roles = roles::by(&mut dice);
            let looking = People {
                place,
                ground: &ground,
                enrolled: &enrolled,
                own_roles: &own_roles,
                cpms: &cpms,
                times: &times,
            };
            let looking = looking.by(&mut dice);
            people.extend(looking.iter().map(|person| {
                let id = person["id"].as_str().unwrap_or_default();
                format!("{}/{id}", ground.id)
            }));
            let mut tenant = ground.setup;
            tenant["assignments"] = Value::Array(assignments);
            enrolled.write_to(&mut tenant);
            own_roles.write_to(&mut tenant);
            tenant["people"] = Value::Array(looking);
            tenants.push(tenant);
        }
        let connections: Vec<Value> = cpms
            .iter()
            .map(|cpms| {
                let url = format!("https://{}.example/ocpi/versions", cpms.connection);
                json!({ "id": cpms.connection, "kind": "ocpi", "url": url })
            })
            .collect();
        let setup = json!({
            "operator": { "name": "Stadtwerke Beispiel" },
            "connections": connections,
            "tenants": tenants,
        });
        if let Err(mistakes) = setup::read(&setup.to_string()) {
            panic!("seed {seed}: setup.json is refused: {mistakes:?}");
        }
        Self {
            seed,
            now: times.now,
            setup,
            cpms,
            people,
        }
    }
}
