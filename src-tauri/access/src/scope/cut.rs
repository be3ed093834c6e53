//! What roles and grants say beyond what they come to: cut off when they are compiled, and told to who wrote them.

use std::collections::{BTreeMap, BTreeSet};

use super::holding::{self, Held};
use crate::{
    Class, PersonId, Role, RoleId,
    policy::{Grant, TenantPolicy},
    rights::{Rights, UsageClass},
    setup::Feature,
};

/// What cuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CutBy {
    /// The most that the operator lets anybody of the tenant see.
    Ceiling,
    /// What the giver of a grant may hand on.
    Giver,
}

/// A part of a role or of a grant that opens nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutOff {
    /// Whose grant; `None`: the role's, whoever holds it.
    pub person: Option<PersonId>,
    /// The role, or the grant's.
    pub role: RoleId,
    /// Classes that are not open, for some usage class at least.
    pub classes: BTreeSet<Class>,
    /// Features that are not there.
    pub features: BTreeSet<Feature>,
    /// By what.
    pub because: CutBy,
}

/// All that is cut off in a tenant: of its own roles, and of templates that somebody holds, by the ceiling; of
/// grants, by their givers. Rows and times that a giver does not hold are cut as well, and are not told here.
pub fn cut_off(tenant: &TenantPolicy) -> Vec<CutOff> {
    let grants = || tenant.grants.values().flatten();
    let granted = grants().map(|grant| &grant.role);
    let roles: BTreeSet<&RoleId> = tenant.roles.keys().chain(granted).collect();
    let by_ceiling = roles.into_iter().filter_map(|id| {
        let whole = holding::role(tenant, id);
        let left = holding::under_ceiling(tenant, whole.clone());
        lost(None, id, &whole, &left, CutBy::Ceiling)
    });
    // two grants of one role to one person are told as one
    let mut by_giver: BTreeMap<(&PersonId, &RoleId), CutOff> = BTreeMap::new();
    for (person, grant) in held_from_somebody(tenant) {
        let whole = holding::under_ceiling(tenant, holding::role(tenant, &grant.role));
        let left = united(&holding::left_of(tenant, grant));
        let Some(cut) = lost(Some(person), &grant.role, &whole, &left, CutBy::Giver) else {
            continue;
        };
        match by_giver.get_mut(&(person, &grant.role)) {
            Some(told) => {
                told.classes.extend(cut.classes);
                told.features.extend(cut.features);
            }
            None => {
                by_giver.insert((person, &grant.role), cut);
            }
        }
    }
    by_ceiling.chain(by_giver.into_values()).collect()
}

fn held_from_somebody(tenant: &TenantPolicy) -> impl Iterator<Item = (&PersonId, &Grant)> {
    let all = tenant.grants.iter();
    let all = all.flat_map(|(person, grants)| grants.iter().map(move |grant| (person, grant)));
    all.filter(|(_, grant)| grant.given_by.is_some())
}

fn united(held: &[Held]) -> Role {
    let mut all = Role::default();
    for held in held {
        for usage in UsageClass::ALL {
            all.rights.open(usage, held.rights.of(usage));
        }
        all.features.extend(held.features.iter().cloned());
    }
    all
}

fn lost(
    person: Option<&PersonId>,
    role: &RoleId,
    whole: &Role,
    left: &Role,
    because: CutBy,
) -> Option<CutOff> {
    let cut = CutOff {
        person: person.cloned(),
        role: role.clone(),
        classes: classes_lost(&whole.rights, &left.rights),
        features: &whole.features - &left.features,
        because,
    };
    (!cut.classes.is_empty() || !cut.features.is_empty()).then_some(cut)
}

fn classes_lost(whole: &Rights, left: &Rights) -> BTreeSet<Class> {
    let lost = |class: &Class| {
        UsageClass::ALL
            .into_iter()
            .any(|usage| whole.of(usage).has(*class) && !left.of(usage).has(*class))
    };
    Class::ALL.into_iter().filter(lost).collect()
}
