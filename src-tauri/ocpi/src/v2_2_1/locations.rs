//! The Locations module: a site, its EVSEs and their connectors.

use serde::{Deserialize, Serialize};

use super::{
    AdditionalGeoLocation, BusinessDetails, Capability, ConnectorFormat, ConnectorType,
    DisplayText, EnergyMix, Facility, GeoLocation, Hours, Image, ParkingRestriction, ParkingType,
    PowerType, Status, StatusSchedule, TokenType,
};
use crate::list::list;
use crate::number::{whole, whole_or_absent};
use crate::patch::Patchable;
use crate::{CiString, DateTime};

/// A site with an address, and the EVSEs there.
///
/// Source: OCPI 2.2.1, Locations module, Location object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Country of the CPO, ISO 3166-1 alpha-2.
    pub country_code: CiString,
    /// The CPO.
    pub party_id: CiString,
    /// Unique with the CPO; never changes.
    pub id: CiString,
    /// May be shown to everybody.
    pub publish: bool,
    /// Who may see it when it is not published.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub publish_allowed_to: Vec<PublishTokenType>,
    /// Display name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Street and house number.
    pub address: String,
    /// City or town.
    pub city: String,
    /// Postal code, where there are such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// State or province, where that matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// ISO 3166-1 alpha-3 code.
    pub country: String,
    /// Where it is.
    pub coordinates: GeoLocation,
    /// Further points, such as entrances.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub related_locations: Vec<AdditionalGeoLocation>,
    /// What kind of place it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parking_type: Option<ParkingType>,
    /// The charge point positions.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub evses: Vec<Evse>,
    /// How to get there.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub directions: Vec<DisplayText>,
    /// Who operates it, if not the CPO under its own name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<BusinessDetails>,
    /// Who operates it on behalf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suboperator: Option<BusinessDetails>,
    /// Who owns it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<BusinessDetails>,
    /// What is nearby.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub facilities: Vec<Facility>,
    /// IANA name of the zone that local times are in.
    pub time_zone: String,
    /// When charging is possible; absent is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening_times: Option<Hours>,
    /// Whether running sessions go on after closing; absent is `true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charging_when_closed: Option<bool>,
    /// Pictures.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub images: Vec<Image>,
    /// Where the energy comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub energy_mix: Option<EnergyMix>,
    /// When it, or an EVSE or connector of it, last changed.
    pub last_updated: DateTime,
}

/// Tokens that may see an unpublished Location.
///
/// Source: OCPI 2.2.1, Locations module, PublishTokenType class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishTokenType {
    /// A single token, with its `type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<CiString>,
    /// The kind of that token.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<TokenType>,
    /// The number printed on the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visual_number: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Tokens of one group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<CiString>,
}

/// One charge point position: it charges one car at a time.
///
/// Source: OCPI 2.2.1, Locations module, EVSE object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evse {
    /// Unique with the CPO; never changes.
    pub uid: CiString,
    /// The number that people see; may be missing and may be reused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evse_id: Option<CiString>,
    /// What it is doing.
    pub status: Status,
    /// What it will be doing.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub status_schedule: Vec<StatusSchedule>,
    /// What it can do.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub capabilities: Vec<Capability>,
    /// Its sockets and cables; peers send none at times.
    #[serde(default, deserialize_with = "list")]
    pub connectors: Vec<Connector>,
    /// Which floor of a garage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor_level: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<GeoLocation>,
    /// What is written on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub physical_reference: Option<String>,
    /// How to get there.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub directions: Vec<DisplayText>,
    /// Who may park there.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub parking_restrictions: Vec<ParkingRestriction>,
    /// Pictures.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub images: Vec<Image>,
    /// When it, or a connector of it, last changed.
    pub last_updated: DateTime,
}

/// A socket or a cable.
///
/// Source: OCPI 2.2.1, Locations module, Connector object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connector {
    /// Unique in its EVSE.
    pub id: CiString,
    /// The plug.
    pub standard: ConnectorType,
    /// Socket or cable.
    pub format: ConnectorFormat,
    /// The current.
    pub power_type: PowerType,
    /// In volts, line to neutral.
    #[serde(deserialize_with = "whole")]
    pub max_voltage: i64,
    /// In amperes.
    #[serde(deserialize_with = "whole")]
    pub max_amperage: i64,
    /// In watts, if less than voltage and amperage give.
    #[serde(
        default,
        deserialize_with = "whole_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub max_electric_power: Option<i64>,
    /// The tariffs that hold here.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tariff_ids: Vec<CiString>,
    /// Where the terms are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_and_conditions: Option<String>,
    /// When it last changed.
    pub last_updated: DateTime,
}

impl Patchable for Location {
    const SMALLEST: &str = r#"{"country_code":"","party_id":"","id":"","publish":false,"address":"","city":"","country":"",
        "coordinates":{"latitude":"","longitude":""},"time_zone":"","last_updated":"1970-01-01T00:00:00Z"}"#;
}

impl Patchable for Evse {
    const SMALLEST: &str =
        r#"{"uid":"","status":"","connectors":[],"last_updated":"1970-01-01T00:00:00Z"}"#;
}

impl Patchable for Connector {
    const SMALLEST: &str = r#"{"id":"","standard":"","format":"","power_type":"","max_voltage":0,"max_amperage":0,
        "last_updated":"1970-01-01T00:00:00Z"}"#;
}
