//! What a role opens: the role files, a tenant's own roles, and the ceiling over both.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use access::Class;
use serde::Deserialize;

use crate::proof::setup::{Tenant, Usage, class};

/// Which class is open on rows of which usage class.
pub type Rights = BTreeSet<(Class, Usage)>;

/// What this role opens in this tenant.
///
/// # Panics
/// If no role goes by this id.
pub fn rights(tenant: &Tenant, role: &str) -> Rights {
    let own = tenant.roles.iter().find(|own| own.id == role);
    let words = match own {
        None => template(role).classes,
        Some(own) => match &own.classes {
            Some(classes) => classes.clone(),
            None => template(&own.from).classes,
        },
    };
    let opens: Rights = words.iter().flat_map(|word| opened_by(word)).collect();
    match tenant
        .ceiling
        .as_ref()
        .and_then(|ceiling| ceiling.classes.as_ref())
    {
        None => opens,
        Some(ceiling) => {
            let ceiling: Vec<Class> = ceiling.iter().map(|word| class(word)).collect();
            under(&opens, &ceiling)
        }
    }
}

/// Of what a role opens, that which the ceiling lets through; sessions at the weaker strength of the two.
fn under(rights: &Rights, ceiling: &[Class]) -> Rights {
    let mut left = Rights::new();
    for (class, usage) in rights {
        for most in ceiling {
            if let Some(class) = weaker(*class, *most) {
                left.insert((class, *usage));
            }
        }
    }
    left
}

/// What two classes have in common. S holds S_TODAY and S_LIVE; those two hold nothing of each other.
pub(super) fn weaker(one: Class, other: Class) -> Option<Class> {
    match (one, other) {
        (one, other) if one == other => Some(one),
        (Class::S, part @ (Class::SToday | Class::SLive))
        | (part @ (Class::SToday | Class::SLive), Class::S) => Some(part),
        _ => None,
    }
}

/// `P`: on rows of any usage class; `P[internal]`: on rows of that one.
fn opened_by(word: &str) -> Rights {
    let every = |word: &str| Usage::ALL.map(|usage| (class(word), usage)).into();
    let Some((word, usage)) = word.split_once('[') else {
        return every(word);
    };
    let usage = match usage {
        "internal]" => Usage::Internal,
        "guest]" => Usage::Guest,
        "public]" => Usage::Public,
        "unknown]" => Usage::Unknown,
        other => panic!("no usage class is called {other}"),
    };
    [(class(word), usage)].into()
}

/// A role file, as far as it says what is open.
#[derive(Clone, Debug, Deserialize)]
pub struct Template {
    pub classes: Vec<String>,
}

/// The role files, read once: rights are asked for all the time.
static TEMPLATES: LazyLock<BTreeMap<&str, Template>> = LazyLock::new(|| {
    let read = |(id, text)| {
        let template = toml::from_str(text);
        (
            id,
            template.unwrap_or_else(|error| panic!("{id}.toml: {error}")),
        )
    };
    FILES.into_iter().map(read).collect()
});

fn template(id: &str) -> Template {
    let template = TEMPLATES.get(id);
    template
        .unwrap_or_else(|| panic!("no role is called {id}"))
        .clone()
}

macro_rules! files {
    ($($id:literal),*) => {
        [$((
            $id,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../access/roles/", $id, ".toml")),
        )),*]
    };
}

/// Every role file, by the id of its role.
pub const FILES: [(&str, &str); 7] = files![
    "facility-manager",
    "site-manager",
    "property-manager",
    "controller",
    "fleet-manager",
    "hotel-operator",
    "tenant-admin"
];
