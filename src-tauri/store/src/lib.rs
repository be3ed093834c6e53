//! The encrypted SQLite file of a profile: one [`Writer`], and [`Reader`]s that see what their Scope allows.
//!
//! All SQL of Voltfolio is in this room, as static text. Nothing public here gives out a connection,
//! a row or a key: what leaves is a value of this room's own, and what a [`Reader`] found leaves as
//! [`Visible`]. What may leave the house at all is marked [`Crosses`].
//!
//! Start at [`Profile`], then [`Writer::land`] (how a page of records gets in) and
//! [`Reader::figures`] (how a figure gets out).

mod audit;
mod cell;
mod connect;
mod crosses;
mod error;
mod key;
mod keyed;
mod libcrypto;
mod lock;
mod page;
mod plain;
mod policy;
mod profile;
#[cfg(test)]
mod proof;
mod reader;
mod tenure;
mod throwaway;
mod unpack;
mod verify;
mod visible;
pub mod wire;
mod writer;

pub use cell::Cell;
pub use crosses::Crosses;
#[doc(hidden)]
pub use crosses::listed;
pub use error::{
    AuditError, AuditFault, DatabaseError, Holder, OpenError, OtherScope, ReadError, WriteError,
};
pub use key::Passphrase;
pub use page::{Cursor, Landed, Page, Walk};
pub use plain::Plain;
pub use policy::{FoundPerson, PersonListed};
pub use profile::{Profile, WhenBusy};
pub use reader::{
    ChargePoint, ChargePoints, ConnectionInside, ConnectionSeen, Cut, FigureRow, Figures,
    Freshness, Key, LineMoney, MOST_QUARANTINED, MOST_ROWS, ModuleSeen, MonthSum, NamedPoint,
    NoSuchCut, OBSERVED_DAYS, ObservedTime, Plug, PriceCheck, QuarantinedRecord, Question, Reached,
    Reader, RecordField, RecordsFound, Row, SessionColumn, SessionColumns, SessionDetail,
    SessionFilter, SessionList, SessionOrder, SessionPage, SessionPart, SessionRow, SessionState,
    StatementLine, StatementQuestion, StatementRecords, Sum, Unbilled, WalkSeen, WantedField,
    has_rows_across,
};
pub use throwaway::Throwaway;
pub use verify::{Check, Checks};
pub use visible::{Growing, Ipc, Visible};
pub use writer::{
    Applied, Connection, ConnectionToken, Moved, Price, Priced, Quarantined, Replaced, Unassigned,
    Unpriced, Writer,
};
