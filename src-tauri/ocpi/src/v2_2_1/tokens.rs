//! The Tokens module: what drivers identify with.

use serde::{Deserialize, Serialize};

use crate::patch::Patchable;
use crate::wire_enum::open_enum;
use crate::{CiString, DateTime};

/// A card, an app account or a contract.
///
/// Source: OCPI 2.2.1, Tokens module, Token object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Country of the driver's provider.
    pub country_code: CiString,
    /// The driver's provider.
    pub party_id: CiString,
    /// What the reader sees.
    pub uid: CiString,
    /// What kind of token it is.
    #[serde(rename = "type")]
    pub kind: TokenType,
    /// The contract behind it.
    pub contract_id: CiString,
    /// The number printed on the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visual_number: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// Tokens of one group stop each other's sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<CiString>,
    /// May be used.
    pub valid: bool,
    /// Whether the CPO has to ask.
    pub whitelist: WhitelistType,
    /// The driver's language, ISO 639-1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How the driver likes to charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_profile_type: Option<ProfileType>,
    /// The driver's own energy contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub energy_contract: Option<EnergyContract>,
    /// When it last changed.
    pub last_updated: DateTime,
}

/// An energy contract that goes with a token.
///
/// Source: OCPI 2.2.1, Tokens module, EnergyContract class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnergyContract {
    /// Who supplies the energy.
    pub supplier_name: String,
    /// The contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_id: Option<String>,
}

open_enum! {
    /// What kind of token it is.
    ///
    /// Source: OCPI 2.2.1, Tokens module, TokenType enum.
    TokenType {
        AdHocUser = "AD_HOC_USER",
        AppUser = "APP_USER",
        Other = "OTHER",
        Rfid = "RFID",
    }
}

open_enum! {
    /// Whether the CPO has to ask the driver's provider.
    ///
    /// Source: OCPI 2.2.1, Tokens module, WhitelistType enum.
    WhitelistType {
        Always = "ALWAYS",
        Allowed = "ALLOWED",
        AllowedOffline = "ALLOWED_OFFLINE",
        Never = "NEVER",
    }
}

open_enum! {
    /// How a driver likes to charge.
    ///
    /// Source: OCPI 2.2.1, Sessions module, ProfileType enum.
    ProfileType {
        Cheap = "CHEAP",
        Fast = "FAST",
        Green = "GREEN",
        Regular = "REGULAR",
    }
}

impl Patchable for Token {
    const SMALLEST: &str = r#"{"country_code":"","party_id":"","uid":"","type":"","contract_id":"","issuer":"","valid":false,
        "whitelist":"","last_updated":"1970-01-01T00:00:00Z"}"#;
}
