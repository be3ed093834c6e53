//! Asks one grant after another.

use std::collections::BTreeMap;

use access::Class;
use chrono::{DateTime, Utc};

use super::{
    Row,
    roles::{Rights, rights},
};
use crate::proof::setup::{Grant, Person, Tenant, Usage, means};

/// How often rights may be passed on from whom the operator gave them to.
pub(super) const DEEPEST: usize = 2;

/// What is asked of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// A class on this row.
    Class(Class),
    /// Of an EVSE: every session that starts there now, whoever charges.
    EverySession,
}

/// One tenant's grants at one instant.
pub struct Asking<'a> {
    tenant: &'a Tenant,
    now: DateTime<Utc>,
    /// What each role that somebody was given opens.
    rights: BTreeMap<&'a str, Rights>,
}

impl<'a> Asking<'a> {
    pub fn of(tenant: &'a Tenant, now: DateTime<Utc>) -> Self {
        let grants = tenant.people.iter().flat_map(|person| &person.grants);
        let rights = grants.map(|grant| (grant.role.as_str(), rights(tenant, &grant.role)));
        Self {
            tenant,
            now,
            rights: rights.collect(),
        }
    }

    /// Whether one single grant of the person says yes.
    pub fn has(&self, person: &Person, row: &Row, ask: Ask) -> bool {
        person
            .grants
            .iter()
            .any(|grant| self.alone(grant, row, ask))
    }

    /// Whether this grant alone says yes.
    pub fn alone(&self, grant: &Grant, row: &Row, ask: Ask) -> bool {
        self.gives(grant, row, ask, DEEPEST)
    }

    fn gives(&self, grant: &Grant, row: &Row, ask: Ask, deep: usize) -> bool {
        grant.valid.contains(self.now)
            && self.covers(grant, row)
            && opens(&self.rights[grant.role.as_str()], row, ask)
            && self.giver_has(grant, row, ask, deep)
    }

    /// Nobody gives more than they hold themselves and may pass on.
    fn giver_has(&self, grant: &Grant, row: &Row, ask: Ask, deep: usize) -> bool {
        let Some(giver) = &grant.given_by else {
            return true; // the operator holds all
        };
        let Some(giver) = self.tenant.people.iter().find(|person| person.id == *giver) else {
            return false;
        };
        let mut passed_on = giver.grants.iter().filter(|held| held.may_delegate);
        deep > 0 && passed_on.any(|held| self.gives(held, row, ask, deep - 1))
    }

    /// Whether the row meets every condition of the grant.
    pub fn covers(&self, grant: &Grant, row: &Row) -> bool {
        let evse = row.found.evse.as_ref();
        let who = |names: &Option<Vec<String>>, id: &Option<String>| {
            names
                .as_ref()
                .is_none_or(|names| id.as_ref().is_some_and(|id| names.contains(id)))
        };
        let place = |names: &Option<Vec<String>>, id: Option<&String>| {
            names.as_ref().is_none_or(|names| {
                evse.zip(id).is_some_and(|(evse, id)| {
                    names
                        .iter()
                        .any(|name| means(name, &evse.country, &evse.party, id))
                })
            })
        };
        let unit = grant
            .units
            .as_ref()
            .is_none_or(|names| names.iter().any(|name| row.units.contains(name)));
        row.tenant() == Some(&self.tenant.id)
            && unit
            && place(&grant.locations, evse.map(|evse| &evse.location))
            && place(&grant.evses, evse.map(|evse| &evse.uid))
            && who(&grant.drivers, &row.found.driver)
            && who(&grant.vehicles, &row.found.vehicle)
            && who(&grant.groups, &row.found.group)
            && grant.data().contains(row.start)
    }
}

/// Whether these rights answer the question with yes on a row that is covered.
fn opens(rights: &Rights, row: &Row, ask: Ask) -> bool {
    let has = |class: Class| rights.contains(&(class, row.usage));
    let has_for_all = |class: Class| {
        Usage::ALL
            .iter()
            .all(|usage| rights.contains(&(class, *usage)))
    };
    match ask {
        Ask::EverySession => has_for_all(Class::S),
        Ask::Class(Class::O) => has_for_all(Class::O),
        Ask::Class(Class::S) => has(Class::S) || (has(Class::SToday) && row.is_of_today),
        Ask::Class(class) => has(class),
    }
}
