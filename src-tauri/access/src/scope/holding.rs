//! What a person holds: each grant cut by the tenant's ceiling, by its role, and by what its giver holds.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Span, rows::Who};
use crate::{
    Class, Interval, PersonId, Role, RoleId, Template,
    attribution::{DriverKey, EvseKey, UnitKey, VehicleKey},
    policy::{Grant, GroupKey, TenantPolicy},
    rights::{Bits, Rights, UsageClass},
    setup::Feature,
};

/// How often what the operator gave may be handed on.
const DEEPEST: usize = 2;

/// A grant in force, with what is left of it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub rows: RowSet,
    /// The session starts that it covers.
    pub data: Span,
    pub rights: Rights,
    pub features: BTreeSet<Feature>,
}

impl Held {
    /// Whether figures over people of these units can be handed on by it: they are shown of a root by day, of what is below it
    /// by whole months alone, and of nothing of which some rows are seen. So who does not see all rows hands on what is a root of
    /// their own, and no part of one.
    fn hands_on_figures<'h>(
        &self,
        rows: &RowSet,
        mut others: impl Iterator<Item = &'h Self>,
        tenant: &TenantPolicy,
    ) -> bool {
        let handed = rows.all_units(tenant);
        self.rights.common().has(Class::S)
            || !self.shows_rows()
                && self.rows.all_units(tenant) == handed
                && !others.any(|other| {
                    let units = other.rows.all_units(tenant);
                    let is_above = other.any().has(Class::U) && !units.is_subset(&handed);
                    !units.is_disjoint(&handed) && (is_above || other.shows_rows())
                })
    }

    fn shows_rows(&self) -> bool {
        self.any().has(Class::S) || self.any().has(Class::SToday)
    }

    /// What is open of the charging of anybody.
    pub(super) fn any(&self) -> Bits {
        let usages = UsageClass::ALL.into_iter();
        usages.fold(Bits::NONE, |any, usage| any.or(self.rights.of(usage)))
    }
}

/// The rows that meet every condition that is there.
#[derive(Clone, Debug, Default)]
pub(super) struct RowSet {
    /// The very units, subtrees written out.
    pub units: Option<BTreeSet<UnitKey>>,
    pub evses: Option<BTreeSet<EvseKey>>,
    pub drivers: Option<BTreeSet<DriverKey>>,
    pub vehicles: Option<BTreeSet<VehicleKey>>,
    pub groups: Option<BTreeSet<GroupKey>>,
}

impl RowSet {
    fn both(&self, other: &Self) -> Self {
        Self {
            units: both(self.units.as_ref(), other.units.as_ref()),
            evses: both(self.evses.as_ref(), other.evses.as_ref()),
            drivers: both(self.drivers.as_ref(), other.drivers.as_ref()),
            vehicles: both(self.vehicles.as_ref(), other.vehicles.as_ref()),
            groups: both(self.groups.as_ref(), other.groups.as_ref()),
        }
    }

    /// Those that it names, or else all there are.
    fn all_units(&self, tenant: &TenantPolicy) -> BTreeSet<UnitKey> {
        let named = self.units.clone();
        named.unwrap_or_else(|| tenant.units.keys().copied().collect())
    }

    /// Whether nothing but units says which rows these are.
    pub(super) fn is_of_units_alone(&self) -> bool {
        self.evses.is_none() && self.asks_for_nobody()
    }

    /// Whether rows are covered whoever charged.
    pub(super) fn asks_for_nobody(&self) -> bool {
        self.drivers.is_none() && self.vehicles.is_none() && self.groups.is_none()
    }

