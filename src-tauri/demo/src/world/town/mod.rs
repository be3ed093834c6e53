//! A town: six properties with 40 EVSEs, where about 13.7 sessions end on a day.
//!
//! A world is one town or many; all are built alike, but nothing happens twice. What is here is said once, as tables.
//!
//! Start at [`PROPERTIES`] and [`STREAMS`].

mod habits;
mod property;
mod stream;

pub(super) use property::{PROPERTIES, Property};
pub(super) use stream::{STREAMS, Stream, Users};
