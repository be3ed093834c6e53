use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{CiString, RecordId};

/// A site with an address, where a CPO has charge points.
///
/// Source: OCPI 2.2.1, locations, Location object.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// Its name in the CPMS.
    pub id: RecordId,
    /// What people call it.
    pub name: Option<String>,
    /// Street and number.
    pub address: String,
    /// Town.
    pub city: String,
    /// Postal code, where there is one.
    pub postal_code: Option<String>,
    /// ISO 3166 alpha-3.
    pub country: String,
    /// Where its days begin.
    pub time_zone: Tz,
    /// Its charge point positions.
    pub evses: Vec<Evse>,
    /// When the CPMS last changed it or anything in it.
    pub last_updated: DateTime<Utc>,
}

/// One charge point position: it charges one vehicle at a time.
///
/// Source: OCPI 2.2.1, locations, EVSE object.
#[derive(Clone, Debug, PartialEq)]
pub struct Evse {
    /// Its id within the CPO's platform.
    pub uid: CiString,
    /// The id that is printed on it, for example `DE*HVB*E1`.
    pub evse_id: Option<CiString>,
    /// What stands on it for people: a number, a parking space.
    pub label: Option<String>,
    /// What it can do now.
    pub status: EvseStatus,
    /// Its sockets and plugs.
    pub connectors: Vec<Connector>,
    /// When the CPMS last changed it.
    pub last_updated: DateTime<Utc>,
}

/// What an EVSE can do now.
///
/// Source: OCPI 2.2.1, locations, Status enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EvseStatus {
    /// Free.
    Available,
    /// Not accessible, by a parked car or a barrier.
    Blocked,
    /// In use.
    Charging,
    /// Not yet or no longer in service.
    Inoperative,
    /// Broken.
    OutOfOrder,
    /// Will come.
    Planned,
    /// Gone.
    Removed,
    /// Kept for somebody.
    Reserved,
    /// The CPMS does not know, or says what OCPI does not name.
    Unknown,
}

/// A socket or a plug of an EVSE.
///
/// Source: OCPI 2.2.1, locations, Connector object.
#[derive(Clone, Debug, PartialEq)]
pub struct Connector {
    /// Its id within the EVSE.
    pub id: CiString,
    /// OCPI's word for its type, for example `IEC_62196_T2`.
    pub standard: String,
    /// OCPI's word for its current, for example `AC_3_PHASE`.
    pub power_type: String,
    /// The most it gives, in watts, where the CPMS says so.
    pub max_power_w: Option<i64>,
}
