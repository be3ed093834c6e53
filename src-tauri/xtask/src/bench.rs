//! `cargo xtask bench`: how fast the released program is, against what it can't be faster than.

mod download;
mod folder;
mod large;
mod paper;
mod programs;
mod sync;
mod window;

use clap::{Args, ValueEnum};

#[derive(Args)]
pub struct Arguments {
    /// What is measured.
    #[arg(default_value = "sync")]
    scenario: Scenario,
    /// One JSON object in place of the table.
    #[arg(long)]
    json: bool,
    /// How many sessions the world has in which reading is measured. It is made once, and kept under target/.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    sessions: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Scenario {
    /// A first sync of 100,000 CDRs with their Sessions.
    Sync,
    /// Sums through the masked views, beside the same with a WHERE written by hand.
    Masks,
    /// From a person's name to a Scope.
    Scopes,
    /// An overview of a month and of a year, for each built-in role.
    Overview,
    /// Figures of any period and cut, for each built-in role.
    Figures,
    /// Settling what a page of new sessions has changed.
    Settle,
    /// A statement as PDF, beside WeasyPrint and ReportLab.
    Paper,
    /// What the window's views ask for, for each built-in role.
    Views,
    /// The window over a large profile, beside an empty one.
    Window,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let large = |scenario| large::run(scenario, arguments.sessions, arguments.json);
    match arguments.scenario {
        Scenario::Sync => sync::run(arguments.json),
        Scenario::Masks => large("masks"),
        Scenario::Scopes => large("scopes"),
        Scenario::Overview => large("overview"),
        Scenario::Figures => large("figures"),
        Scenario::Settle => large("settle"),
        Scenario::Paper => paper::run(arguments.json),
        Scenario::Views => large::views(arguments.sessions, arguments.json),
        Scenario::Window => window::run(arguments.sessions, arguments.json),
    }
}
