//! setup.json as CLI.md shows it, read for the evaluator alone.

use access::Class;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, de::Error};

#[derive(Debug, Deserialize)]
pub struct Setup {
    pub tenants: Vec<Tenant>,
}

#[derive(Debug, Deserialize)]
pub struct Tenant {
    pub id: String,
    #[serde(deserialize_with = "zone")]
    pub time_zone: Tz,
    pub k: Option<u8>,
    pub units: Vec<Unit>,
    pub assignments: Vec<Assignment>,
    pub groups: Vec<Group>,
    pub vehicles: Vec<Vehicle>,
    pub drivers: Vec<Driver>,
    pub ceiling: Option<Ceiling>,
    pub roles: Vec<Role>,
    pub people: Vec<Person>,
}

#[derive(Debug, Deserialize)]
pub struct Unit {
    pub id: String,
    pub kind: String,
    pub units: Vec<Unit>,
}

#[derive(Debug, Deserialize)]
pub struct Assignment {
    pub unit: String,
    pub location: Option<String>,
    pub evse: Option<String>,
    pub connection: Option<String>,
    #[serde(flatten)]
    pub during: During,
}

/// `[from, until)`; what is left out is open.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct During {
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

impl During {
    pub const ALWAYS: Self = Self {
        from: None,
        until: None,
    };

    /// What lies in both.
    pub fn meet(self, other: Self) -> Self {
        let from = self.from.max(other.from); // nothing is before all
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self { from, until }
    }

    /// Whether there is no instant in it.
    pub fn is_empty(self) -> bool {
        self.from
            .zip(self.until)
            .is_some_and(|(from, until)| from >= until)
    }

    pub fn contains(&self, instant: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| instant >= from)
            && self.until.is_none_or(|until| instant < until)
    }
}

#[derive(Debug, Deserialize)]
pub struct Group {
    pub id: String,
    pub usage: Usage,
}

/// What charging counts as. `unknown` is never written: it is what nobody enrolled.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Usage {
    Internal,
    Guest,
    Public,
    #[serde(skip)]
    Unknown,
}

impl Usage {
    pub const ALL: [Self; 4] = [Self::Internal, Self::Guest, Self::Public, Self::Unknown];
}

#[derive(Debug, Deserialize)]
pub struct Vehicle {
    pub id: String,
    pub plate: Option<String>,
    pub cost_centre: Option<String>,
    pub tokens: Vec<Enrolment>,
}

#[derive(Debug, Deserialize)]
pub struct Driver {
    pub id: String,
    pub name: String,
    pub group: Option<String>,
    pub cost_centre: Option<String>,
    pub tokens: Vec<Enrolment>,
}

#[derive(Debug, Deserialize)]
pub struct Enrolment {
    pub uid: String,
    #[serde(flatten)]
    pub during: During,
}

#[derive(Debug, Deserialize)]
pub struct Ceiling {
    pub classes: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub struct Role {
    pub id: String,
    pub from: String,
    pub classes: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub struct Person {
    pub id: String,
    pub grants: Vec<Grant>,
}

#[derive(Debug, Deserialize)]
pub struct Grant {
    pub role: String,
    pub units: Option<Vec<String>>,
    pub locations: Option<Vec<String>>,
    pub evses: Option<Vec<String>>,
    pub drivers: Option<Vec<String>>,
    pub vehicles: Option<Vec<String>>,
    pub groups: Option<Vec<String>>,
    #[serde(flatten)]
    pub valid: During,
    pub data_from: Option<DateTime<Utc>>,
    pub data_until: Option<DateTime<Utc>>,
    #[serde(default)]
    pub may_delegate: bool,
    pub given_by: Option<String>,
}

impl Grant {
    /// Which session starts it covers.
    pub fn data(&self) -> During {
        During {
            from: self.data_from,
            until: self.data_until,
        }
    }
}

fn zone<'de, D: Deserializer<'de>>(from: D) -> Result<Tz, D::Error> {
    String::deserialize(from)?.parse().map_err(D::Error::custom)
}

/// Whether a reference as people write it, `ID`, `PARTY/ID` or `COUNTRY-PARTY/ID`, means this object.
pub fn means(reference: &str, country: &str, party: &str, id: &str) -> bool {
    let full = format!("{country}-{party}/{id}");
    let with_party = format!("{party}/{id}");
    [id, &with_party, &full]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(reference))
}

/// The class that goes by this word.
pub fn class(word: &str) -> Class {
    Class::ALL
        .into_iter()
        .find(|class| class.as_str() == word)
        .unwrap_or_else(|| panic!("no class is called {word}"))
}
