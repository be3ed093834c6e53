//! `cargo xtask bindings`: the list of commands stands once, in Rust; what the page and the permissions
//! need of it is generated. That it is current is a test of its own.

use crate::command;

pub fn run() -> anyhow::Result<()> {
    let test = "cargo test --quiet --workspace --test ipc generated_files_are_current";
    let mut update = command::line(".", test);
    update.env("UPDATE_BINDINGS", "1");
    command::run(update)
}
