//! The CDRs module: what was charged, final and billable.

use serde::{Deserialize, Serialize};

use super::{ConnectorFormat, ConnectorType, GeoLocation, PowerType, Price, Tariff, TokenType};
use crate::list::list;
use crate::number::whole_or_absent;
use crate::wire_enum::open_enum;
use crate::{CiString, DateTime, Number};

/// A charge detail record.
///
/// Only `total_cost` is required among the costs: peers leave out all others. A credit CDR says so by `credit`, and
/// nothing about the sign of its amounts is promised.
///
/// Source: OCPI 2.2.1, CDRs module, CDR object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cdr {
    /// Country of the CPO, ISO 3166-1 alpha-2.
    pub country_code: CiString,
    /// The CPO.
    pub party_id: CiString,
    /// Unique with the CPO.
    pub id: CiString,
    /// When the session started.
    pub start_date_time: DateTime,
    /// When it ended. `null`, as some send for an abandoned session, is an error.
    pub end_date_time: DateTime,
    /// The Session that this is the bill for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<CiString>,
    /// Who charged.
    pub cdr_token: CdrToken,
    /// How that was established.
    pub auth_method: AuthMethod,
    /// The reference that the driver's provider gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_reference: Option<CiString>,
    /// Where, as it was when the session started.
    pub cdr_location: CdrLocation,
    /// The meter inside the charge point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meter_id: Option<String>,
    /// ISO 4217 code of all amounts.
    pub currency: String,
    /// The tariffs that applied.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tariffs: Vec<Tariff>,
    /// What was consumed when; peers send none at times.
    #[serde(default, deserialize_with = "list")]
    pub charging_periods: Vec<ChargingPeriod>,
    /// The meter's own signed values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_data: Option<SignedData>,
    /// Sum of all costs.
    pub total_cost: Price,
    /// Of that, fixed costs such as a start fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_fixed_cost: Option<Price>,
    /// Energy in kWh.
    pub total_energy: Number,
    /// Of the sum, for energy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_energy_cost: Option<Price>,
    /// Duration in hours, charging or not.
    pub total_time: Number,
    /// Of the sum, for time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_time_cost: Option<Price>,
    /// Of the duration, hours without charging.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_parking_time: Option<Number>,
    /// Of the sum, for parking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_parking_cost: Option<Price>,
    /// Of the sum, for a reservation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_reservation_cost: Option<Price>,
    /// Free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// The invoice that this CDR is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_reference_id: Option<CiString>,
    /// This CDR takes another one back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<bool>,
    /// The CDR that is taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_reference_id: Option<CiString>,
    /// The cost is paid to the owner of the charge point at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_charging_compensation: Option<bool>,
    /// When it was made.
    pub last_updated: DateTime,
}

/// The token that a session was started with.
///
/// Source: OCPI 2.2.1, CDRs module, CdrToken class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CdrToken {
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
}

/// The Location, EVSE and connector of a session, as they were when it started.
///
/// The EVSE's own ids are optional here, although OCPI requires them: peers drop one or the other.
///
/// Source: OCPI 2.2.1, CDRs module, CdrLocation class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CdrLocation {
    /// The Location.
    pub id: CiString,
    /// Its display name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Street and house number.
    pub address: String,
    /// City or town.
    pub city: String,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// State or province.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// ISO 3166-1 alpha-3 code.
    pub country: String,
    /// Where it is.
    pub coordinates: GeoLocation,
    /// The EVSE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evse_uid: Option<CiString>,
    /// The number that people see on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evse_id: Option<CiString>,
    /// The connector of that EVSE.
    pub connector_id: CiString,
    /// Its plug.
    pub connector_standard: ConnectorType,
    /// Socket or cable.
    pub connector_format: ConnectorFormat,
    /// Its current.
    pub connector_power_type: PowerType,
}

/// A stretch of a session in which nothing changed that matters to the cost. It ends where the next begins.
///
/// Source: OCPI 2.2.1, CDRs module, ChargingPeriod class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargingPeriod {
    /// Its begin.
    pub start_date_time: DateTime,
    /// What was consumed.
    #[serde(default, deserialize_with = "list")]
    pub dimensions: Vec<CdrDimension>,
    /// The tariff that held; absent is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tariff_id: Option<CiString>,
}

/// How much of one thing was consumed.
///
/// Source: OCPI 2.2.1, CDRs module, CdrDimension class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CdrDimension {
    /// Of what.
    #[serde(rename = "type")]
    pub kind: CdrDimensionType,
    /// How much, in the unit of the dimension.
    pub volume: Number,
}

open_enum! {
    /// What is measured: energy in kWh, times in hours, currents in A, powers in kW, charge in percent.
    ///
    /// Source: OCPI 2.2.1, CDRs module, CdrDimensionType enum.
    CdrDimensionType {
        Current = "CURRENT",
        Energy = "ENERGY",
        EnergyExport = "ENERGY_EXPORT",
        EnergyImport = "ENERGY_IMPORT",
        MaxCurrent = "MAX_CURRENT",
        MinCurrent = "MIN_CURRENT",
        MaxPower = "MAX_POWER",
        MinPower = "MIN_POWER",
        ParkingTime = "PARKING_TIME",
        Power = "POWER",
        ReservationTime = "RESERVATION_TIME",
        StateOfCharge = "STATE_OF_CHARGE",
        Time = "TIME",
    }
}

open_enum! {
    /// How it was established who charges.
    ///
    /// Source: OCPI 2.2.1, CDRs module, AuthMethod enum.
    AuthMethod {
        AuthRequest = "AUTH_REQUEST",
        Command = "COMMAND",
        Whitelist = "WHITELIST",
    }
}

/// What a calibrated meter signed.
///
/// Source: OCPI 2.2.1, CDRs module, SignedData class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedData {
    /// How it is encoded.
    pub encoding_method: CiString,
    /// In which version.
    #[serde(
        default,
        deserialize_with = "whole_or_absent",
        skip_serializing_if = "Option::is_none"
    )]
    pub encoding_method_version: Option<i64>,
    /// The key to check it with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// The signed readings.
    #[serde(default, deserialize_with = "list")]
    pub signed_values: Vec<SignedValue>,
    /// Where it can be checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// One signed reading.
///
/// Source: OCPI 2.2.1, CDRs module, SignedValue class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedValue {
    /// `Start`, `End` or `Intermediate`.
    pub nature: CiString,
    /// The reading.
    pub plain_data: String,
    /// The signed blob, in base64.
    pub signed_data: String,
}
