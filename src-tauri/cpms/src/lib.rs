//! Connectors to CPMSs. Each yields pages of model types, with what could not be understood beside them.
//!
//! A connector knows nothing of tenants and keeps nothing: it asks, reads and hands on. The credential it
//! is given goes to the origin it was given for, over TLS or to this machine itself, and is never logged.
//!
//! Start at [`Ocpi::discover`], then [`Ocpi::page`]. What a page may be is decided in [`link`](mod@link),
//! what a record means in [`intake`].

mod backoff;
mod discover;
mod error;
mod http;
mod intake;
mod link;
mod ocpi_2_2_1;
mod window;

pub use backoff::Patience;
pub use error::CpmsError;
pub use http::{Credential, Traffic, check_address};
pub use intake::read_again;
pub use ocpi_2_2_1::{Count, Ocpi, PAGE, Received};
pub use window::Window;
