//! OCPI's wire types: what a CPMS's JSON says, word for word, in both directions.
//!
//! A record is read from its text and written back equal in meaning; nothing of it passes through a float. This
//! room opens no file and no socket, knows no tenants, no database and no screen, and works nothing out: whether
//! a record is plausible, whose it is and what it costs is decided elsewhere.
//!
//! Peers are treated with care: `null` is absent, an optional list may be `null`, unknown members are ignored, and
//! values that a newer version of OCPI added are kept as they came (`Unlisted`). What decides over money is
//! strict: an unknown tariff dimension, day of week or session status is an error.
//!
//! Start at [`record::parse`] and [`v2_2_1::Cdr`]; a whole answer of a CPMS is read by [`envelope::Envelope`].

mod ci_string;
mod date_time;
mod number;
mod wire_enum;

pub mod envelope;
pub mod fields;
mod json;
mod list;
pub mod patch;
pub mod record;
pub mod v2_2_1;

pub use ci_string::CiString;
pub use date_time::{DateTime, DateTimeError};
pub use envelope::{Envelope, EnvelopeError};
pub use number::{Number, NumberError};
pub use patch::{Patch, PatchError, Patchable};
pub use record::{Reason, RecordError};
