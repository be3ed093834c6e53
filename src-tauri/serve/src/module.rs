//! [`Module`]: the modules of OCPI that can be read in pages.

use std::fmt;

use ocpi::v2_2_1::ModuleId;

/// A module whose records are served in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Module {
    /// Locations with their EVSEs and connectors.
    Locations,
    /// Tariffs.
    Tariffs,
    /// Sessions.
    Sessions,
    /// CDRs.
    Cdrs,
    /// Tokens, which a driver's provider serves and an operator does not.
    Tokens,
}

impl Module {
    /// All modules.
    pub const ALL: [Self; 5] = [
        Self::Locations,
        Self::Tariffs,
        Self::Sessions,
        Self::Cdrs,
        Self::Tokens,
    ];

    /// Its name in addresses and in the list of endpoints.
    pub fn name(self) -> &'static str {
        match self {
            Self::Locations => "locations",
            Self::Tariffs => "tariffs",
            Self::Sessions => "sessions",
            Self::Cdrs => "cdrs",
            Self::Tokens => "tokens",
        }
    }

    /// The module of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|module| module.name() == name)
    }

    pub(crate) fn id(self) -> ModuleId {
        match self {
            Self::Locations => ModuleId::Locations,
            Self::Tariffs => ModuleId::Tariffs,
            Self::Sessions => ModuleId::Sessions,
            Self::Cdrs => ModuleId::Cdrs,
            Self::Tokens => ModuleId::Tokens,
        }
    }
}

impl fmt::Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