    /// Whom it names, on rows of one usage class or, with `None`, on all: `None` where it names nobody, so that
    /// rows of anybody are covered.
    pub(super) fn people(
        &self,
        tenant: &TenantPolicy,
        usage: Option<UsageClass>,
    ) -> Option<Vec<Who>> {
        if self.asks_for_nobody() {
            return usage.map(|usage| groups_of(tenant, usage));
        }
        let usage_is =
            |group: Option<GroupKey>| usage.is_none_or(|wanted| class_of(tenant, group) == wanted);
        let in_groups = |group: Option<GroupKey>| {
            let wanted = self.groups.as_ref();
            wanted.is_none_or(|wanted| group.is_some_and(|group| wanted.contains(&group)))
        };
        Some(match (&self.drivers, &self.vehicles, &self.groups) {
            // a token belongs to a driver or to a vehicle, never to both; and a vehicle is in no group
            (Some(_), Some(_), _) | (None, Some(_), Some(_)) => Vec::new(),
            (Some(drivers), None, _) => {
                let drivers = drivers.iter().filter(|driver| {
                    let group = tenant.drivers.get(driver).copied();
                    group.is_some_and(|group| in_groups(group) && usage_is(group))
                });
                drivers.copied().map(Who::Driver).collect()
            }
            (None, Some(vehicles), None) if usage_is(None) => {
                vehicles.iter().copied().map(Who::Vehicle).collect()
            }
            (None, Some(_), None) | (None, None, None) => Vec::new(),
            (None, None, Some(groups)) => {
                let groups = groups.iter().filter(|group| usage_is(Some(**group)));
                groups.copied().map(Who::Group).collect()
            }
        })
    }
}

fn both<K: Ord + Copy>(
    one: Option<&BTreeSet<K>>,
    other: Option<&BTreeSet<K>>,
) -> Option<BTreeSet<K>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one & other),
        (Some(only), None) | (None, Some(only)) => Some(only.clone()),
        (None, None) => None,
    }
}

fn groups_of(tenant: &TenantPolicy, usage: UsageClass) -> Vec<Who> {
    if usage == UsageClass::Unknown {
        return vec![Who::NoGroup];
    }
    let of_class = tenant.groups.iter().filter(|(_, class)| **class == usage);
    of_class.map(|(group, _)| Who::Group(*group)).collect()
}

fn class_of(tenant: &TenantPolicy, group: Option<GroupKey>) -> UsageClass {
    group
        .and_then(|group| tenant.groups.get(&group).copied())
        .unwrap_or(UsageClass::Unknown)
}

/// All that a person of the tenant holds at an instant.
pub(super) fn held(tenant: &TenantPolicy, person: &PersonId, now: DateTime<Utc>) -> Vec<Held> {
    held_at(tenant, person, Some(now), DEEPEST)
        .into_iter()
        .map(|(_, held)| held)
        .collect()
}

/// What is left of a grant, whenever it is in force, below what its giver holds.
pub(super) fn left_of(tenant: &TenantPolicy, grant: &Grant) -> Vec<Held> {
    handed(tenant, grant, None, DEEPEST)
        .into_iter()
        .map(|(_, held)| held)
        .collect()
}

/// Each with whether it may be handed on. Without an instant all that is held at some time.
fn held_at(
    tenant: &TenantPolicy,
    person: &PersonId,
    now: Option<DateTime<Utc>>,
    hands_left: usize,
) -> Vec<(bool, Held)> {
    let grants = tenant.grants.get(person).into_iter().flatten();
    let in_force = grants.filter(|grant| now.is_none_or(|now| grant.valid.contains(now)));
    in_force
        .flat_map(|grant| handed(tenant, grant, now, hands_left))
        .collect()
}

