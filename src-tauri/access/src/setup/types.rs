use std::collections::BTreeSet;
use std::fmt;

use chrono_tz::Tz;

use crate::{
    Class, ConnectionId, DriverId, GroupId, Interval, PersonId, Reference, RoleId, Template,
    TenantId, UnitId, VehicleId,
};

/// What setup.json says. A list that is `None` was not there and stays as it is; an empty one is emptied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Who runs the charge points.
    pub operator: Option<Operator>,
    /// The systems that charging data comes from.
    pub connections: Option<Vec<Connection>>,
    /// The operator's customers.
    pub tenants: Option<Vec<TenantSetup>>,
}

/// Who runs the charge points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// As it stands on screen.
    pub name: String,
}

/// One charge point management system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Unique in the profile.
    pub id: ConnectionId,
    /// What it speaks.
    pub kind: ConnectionKind,
    /// Where its versions are listed: `http` or `https`, with a host, without credentials.
    pub url: String,
}

/// What a connection speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionKind {
    /// OCPI; the version is discovered.
    Ocpi,
}

/// One customer of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantSetup {
    /// Unique in the profile.
    pub id: TenantId,
    /// As it stands on screen.
    pub name: String,
    /// Cuts days where no Location's own zone does.
    pub time_zone: Tz,
    /// How many people a released figure needs, 3 to 20; `None`: [`TenantSetup::DEFAULT_K`].
    pub k: Option<u8>,
    /// What its documents say they are from, line by line: a name, then an address and how to reach it.
    pub letterhead: Option<Vec<String>>,
    /// The roots of the tenant's trees.
    pub units: Option<Vec<UnitNode>>,
    /// The whole history of which place belonged to which unit.
    pub assignments: Option<Vec<AssignmentSetup>>,
    /// The tenant's own groups of drivers.
    pub groups: Option<Vec<GroupSetup>>,
    /// Cars with tokens of their own.
    pub vehicles: Option<Vec<VehicleSetup>>,
    /// Who charges.
    pub drivers: Option<Vec<DriverSetup>>,
    /// The most that any role of the tenant may open; `None`: everything.
    pub ceiling: Option<Ceiling>,
    /// Roles beside the templates.
    pub roles: Option<Vec<RoleSetup>>,
    /// Who looks.
    pub people: Option<Vec<PersonSetup>>,
}

impl TenantSetup {
    /// `k` where the file says none.
    pub const DEFAULT_K: u8 = 5;
}

/// A unit with the units below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitNode {
    /// Unique in the whole tree.
    pub id: UnitId,
    /// What it is.
    pub kind: UnitKind,
    /// As it stands on screen.
    pub name: String,
    /// Whom documents about it go to, line by line, as on an envelope.
    pub recipient: Option<Vec<String>>,
    /// Those right below it; `None`: the key was left out, so they stay as they are.
    pub units: Option<Vec<UnitNode>>,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// All that a customer has, or a part of it.
    Portfolio,
    /// A house or estate: what statements are printed for.
    Property,
    /// Holds the EVSEs of one or more Locations.
    Site,
    /// A part of the customer that owns no place of its own.
    Department,
}

/// A place belongs to a unit for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentSetup {
    /// The unit that holds it.
    pub unit: UnitId,
    /// What is held.
    pub place: Place,
    /// Where the place is known; `None`: on every connection.
    pub connection: Option<ConnectionId>,
    /// How long.
    pub during: Interval,
}

/// What an assignment hands to a unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A Location, with its EVSEs of now and later.
    Location(Reference),
    /// One EVSE. Its own assignment wins over its Location's.
    Evse(Reference),
}

/// A group of drivers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSetup {
    /// Unique in the tenant.
    pub id: GroupId,
    /// As it stands on screen.
    pub name: String,
    /// What its charging counts as.
    pub usage: Usage,
}

/// The usage class of a group. Tokens that nobody enrolled have none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Usage {
    /// The house's own people.
    Internal,
    /// Guests who are billed.
    Guest,
    /// Anybody.
    Public,
}

/// A car with tokens of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VehicleSetup {
    /// Unique in the tenant.
    pub id: VehicleId,
    /// Number plate.
    pub plate: Option<String>,
    /// Whom its charging is charged to.
    pub cost_centre: Option<String>,
    /// The whole history of its tokens.
    pub tokens: Option<Vec<Enrolment>>,
}

/// Somebody who charges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverSetup {
    /// Unique in the tenant.
    pub id: DriverId,
    /// Class D: identity.
    pub name: String,
    /// The group that their charging counts to.
    pub group: Option<GroupId>,
    /// Whom their charging is charged to.
    pub cost_centre: Option<String>,
    /// The whole history of their tokens.
    pub tokens: Option<Vec<Enrolment>>,
}

/// A token belongs to a driver or vehicle for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The token's uid, bare at any party.
    pub uid: Reference,
    /// How long.
    pub during: Interval,
}

/// The most that any role of a tenant may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// `None`: all classes.
    pub classes: Option<BTreeSet<Class>>,
    /// `None`: all features.
    pub features: Option<BTreeSet<Feature>>,
}

/// Something that can be done beyond looking, such as `price-check`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(String);

impl Feature {
    /// The feature that goes by this name: 1 to 64 of `a`–`z`, `0`–`9`, `-` and `_`.
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=64).contains(&text.len())
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
        fits.then(|| Self(text.to_owned()))
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A role of the tenant's own, copied from a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleSetup {
    /// Unique in the tenant, and no template's.
    pub id: RoleId,
    /// What it is copied from.
    pub from: Template,
    /// In place of the template's own; `None`: those.
    pub classes: Option<BTreeSet<Class>>,
    /// In place of the template's own; `None`: those.
    pub features: Option<BTreeSet<Feature>>,
}

/// Somebody who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSetup {
    /// Unique in the tenant.
    pub id: PersonId,
    /// As it stands on screen.
    pub name: String,
    /// All grants of the person.
    pub grants: Option<Vec<GrantSetup>>,
}

/// A role over rows, for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantSetup {
    /// A template or a role of the tenant's own.
    pub role: RoleId,
    /// Which rows.
    pub covers: Covers,
    /// When its holder may look.
    pub valid: Interval,
    /// Which session starts it covers.
    pub data: Interval,
    /// Whether its holder may give of it.
    pub may_delegate: bool,
    /// Who gave it; `None`: the operator.
    pub given_by: Option<PersonId>,
}

/// The rows of a grant: those that meet every condition. A condition that is `None` lets all of the tenant through,
/// one that names nothing lets nothing through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covers {
    /// Subtrees of units.
    pub units: Option<BTreeSet<UnitId>>,
    /// Locations.
    pub locations: Option<BTreeSet<Reference>>,
    /// EVSEs.
    pub evses: Option<BTreeSet<Reference>>,
    /// Drivers.
    pub drivers: Option<BTreeSet<DriverId>>,
    /// Vehicles.
    pub vehicles: Option<BTreeSet<VehicleId>>,
    /// Groups of drivers.
    pub groups: Option<BTreeSet<GroupId>>,
}
