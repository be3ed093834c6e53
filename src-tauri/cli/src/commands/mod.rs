//! One command a file.

pub mod demo;
pub mod figures;
mod look;
pub mod overview;
pub mod sample;
pub mod setup;
pub mod statement;
pub mod sync;
pub mod verify;
pub mod window;

use std::future::Future;

use crate::failure::Failure;

/// Runs a command's async part to its end.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.map_err(|_| Failure::Output)?.block_on(work)
}
