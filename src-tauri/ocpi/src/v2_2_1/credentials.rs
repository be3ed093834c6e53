//! The Credentials module: how two platforms get to know each other.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::BusinessDetails;
use crate::CiString;
use crate::list::list;
use crate::wire_enum::open_enum;

/// What a platform says of itself. Holds a secret, so `Debug` does not show it.
///
/// Source: OCPI 2.2.1, Credentials module, Credentials object.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    /// The token that the other side is to use. Secret.
    pub token: String,
    /// Where the versions are listed.
    pub url: String,
    /// The parties behind the platform.
    #[serde(default, deserialize_with = "list")]
    pub roles: Vec<CredentialsRole>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("url", &self.url)
            .field("roles", &self.roles)
            .finish_non_exhaustive()
    }
}

/// A party behind a platform, in one role.
///
/// Source: OCPI 2.2.1, Credentials module, CredentialsRole class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CredentialsRole {
    /// The role.
    pub role: Role,
    /// The company.
    pub business_details: BusinessDetails,
    /// The party.
    pub party_id: CiString,
    /// Its country, ISO 3166-1 alpha-2.
    pub country_code: CiString,
}

open_enum! {
    /// What a party does in the market.
    ///
    /// Source: OCPI 2.2.1, Types, Role enum.
    Role {
        Cpo = "CPO",
        Emsp = "EMSP",
        Hub = "HUB",
        Nap = "NAP",
        Nsp = "NSP",
        Other = "OTHER",
        Scsp = "SCSP",
    }
}
