//! `cargo xtask bench`: how fast the released program is, against what it can't be faster than.

mod download;
mod folder;
mod programs;
mod sync;

use clap::{Args, ValueEnum};

#[derive(Args)]
pub struct Arguments {
    /// What is measured.
    #[arg(default_value = "sync")]
    scenario: Scenario,
    /// One JSON object in place of the table.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scenario {
    /// A first sync of 100,000 CDRs with their Sessions.
    Sync,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    match arguments.scenario {
        Scenario::Sync => sync::run(arguments.json),
    }
}
