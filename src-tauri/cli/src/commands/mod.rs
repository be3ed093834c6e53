//! One command a file.

pub mod demo;
pub mod figures;
pub mod setup;
pub mod sync;
pub mod verify;
pub mod window;

use std::{future::Future, io::Write};

use serde::Serialize;

use crate::failure::Failure;

/// Runs a command's async part to its end.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.map_err(|_| Failure::Output)?.block_on(work)
}

/// Writes an answer to standard output. Whoever closed it early has read enough.
fn print(text: &str) -> Result<(), Failure> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::Output),
        _ => Ok(()),
    }
}

/// What a command did, without any charging data: as JSON or, for people, as lines.
fn report(value: &impl Serialize, json: bool) -> Result<(), Failure> {
    let text = if json {
        serde_json::to_string(value)
    } else {
        serde_json::to_string_pretty(value)
    };
    print(&text.map_err(|_| Failure::Output)?)
}
