//! The Versions module: which versions a platform speaks, and where.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::list::list;
use crate::wire_enum::open_enum;

/// A version, and where its endpoints are listed.
///
/// Source: OCPI 2.2.1, Versions module, Version class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The version.
    pub version: VersionNumber,
    /// Where its endpoints are listed.
    pub url: String,
}

/// The endpoints of one version.
///
/// Source: OCPI 2.2.1, Versions module, version details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionDetails {
    /// The version.
    pub version: VersionNumber,
    /// Its endpoints.
    #[serde(default, deserialize_with = "list")]
    pub endpoints: Vec<Endpoint>,
}

/// Where one module is, for one role.
///
/// Source: OCPI 2.2.1, Versions module, Endpoint class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// The module.
    pub identifier: ModuleId,
    /// The role of the platform that answers there.
    pub role: InterfaceRole,
    /// The address.
    pub url: String,
}

open_enum! {
    /// Whether an endpoint gives or takes.
    ///
    /// Source: OCPI 2.2.1, Versions module, InterfaceRole enum.
    InterfaceRole {
        Sender = "SENDER",
        Receiver = "RECEIVER",
    }
}

open_enum! {
    /// A module of OCPI.
    ///
    /// Source: OCPI 2.2.1, Versions module, ModuleID enum.
    ModuleId {
        Cdrs = "cdrs",
        ChargingProfiles = "chargingprofiles",
        Commands = "commands",
        Credentials = "credentials",
        HubClientInfo = "hubclientinfo",
        Locations = "locations",
        Sessions = "sessions",
        Tariffs = "tariffs",
        Tokens = "tokens",
    }
}

/// The number of a version, ordered as numbers are: 2.2.1 before 2.10.
///
/// ```
/// use ocpi::v2_2_1::VersionNumber;
/// assert!(VersionNumber::from("2.2.1") < VersionNumber::from("2.10"));
/// ```
///
/// Source: OCPI 2.2.1, Versions module, VersionNumber enum.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VersionNumber(String);

impl VersionNumber {
    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its parts; what is not a number comes before all numbers.
    fn parts(&self) -> impl Iterator<Item = Option<u32>> + '_ {
        self.0.split('.').map(|part| part.parse().ok())
    }
}

impl From<&str> for VersionNumber {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Ord for VersionNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts()
            .cmp(other.parts())
            .then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for VersionNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_as_numbers() {
        let mut versions =
            ["2.3.0", "2.1.1", "2.10", "2.2.1", "2.0", "x", "2.2"].map(VersionNumber::from);
        versions.sort();
        assert_eq!(
            versions.map(|version| version.0),
            ["x", "2.0", "2.1.1", "2.2", "2.2.1", "2.3.0", "2.10"]
        );
    }
}