/// A grant as its giver could give it: once for each that the giver holds.
fn handed(
    tenant: &TenantPolicy,
    grant: &Grant,
    now: Option<DateTime<Utc>>,
    hands_left: usize,
) -> Vec<(bool, Held)> {
    let own = alone(tenant, grant);
    let Some(giver) = &grant.given_by else {
        return vec![(grant.may_delegate, own)];
    };
    // too deep, or in a circle: nothing was ever there to give
    let Some(hands_left) = hands_left.checked_sub(1) else {
        return Vec::new();
    };
    let all = held_at(tenant, giver, now, hands_left);
    let cut = all
        .iter()
        .enumerate()
        .filter_map(|(at, (may_delegate, given))| {
            let data = own.data.both(given.data).filter(|_| *may_delegate)?;
            let mut cut = Held {
                rows: own.rows.both(&given.rows),
                data,
                rights: own.rights.under(&given.rights),
                features: &own.features & &given.features,
            };
            let others = all.iter().enumerate().filter(|(other, _)| *other != at);
            let others = others.map(|(_, (_, held))| held);
            if !given.hands_on_figures(&cut.rows, others, tenant) {
                cut.rights.close([Class::U].into_iter().collect());
            }
            Some((grant.may_delegate, cut))
        });
    cut.collect()
}

/// A grant by itself: its rows, and its role under the ceiling.
fn alone(tenant: &TenantPolicy, grant: &Grant) -> Held {
    let Role { rights, features } = under_ceiling(tenant, role(tenant, &grant.role));
    Held {
        rows: RowSet {
            units: grant
                .rows
                .units
                .as_ref()
                .map(|roots| subtrees(tenant, roots)),
            evses: both(grant.rows.locations.as_ref(), grant.rows.evses.as_ref()),
            drivers: grant.rows.drivers.clone(),
            vehicles: grant.rows.vehicles.clone(),
            groups: grant.rows.groups.clone(),
        },
        data: Span::of(grant.data),
        rights,
        features,
    }
}

/// What a role of the tenant opens by itself; one that nobody knows opens nothing.
pub(super) fn role(tenant: &TenantPolicy, id: &RoleId) -> Role {
    let Some(own) = tenant.roles.get(id) else {
        return Template::from_id(id.as_str())
            .map(Template::role)
            .unwrap_or_default();
    };
    let mut role = own.from.role();
    if let Some(classes) = &own.classes {
        role.rights = Rights::for_all(classes.iter().copied().collect());
    }
    if let Some(features) = &own.features {
        role.features.clone_from(features);
    }
    role
}

/// What the tenant's ceiling leaves of a role.
pub(super) fn under_ceiling(tenant: &TenantPolicy, mut role: Role) -> Role {
    if let Some(ceiling) = &tenant.ceiling {
        if let Some(classes) = &ceiling.classes {
            let most: Bits = classes.iter().copied().collect();
            role.rights = role.rights.under(&Rights::for_all(most));
        }
        if let Some(features) = &ceiling.features {
            role.features = &role.features & features;
        }
    }
    role
}

/// These units and all below them.
fn subtrees(tenant: &TenantPolicy, roots: &BTreeSet<UnitKey>) -> BTreeSet<UnitKey> {
    let below = |unit: &UnitKey| {
        let mut at = Some(*unit);
        // no tree is deeper than it has units: a circle ends, too
        for _ in 0..=tenant.units.len() {
            match at {
                Some(unit) if roots.contains(&unit) => return true,
                Some(unit) => at = tenant.units.get(&unit).and_then(|unit| unit.parent),
                None => return false,
            }
        }
        false
    };
    tenant
        .units
        .keys()
        .filter(|unit| below(unit))
        .copied()
        .collect()
}

impl Span {
    /// All session starts.
    pub const ALWAYS: Self = Self {
        from: i64::MIN,
        until: i64::MAX,
    };

    pub(super) fn of(interval: Interval) -> Self {
        let ms = |instant: Option<DateTime<Utc>>, open| {
            instant.map_or(open, |instant| instant.timestamp_millis())
        };
        Self {
            from: ms(interval.from(), i64::MIN),
            until: ms(interval.until(), i64::MAX),
        }
    }

    pub(super) fn both(self, other: Self) -> Option<Self> {
        let both = Self {
            from: self.from.max(other.from),
            until: self.until.min(other.until),
        };
        (both.from < both.until).then_some(both)
    }
}
