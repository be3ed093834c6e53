//! How keys, instants and states are written.

use chrono::{DateTime, SecondsFormat, Utc};
use model::{CiString, EvseStatus, Party, SessionStatus};

pub fn key(connection: &str, party: &Party, id: &CiString) -> String {
    format!(
        "{connection}:{}-{}/{id}",
        party.country_code, party.party_id
    )
}

/// A CiString in one spelling: two that differ in case are one, and which of them is kept is nobody's promise.
pub fn ci(text: &CiString) -> String {
    text.to_string().to_ascii_lowercase()
}

pub fn instant(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub fn status(status: EvseStatus) -> &'static str {
    match status {
        EvseStatus::Available => "AVAILABLE",
        EvseStatus::Blocked => "BLOCKED",
        EvseStatus::Charging => "CHARGING",
        EvseStatus::Inoperative => "INOPERATIVE",
        EvseStatus::OutOfOrder => "OUTOFORDER",
        EvseStatus::Planned => "PLANNED",
        EvseStatus::Removed => "REMOVED",
        EvseStatus::Reserved => "RESERVED",
        EvseStatus::Unknown => "UNKNOWN",
    }
}

pub fn state(status: SessionStatus) -> &'static str {
    match status {
        SessionStatus::Active => "ACTIVE",
        SessionStatus::Completed => "COMPLETED",
        SessionStatus::Invalid => "INVALID",
        SessionStatus::Pending => "PENDING",
        SessionStatus::Reservation => "RESERVATION",
    }
}
