//! The Sessions module: a running or ended session, preliminary until its CDR comes.

use serde::{Deserialize, Serialize};

use super::{AuthMethod, CdrToken, ChargingPeriod, Price};
use crate::list::list;
use crate::patch::Patchable;
use crate::wire_enum::closed_enum;
use crate::{CiString, DateTime, Number};

/// A charging session.
///
/// `evse_uid` and `connector_id` are optional here, although OCPI requires them: not every peer sends them.
///
/// Source: OCPI 2.2.1, Sessions module, Session object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Country of the CPO, ISO 3166-1 alpha-2.
    pub country_code: CiString,
    /// The CPO.
    pub party_id: CiString,
    /// Unique with the CPO.
    pub id: CiString,
    /// When it became active, or was to.
    pub start_date_time: DateTime,
    /// When it ended; absent while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date_time: Option<DateTime>,
    /// Energy so far, in kWh.
    pub kwh: Number,
    /// Who charges.
    pub cdr_token: CdrToken,
    /// How that was established.
    pub auth_method: AuthMethod,
    /// The reference that the driver's provider gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization_reference: Option<CiString>,
    /// The Location.
    pub location_id: CiString,
    /// The EVSE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evse_uid: Option<CiString>,
    /// The connector of that EVSE.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connector_id: Option<CiString>,
    /// The meter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meter_id: Option<String>,
    /// ISO 4217 code of all amounts.
    pub currency: String,
    /// What was consumed when.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub charging_periods: Vec<ChargingPeriod>,
    /// Cost so far; absent is unknown, not free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_cost: Option<Price>,
    /// Where it stands.
    pub status: SessionStatus,
    /// When it last changed.
    pub last_updated: DateTime,
}

closed_enum! {
    /// Where a session stands. Closed, because it decides whether a session counts.
    ///
    /// Source: OCPI 2.2.1, Sessions module, SessionStatus enum.
    SessionStatus {
        Active = "ACTIVE",
        Completed = "COMPLETED",
        Invalid = "INVALID",
        Pending = "PENDING",
        Reservation = "RESERVATION",
    }
}

impl Patchable for Session {
    const SMALLEST: &str = r#"{"country_code":"","party_id":"","id":"","start_date_time":"1970-01-01T00:00:00Z","kwh":0,
        "cdr_token":{"country_code":"","party_id":"","uid":"","type":"","contract_id":""},"auth_method":"","location_id":"",
        "currency":"","status":"ACTIVE","last_updated":"1970-01-01T00:00:00Z"}"#;
}
