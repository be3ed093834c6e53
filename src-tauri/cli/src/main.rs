//! The command line `voltfolio`: parses, opens the profile, calls one room, prints its answer.
//!
//! What it prints and with which code it ends is a contract that scripts rest on. It holds no rule of its
//! own, and links no webview: without a subcommand it starts the window's program beside it.

mod arguments;
mod commands;
mod crosses;
mod failure;
mod log;
mod out;
mod profile;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log::start();
    let lang = arguments.common.lang();
    match run(arguments) {
        Ok(code) => code,
        Err(failure) => {
            out::failure(&failure, lang, Failure::sentence);
            failure.code()
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Arguments { common, command } = arguments;
    match command {
        Some(Command::Setup(setup)) => commands::setup::run(&common, &setup),
        Some(Command::Sync(sync)) => commands::sync::run(&common, &sync),
        Some(Command::Figures(figures)) => commands::figures::run(&common, &figures),
        Some(Command::Overview(overview)) => commands::overview::run(&common, &overview),
        Some(Command::Statement(statement)) => commands::statement::run(&common, &statement),
        Some(Command::Sample(sample)) => commands::sample::run(&common, &sample),
        Some(Command::Verify(verify)) => commands::verify::run(&common, &verify),
        Some(Command::Demo(demo)) => commands::demo::run(&common, &demo),
        None => commands::window::run(&common),
    }
}
