//! Who may look, as the page is told of them.

use serde::Serialize;
use specta::Type;
use store::PersonListed;

use crate::session::OPERATOR;

/// Somebody who may look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// `operator` or `TENANT/ID`: what they sign in with.
    pub id: String,
    /// What they are called; nothing for the operator.
    pub name: Option<String>,
    /// What their tenant is called; nothing for the operator.
    pub tenant: Option<String>,
    /// The ids of their roles; `operator` for the operator.
    pub roles: Vec<String>,
}

/// Everybody who may look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(transparent)]
pub struct People(Vec<Person>);

impl People {
    /// These, and the operator last.
    pub fn of(people: &[PersonListed]) -> Self {
        let mut people: Vec<Person> = people.iter().map(Person::from).collect();
        people.push(Person::operator());
        Self(people)
    }
}

impl From<&PersonListed> for Person {
    fn from(person: &PersonListed) -> Self {
        if person.id == OPERATOR {
            return Self::operator();
        }
        Self {
            id: format!("{}/{}", person.tenant, person.id),
            name: Some(person.name.clone()),
            tenant: Some(person.tenant_name.clone()),
            roles: person.roles.clone(),
        }
    }
}

impl Person {
    fn operator() -> Self {
        Self {
            id: OPERATOR.to_owned(),
            name: None,
            tenant: None,
            roles: vec![OPERATOR.to_owned()],
        }
    }
}
