use std::collections::{BTreeMap, BTreeSet};

use super::{AssignmentSetup, Place};
use crate::{
    ConnectionId, DriverId, GroupId, Interval, PersonId, Reference, RoleId, TenantId, UnitId,
    VehicleId,
};

/// What a profile already holds, as far as a new setup.json is checked against it. A new profile's is empty.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Its connections.
    pub connections: BTreeSet<ConnectionId>,
    /// Its tenants.
    pub tenants: BTreeMap<TenantId, HeldTenant>,
}

/// What a profile already holds of one tenant.
#[derive(Clone, Debug, Default)]
pub struct HeldTenant {
    /// Each unit with the one right above it.
    pub units: BTreeMap<UnitId, Option<UnitId>>,
    /// User groups.
    pub groups: BTreeSet<GroupId>,
    /// Drivers.
    pub drivers: BTreeSet<DriverId>,
    /// Vehicles.
    pub vehicles: BTreeSet<VehicleId>,
    /// The tenant's own roles.
    pub roles: BTreeSet<RoleId>,
    /// The assignments that count now, as a setup.json named them.
    pub assignments: Vec<AssignmentSetup>,
    /// The enrolments that count now.
    pub enrolments: Vec<HeldEnrolment>,
    /// People with their grants.
    pub people: BTreeMap<PersonId, Vec<HeldGrant>>,
}

/// A token that belongs to somebody already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldEnrolment {
    /// To whom.
    pub holder: Holder,
    /// The token, as a setup.json named it.
    pub uid: Reference,
    /// How long.
    pub during: Interval,
}

/// Who a token belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A driver.
    Driver(DriverId),
    /// A vehicle.
    Vehicle(VehicleId),
}

/// As much of a grant as decides how far it was handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldGrant {
    /// Whether its holder may give of it.
    pub may_delegate: bool,
    /// Who gave it; `None`: the operator.
    pub given_by: Option<PersonId>,
}

impl Place {
    /// The reference, whichever level it is on.
    pub fn reference(&self) -> &Reference {
        match self {
            Self::Location(reference) | Self::Evse(reference) => reference,
        }
    }
}
