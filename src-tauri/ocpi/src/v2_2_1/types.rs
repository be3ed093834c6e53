//! Types that several modules share.

use serde::{Deserialize, Serialize};

use crate::Number;
use crate::list::list;
use crate::number::whole_or_absent;
use crate::wire_enum::open_enum;

/// A text and its language.
///
/// Source: OCPI 2.2.1, Types, DisplayText class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisplayText {
    /// ISO 639-1 code.
    pub language: String,
    /// The text, without markup.
    pub text: String,
}

/// An amount in the currency of the record that holds it.
///
/// Source: OCPI 2.2.1, Types, Price class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Net.
    pub excl_vat: Number,
    /// Gross; absent where no VAT applies or it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incl_vat: Option<Number>,
}

/// A company.
///
/// Source: OCPI 2.2.1, Locations module, BusinessDetails class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusinessDetails {
    /// Its name.
    pub name: String,
    /// Its website.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Its logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Image>,
}

/// A picture, by address.
///
/// Source: OCPI 2.2.1, Locations module, Image class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Where the picture is.
    pub url: String,
    /// Where a small version is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<String>,
    /// What it shows.
    pub category: ImageCategory,
    /// File type such as `png`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Width in pixels.
    #[serde(
        default,
        deserialize_with = "whole_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub width: Option<i64>,
    /// Height in pixels.
    #[serde(
        default,
        deserialize_with = "whole_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub height: Option<i64>,
}

open_enum! {
    /// What a picture shows.
    ///
    /// Source: OCPI 2.2.1, Locations module, ImageCategory enum.
    ImageCategory {
        Charger = "CHARGER",
        Entrance = "ENTRANCE",
        Location = "LOCATION",
        Network = "NETWORK",
        Operator = "OPERATOR",
        Other = "OTHER",
        Owner = "OWNER",
    }
}

/// A point on the WGS 84 ellipsoid, in decimal degrees.
///
/// Source: OCPI 2.2.1, Locations module, GeoLocation class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeoLocation {
    /// Degrees north, as text.
    pub latitude: String,
    /// Degrees east, as text.
    pub longitude: String,
}

/// A further point of a Location, such as an entrance.
///
/// Source: OCPI 2.2.1, Locations module, AdditionalGeoLocation class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdditionalGeoLocation {
    /// Degrees north, as text.
    pub latitude: String,
    /// Degrees east, as text.
    pub longitude: String,
    /// What the point is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<DisplayText>,
}

/// Where the energy comes from.
///
/// Source: OCPI 2.2.1, Locations module, EnergyMix class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnergyMix {
    /// All of it from regenerative sources.
    pub is_green_energy: bool,
    /// Shares by source.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub energy_sources: Vec<EnergySource>,
    /// What a kWh leaves behind.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub environ_impact: Vec<EnvironmentalImpact>,
    /// Who supplies it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier_name: Option<String>,
    /// The product it is sold as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub energy_product_name: Option<String>,
}

/// The share of one source.
///
/// Source: OCPI 2.2.1, Locations module, EnergySource class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnergySource {
    /// The source.
    pub source: EnergySourceCategory,
    /// Its share, 0 to 100.
    pub percentage: Number,
}

open_enum! {
    /// A kind of energy source.
    ///
    /// Source: OCPI 2.2.1, Locations module, EnergySourceCategory enum.
    EnergySourceCategory {
        Nuclear = "NUCLEAR",
        GeneralFossil = "GENERAL_FOSSIL",
        Coal = "COAL",
        Gas = "GAS",
        GeneralGreen = "GENERAL_GREEN",
        Solar = "SOLAR",
        Wind = "WIND",
        Water = "WATER",
    }
}

/// What a kWh leaves behind.
///
/// Source: OCPI 2.2.1, Locations module, EnvironmentalImpact class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvironmentalImpact {
    /// Of what.
    pub category: EnvironmentalImpactCategory,
    /// Grams per kWh.
    pub amount: Number,
}

open_enum! {
    /// A kind of waste.
    ///
    /// Source: OCPI 2.2.1, Locations module, EnvironmentalImpactCategory enum.
    EnvironmentalImpactCategory {
        NuclearWaste = "NUCLEAR_WASTE",
        CarbonDioxide = "CARBON_DIOXIDE",
    }
}
