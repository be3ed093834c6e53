//! What Voltfolio speaks of, in OCPI's words: Location, EVSE, Connector, Session, CDR, Tariff, Token.
//!
//! Values here are already right: energy is whole watt-hours, money is whole ten-thousandths of its
//! currency, instants are UTC with the Location's time zone beside them. There is no I/O in this
//! room, no async, and nothing here can be serialised: what crosses a border has a type of its own
//! in the room that owns the border.
//!
//! Start at [`Cdr`], and follow its fields.

mod arrival;
mod ci_string;
mod energy;
mod field_class;
mod location;
mod money;
mod month;
mod price;
mod session;
mod tariff;

pub use arrival::{
    Arrival, Arrivals, BEGINNING, MOST_RECORD_BYTES, Module, Position, Reject, Version,
};
pub use ci_string::CiString;
pub use energy::Energy;
pub use field_class::FieldClass;
pub use location::{Connector, Evse, EvseStatus, Location};
pub use money::{Amount, Currency, OutOfRange, Rounding};
pub use month::{Month, NoSuchMonth};
pub use price::{Component, PricePart, PriceReason, PriceState};
pub use session::{Cdr, ChargingCost, Credit, Session, SessionStatus, TokenRef};
pub use tariff::Tariff;

/// Who speaks in OCPI: a country and a party in it, for example `DE` and `HVB`.
///
/// Source: OCPI 2.2.1, credentials, CredentialsRole class.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Party {
    /// ISO 3166 alpha-2.
    pub country_code: CiString,
    /// The CPO's id in that country, three characters.
    pub party_id: CiString,
}

/// The name of a record of one CPMS: unique by party and id, in any spelling of upper and lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId {
    /// The party that owns the record.
    pub party: Party,
    /// Its id there.
    pub id: CiString,
}
