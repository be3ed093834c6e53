//! The project's own commands: what a person does twice is one of them. `cargo xtask help` lists them.

mod bench;
mod bindings;
mod command;
mod needs;
mod run;
mod screens;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "Voltfolio's own commands",
    disable_version_flag = true
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Opens Voltfolio over a sample world; where there is no display, shows it as tables.
    Run {
        /// For the program: `--now INSTANT`, `--person PERSON` (the window) or `--as PERSON` (the terminal).
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<String>,
    },
    /// Everything a change must pass: format, lints, licences and bans, UI and Rust tests, the real window.
    Test,
    /// Makes a picture of every view, and those that the README shows.
    Screens,
    /// Writes the files that are generated from the list of commands.
    Bindings,
    /// Measures the released program against what it can't be faster than.
    Bench(bench::Arguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Run { words } => run::sample(&words),
        Task::Screens => screens::make(),
        Task::Test => test::everything(),
        Task::Bindings => bindings::run(),
        Task::Bench(arguments) => bench::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
