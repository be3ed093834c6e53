//! Where a record belongs: which unit of which tenant held its place at an instant.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use model::{CiString, Evse, Location, Party};

use crate::proof::{
    setup::{Assignment, Setup, Tenant, means},
    world::{Cpms, World},
};

/// A Location of one connection.
#[derive(Clone, Copy)]
pub struct LocationAt<'w> {
    pub connection: &'w str,
    pub location: &'w Location,
}

/// An EVSE of one connection.
#[derive(Clone, Copy)]
pub struct EvseAt<'w> {
    pub at: LocationAt<'w>,
    pub evse: &'w Evse,
}

/// The unit of a tenant that holds a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder<'w> {
    /// Among the tenants of the setup.
    pub tenant: usize,
    pub unit: &'w str,
}

/// All assignments of a world, each with the places that it means.
pub struct Places<'w> {
    world: &'w World,
    setup: &'w Setup,
    bound: Vec<Bound<'w>>,
}

/// An assignment on one connection, with all it could mean there.
struct Bound<'w> {
    holder: Holder<'w>,
    assignment: &'w Assignment,
    connection: &'w str,
    /// Keys of Locations or EVSEs.
    meant: Vec<String>,
}

impl<'w> Places<'w> {
    pub fn of(world: &'w World, setup: &'w Setup) -> Self {
        let mut bound = Vec::new();
        for (tenant, held) in setup.tenants.iter().enumerate() {
            for assignment in &held.assignments {
                let on = |cpms: &&Cpms| {
                    assignment
                        .connection
                        .as_ref()
                        .is_none_or(|only| *only == cpms.connection)
                };
                bound.extend(world.cpms.iter().filter(on).map(|cpms| Bound {
                    holder: Holder {
                        tenant,
                        unit: &assignment.unit,
                    },
                    assignment,
                    connection: &cpms.connection,
                    meant: meant(assignment, cpms),
                }));
            }
        }
        Self {
            world,
            setup,
            bound,
        }
    }

    /// Who held this EVSE: by its own assignment, else by its Location's.
    pub fn holder_of_evse(&self, evse: EvseAt, when: DateTime<Utc>) -> Option<Holder<'w>> {
        match self.claim(evse.at.connection, &evse.key(), when) {
            Claim::None => self.holder_of_location(evse.at, when),
            Claim::Vague => None,
            Claim::By(holder) => Some(holder),
        }
    }

    /// Who held this Location as such.
    pub fn holder_of_location(&self, at: LocationAt, when: DateTime<Utc>) -> Option<Holder<'w>> {
        match self.claim(at.connection, &at.key(), when) {
            Claim::None | Claim::Vague => None,
            Claim::By(holder) => Some(holder),
        }
    }

    /// Who held all of this Location: the Location as such, and its EVSEs one by one.
    ///
    /// An EVSE that nobody knows is there by the Location's own assignment alone.
    pub fn holder_of_whole(&self, at: LocationAt, when: DateTime<Utc>) -> Option<Holder<'w>> {
        let whole = self.holder_of_location(at, when)?;
        let mut evses = at.location.evses.iter();
        evses
            .all(|evse| self.holder_of_evse(EvseAt { at, evse }, when) == Some(whole))
            .then_some(whole)
    }

    /// Where this unit's days begin and end now: the zone of its Locations if they agree, else the tenant's.
    ///
    /// A unit's Locations are those that are assigned to it, or any EVSE of which is.
    pub fn zone(&self, holder: Holder, now: DateTime<Utc>) -> Tz {
        let here = |at: &LocationAt| {
            let mut evses = at.location.evses.iter();
            self.holder_of_location(*at, now) == Some(holder)
                || evses
                    .any(|evse| self.holder_of_evse(EvseAt { at: *at, evse }, now) == Some(holder))
        };
        let zones: Vec<Tz> = self
            .locations()
            .filter(here)
            .map(|at| at.location.time_zone)
            .collect();
        match zones.first() {
            Some(first) if zones.iter().all(|zone| zone == first) => *first,
            _ => self.tenant(holder).time_zone,
        }
    }

    /// How many assignments name several places of one connection.
    pub fn vague_names(&self) -> usize {
        self.bound
            .iter()
            .filter(|bound| bound.meant.len() > 1)
            .count()
    }

    pub fn tenant(&self, holder: Holder) -> &'w Tenant {
        &self.setup.tenants[holder.tenant]
    }

    pub fn locations(&self) -> impl Iterator<Item = LocationAt<'w>> {
        self.world.cpms.iter().flat_map(|cpms| {
            cpms.locations.iter().map(|location| LocationAt {
                connection: &cpms.connection,
                location,
            })
        })
    }

    /// The Location that a record names.
    pub fn location(
        &self,
        connection: &str,
        party: &Party,
        id: &CiString,
    ) -> Option<LocationAt<'w>> {
        self.locations().find(|at| {
            at.connection == connection
                && at.location.id.party == *party
                && at.location.id.id == *id
        })
    }

    /// The EVSE of a party that is told apart by this.
    pub fn evse(
        &self,
        connection: &str,
        party: &Party,
        is: impl Fn(&Evse) -> bool,
    ) -> Option<EvseAt<'w>> {
        let here = self
            .locations()
            .filter(|at| at.connection == connection && at.location.id.party == *party);
        here.flat_map(|at| {
            at.location
                .evses
                .iter()
                .map(move |evse| EvseAt { at, evse })
        })
        .find(|found| is(found.evse))
    }

    fn claim(&self, connection: &str, key: &str, when: DateTime<Utc>) -> Claim<'w> {
        let mut claims = self.bound.iter().filter(|bound| {
            bound.connection == connection
                && bound.assignment.during.contains(when)
                && bound.meant.iter().any(|meant| meant == key)
        });
        let Some(bound) = claims.next() else {
            return Claim::None;
        };
        assert!(
            claims.next().is_none(),
            "{key} has two assignments of one level at {when}"
        );
        if bound.meant.len() == 1 {
            Claim::By(bound.holder)
        } else {
            Claim::Vague
        }
    }
}

#[derive(PartialEq, Eq)]
enum Claim<'w> {
    None,
    /// By a name that several places go by: it is left unassigned.
    Vague,
    By(Holder<'w>),
}

fn meant(assignment: &Assignment, cpms: &Cpms) -> Vec<String> {
    let mut meant = Vec::new();
    for location in &cpms.locations {
        let at = LocationAt {
            connection: &cpms.connection,
            location,
        };
        let (country, party) = (&location.id.party.country_code, &location.id.party.party_id);
        let is = |name: &Option<String>, id: &CiString| {
            name.as_ref()
                .is_some_and(|name| means(name, country.as_str(), party.as_str(), id.as_str()))
        };
        if is(&assignment.location, &location.id.id) {
            meant.push(at.key());
        }
        let evses = location
            .evses
            .iter()
            .filter(|evse| is(&assignment.evse, &evse.uid));
        meant.extend(evses.map(|evse| EvseAt { at, evse }.key()));
    }
    meant
}

impl LocationAt<'_> {
    pub fn key(&self) -> String {
        let id = &self.location.id;
        format!(
            "{}:{}-{}/{}",
            self.connection, id.party.country_code, id.party.party_id, id.id
        )
    }
}

impl EvseAt<'_> {
    pub fn key(&self) -> String {
        format!("{}/{}", self.at.key(), self.evse.uid)
    }
}
