//! What a profile says of who may look: read by the store, compiled to a Scope, without any charging data in it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{
    Interval, PersonId, RoleId, TenantId,
    attribution::{DriverKey, EvseKey, TenantKey, UnitKey, VehicleKey},
    rights::UsageClass,
    setup::{Ceiling, RoleSetup},
};

/// The store's key of a user group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupKey(pub i64);

/// Who wants to look, as the profile knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The operator of the CPMS: all tenants, and what belongs to none.
    Operator {
        /// The profile's `policy_epoch`.
        epoch: i64,
    },
    /// A person of one tenant.
    Person(Box<PersonPolicy>),
}

/// What decides what one person may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonPolicy {
    /// The profile's `policy_epoch` when this was read.
    pub epoch: i64,
    /// Whose it is.
    pub person: PersonId,
    /// The person's tenant, with all grants in it.
    pub tenant: TenantPolicy,
}

/// A tenant as far as it decides who may see what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantPolicy {
    /// The store's key.
    pub tenant: TenantKey,
    /// The operator's name for it.
    pub id: TenantId,
    /// Cuts days where no Location's own zone does.
    pub time_zone: Tz,
    /// How many people a released figure needs.
    pub k: u8,
    /// The most that anybody of the tenant may see; `None`: everything.
    pub ceiling: Option<Ceiling>,
    /// The tenant's own roles.
    pub roles: BTreeMap<RoleId, RoleSetup>,
    /// Every unit that there ever was: records speak of units that ended.
    pub units: BTreeMap<UnitKey, UnitPolicy>,
    /// The usage class of each group.
    pub groups: BTreeMap<GroupKey, UsageClass>,
    /// The group of each driver.
    pub drivers: BTreeMap<DriverKey, Option<GroupKey>>,
    /// EVSEs that a grant names, each with the units of this tenant that held it, and when.
    pub evses: BTreeMap<EvseKey, Vec<(Interval, UnitKey)>>,
    /// The next instant at which another unit holds some EVSE of this tenant.
    pub changes_at: Option<DateTime<Utc>>,
    /// The grants in force, by who holds them.
    pub grants: BTreeMap<PersonId, Vec<Grant>>,
}

/// A node of a tenant's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPolicy {
    /// The one right above it.
    pub parent: Option<UnitKey>,
    /// The zone of the Locations that it holds now, if they agree; `None`: the tenant's.
    pub time_zone: Option<Tz>,
    /// Whether that zone cuts the days of every place that it ever held.
    pub has_one_zone: bool,
}

/// A role over rows, for a time, held by one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// A template or a role of the tenant's own.
    pub role: RoleId,
    /// Which rows.
    pub rows: GrantRows,
    /// When its holder may look.
    pub valid: Interval,
    /// Which session starts it covers.
    pub data: Interval,
    /// Whether its holder may give of it.
    pub may_delegate: bool,
    /// Who gave it; `None`: the operator.
    pub given_by: Option<PersonId>,
}

/// The rows that meet every condition. One that is `None` lets all of the tenant through, an empty one nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GrantRows {
    /// Subtrees of units.
    pub units: Option<BTreeSet<UnitKey>>,
    /// The EVSEs of Locations.
    pub locations: Option<BTreeSet<EvseKey>>,
    /// EVSEs.
    pub evses: Option<BTreeSet<EvseKey>>,
    /// Drivers.
    pub drivers: Option<BTreeSet<DriverKey>>,
    /// Vehicles.
    pub vehicles: Option<BTreeSet<VehicleKey>>,
    /// Groups of drivers.
    pub groups: Option<BTreeSet<GroupKey>>,
}
