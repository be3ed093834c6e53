use chrono::{DateTime, Utc};

use crate::{Amount, CiString, Currency, Energy, Party, RecordId};

/// What a driver identified with, as a Session or CDR repeats it.
///
/// Source: OCPI 2.2.1, cdrs, CdrToken class.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenRef {
    /// The party that issued it.
    pub party: Party,
    /// What the reader read.
    pub uid: CiString,
    /// OCPI's word for its type, for example `RFID`.
    pub kind: String,
    /// The contract behind it.
    pub contract_id: CiString,
}

/// Where a Session stands.
///
/// Source: OCPI 2.2.1, sessions, SessionStatus enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SessionStatus {
    /// Running.
    Active,
    /// Ended.
    Completed,
    /// Not a session after all.
    Invalid,
    /// Accepted, not yet begun.
    Pending,
    /// A reservation.
    Reservation,
}

/// A charging session, running or ended. Preliminary: what is billed stands in its [`Cdr`].
///
/// Source: OCPI 2.2.1, sessions, Session object.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Its name in the CPMS.
    pub id: RecordId,
    /// Where it stands.
    pub status: SessionStatus,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended, if it did.
    pub ended_at: Option<DateTime<Utc>>,
    /// Where it is.
    pub location_id: CiString,
    /// At which position; absent where the CPMS drops it.
    pub evse_uid: Option<CiString>,
    /// Who charged.
    pub token: TokenRef,
    /// Charged so far.
    pub energy: Energy,
    /// The currency of its cost.
    pub currency: Currency,
    /// What it cost so far, where the CPMS says so.
    pub cost: Option<ChargingCost>,
    /// When the CPMS last changed it.
    pub last_updated: DateTime<Utc>,
}

/// What the CPMS charged, in the currency named beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChargingCost {
    /// Without VAT.
    pub net: Amount,
    /// With VAT; absent where the CPMS leaves it out. It is never made up.
    pub gross: Option<Amount>,
}

/// A charge detail record: final, billable, corrected only by a credit CDR.
///
/// Source: OCPI 2.2.1, cdrs, CDR object.
#[derive(Clone, Debug, PartialEq)]
pub struct Cdr {
    /// Its name in the CPMS.
    pub id: RecordId,
    /// The Session it bills, where the CPMS says so.
    pub session_id: Option<CiString>,
    /// When charging began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
    /// Where it was.
    pub location_id: CiString,
    /// At which position; absent where the CPMS drops it.
    pub evse_uid: Option<CiString>,
    /// The id printed on the position.
    pub evse_id: Option<CiString>,
    /// Who charged.
    pub token: TokenRef,
    /// What was charged; of a credit, what is taken off, whatever its sign.
    pub energy: Energy,
    /// The currency of its cost.
    pub currency: Currency,
    /// What the CPMS charged; of a credit, what it takes off, whatever its sign.
    pub cost: ChargingCost,
    /// What it takes back, if it is a credit.
    pub credit: Option<Credit>,
    /// When the CPMS last changed it.
    pub last_updated: DateTime<Utc>,
}

/// That a CDR is a credit.
///
/// Source: OCPI 2.2.1, cdrs, Credit CDRs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The CDR it takes back, where the CPMS says so.
    pub reference_id: Option<CiString>,
}
