//! Roles: the templates that every tenant has, read from `roles/*.toml`, and what they open.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::{
    Class,
    rights::{Rights, UsageClass},
    setup::Feature,
};

/// A role that every tenant has, and that its own roles are copied from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Template {
    /// Keeps the charge points of their properties running.
    FacilityManager,
    /// Runs one site today.
    SiteManager,
    /// Oversees the portfolio, property by property.
    PropertyManager,
    /// Closes the month over all sites.
    Controller,
    /// Allocates costs to drivers and vehicles.
    FleetManager,
    /// Bills guests and watches the house's own cars.
    HotelOperator,
    /// Models the tenant itself.
    TenantAdmin,
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 7] = [
        Self::FacilityManager,
        Self::SiteManager,
        Self::PropertyManager,
        Self::Controller,
        Self::FleetManager,
        Self::HotelOperator,
        Self::TenantAdmin,
    ];

    /// The role id by which grants and setup.json name it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::FacilityManager => "facility-manager",
            Self::SiteManager => "site-manager",
            Self::PropertyManager => "property-manager",
            Self::Controller => "controller",
            Self::FleetManager => "fleet-manager",
            Self::HotelOperator => "hotel-operator",
            Self::TenantAdmin => "tenant-admin",
        }
    }

    /// The template that goes by this role id, if it is one.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.id() == id)
    }
}

/// What a role opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// The classes.
    pub rights: Rights,
    /// What can be done beyond looking.
    pub features: BTreeSet<Feature>,
}

/// A role as its file says it. What else stands there, such as its assertions, is for tests and people.
#[derive(Deserialize)]
struct RoleFile {
    classes: Vec<String>,
    features: Vec<String>,
}

static TEMPLATES: LazyLock<BTreeMap<Template, Role>> = LazyLock::new(|| {
    let readable = |template: Template| Some((template, read(template.file())?));
    Template::ALL.into_iter().filter_map(readable).collect()
});

impl Template {
    /// What it opens. A file that can't be read would open nothing; a test reads them all.
    pub fn role(self) -> Role {
        TEMPLATES.get(&self).cloned().unwrap_or_default()
    }

    const fn file(self) -> &'static str {
        match self {
            Self::FacilityManager => include_str!("../roles/facility-manager.toml"),
            Self::SiteManager => include_str!("../roles/site-manager.toml"),
            Self::PropertyManager => include_str!("../roles/property-manager.toml"),
            Self::Controller => include_str!("../roles/controller.toml"),
            Self::FleetManager => include_str!("../roles/fleet-manager.toml"),
            Self::HotelOperator => include_str!("../roles/hotel-operator.toml"),
            Self::TenantAdmin => include_str!("../roles/tenant-admin.toml"),
        }
    }
}

/// A role file; `None` where a word in it is no class or no feature.
fn read(text: &str) -> Option<Role> {
    let file: RoleFile = toml::from_str(text).ok()?;
    let mut rights = Rights::default();
    for word in &file.classes {
        let (class, usages) = class(word)?;
        for usage in usages {
            rights.open(*usage, [class].into_iter().collect());
        }
    }
    let features = file.features.iter().map(|word| Feature::new(word));
    Some(Role {
        rights,
        features: features.collect::<Option<_>>()?,
    })
}

/// `S`, or `D[guest]` for one usage class.
fn class(word: &str) -> Option<(Class, &'static [UsageClass])> {
    let (name, usages) = match word.strip_suffix(']') {
        None => (word, &UsageClass::ALL[..]),
        Some(word) => {
            let (name, usage) = word.split_once('[')?;
            let at = UsageClass::ALL
                .iter()
                .position(|known| known.as_str() == usage)?;
            (name, &UsageClass::ALL[at..=at])
        }
    };
    let class = Class::ALL
        .into_iter()
        .find(|class| class.as_str() == name)?;
    Some((class, usages))
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::Bits;

    #[test]
    fn every_template_can_be_read_and_opens_something() {
        for template in Template::ALL {
            let role = read(template.file());
            let role = role.unwrap_or_else(|| panic!("{template} can't be read"));
            assert_ne!(role.rights, Rights::default(), "{template}");
            assert_eq!(role, template.role());
        }
    }

    #[test]
    fn a_hotel_operator_knows_guests_by_name_and_all_others_by_pseudonym() {
        let rights = Template::HotelOperator.role().rights;
        for usage in UsageClass::ALL {
            let guest = usage == UsageClass::Guest;
            assert_eq!(rights.of(usage).has(Class::D), guest, "{usage}");
            assert_eq!(rights.of(usage).has(Class::P), !guest, "{usage}");
        }
        assert!(!rights.common().has(Class::D) && !rights.common().has(Class::P));
        assert!(rights.common().has(Class::C));
    }

    #[test]
    fn a_word_that_is_no_class_opens_nothing_of_its_role() {
        for wrong in ["X", "S[staff]", "S[guest", "S]", "s", ""] {
            let text = format!("classes = [\"O\", \"{wrong}\"]\nfeatures = []");
            assert_eq!(read(&text), None, "{wrong}");
        }
    }

    #[test]
    fn bits_of_templates_never_hold_what_the_table_denies() {
        let denied: [(Template, &[Class]); 4] = [
            (
                Template::FacilityManager,
                &[Class::S, Class::C, Class::P, Class::D],
            ),
            (
                Template::SiteManager,
                &[Class::S, Class::C, Class::P, Class::D],
            ),
            (Template::PropertyManager, &[Class::P, Class::D]),
            (Template::Controller, &[Class::O, Class::D]),
        ];
        for (template, classes) in denied {
            for usage in UsageClass::ALL {
                let open: Bits = template.role().rights.of(usage);
                for class in classes {
                    assert!(!open.has(*class), "{template} opens {class} of {usage}");
                }
            }
        }
    }
}
