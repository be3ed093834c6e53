//! Who charged, as the tenant that held the place knows its tokens.

use chrono::{DateTime, Utc};
use model::TokenRef;

use crate::proof::setup::{Driver, Enrolment, Tenant, Usage, Vehicle, means};

/// Whoever a token was enrolled for when the session started.
#[derive(Clone, Copy, Default)]
pub struct Who<'s> {
    pub driver: Option<&'s Driver>,
    pub vehicle: Option<&'s Vehicle>,
}

impl<'s> Who<'s> {
    pub fn charged(tenant: &'s Tenant, token: &TokenRef, when: DateTime<Utc>) -> Self {
        let enrolled = |tokens: &[Enrolment]| {
            let party = &token.party;
            tokens.iter().any(|enrolment| {
                let (country, party) = (party.country_code.as_str(), party.party_id.as_str());
                means(&enrolment.uid, country, party, token.uid.as_str())
                    && enrolment.during.contains(when)
            })
        };
        Self {
            driver: tenant
                .drivers
                .iter()
                .find(|driver| enrolled(&driver.tokens)),
            vehicle: tenant
                .vehicles
                .iter()
                .find(|vehicle| enrolled(&vehicle.tokens)),
        }
    }

    /// The group of the driver, as of now.
    pub fn group(&self) -> Option<&'s str> {
        self.driver?.group.as_deref()
    }

    /// What the charging counts as. Vehicles and drivers without a group count as nobody's.
    pub fn usage(&self, tenant: &Tenant) -> Usage {
        let group = self.group();
        let group = tenant.groups.iter().find(|held| group == Some(&held.id));
        group.map_or(Usage::Unknown, |group| group.usage)
    }

    pub fn cost_centre(&self) -> Option<&'s str> {
        let of_driver = self.driver.and_then(|driver| driver.cost_centre.as_deref());
        let of_vehicle = self
            .vehicle
            .and_then(|vehicle| vehicle.cost_centre.as_deref());
        of_driver.or(of_vehicle)
    }
}
