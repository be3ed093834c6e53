//! When a Location is open, and what is planned for an EVSE.

use serde::{Deserialize, Serialize};

use super::Status;
use crate::DateTime;
use crate::list::list;
use crate::number::whole;

/// Opening hours, in the Location's own time zone where they are times of day.
///
/// Source: OCPI 2.2.1, Locations module, Hours class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Open at all times, but for the exceptions.
    pub twentyfourseven: bool,
    /// Hours by weekday; only without `twentyfourseven`.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub regular_hours: Vec<RegularHours>,
    /// Open in addition.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub exceptional_openings: Vec<ExceptionalPeriod>,
    /// Closed all the same.
    #[serde(
        default,
        deserialize_with = "list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub exceptional_closings: Vec<ExceptionalPeriod>,
}

/// Opening hours of a weekday.
///
/// Source: OCPI 2.2.1, Locations module, RegularHours class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegularHours {
    /// 1 is Monday, 7 Sunday.
    #[serde(deserialize_with = "whole")]
    pub weekday: i64,
    /// Local time `HH:MM`.
    pub period_begin: String,
    /// Local time `HH:MM`; not after midnight.
    pub period_end: String,
}

/// A period that regular hours do not cover.
///
/// Source: OCPI 2.2.1, Locations module, ExceptionalPeriod class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionalPeriod {
    /// Its begin.
    pub period_begin: DateTime,
    /// Its end.
    pub period_end: DateTime,
}

/// A status that an EVSE will have.
///
/// Source: OCPI 2.2.1, Locations module, StatusSchedule class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusSchedule {
    /// Since when.
    pub period_begin: DateTime,
    /// Until when, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period_end: Option<DateTime>,
    /// Which status.
    pub status: Status,
}
