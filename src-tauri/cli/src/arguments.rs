use std::{
    num::{NonZeroU64, NonZeroUsize},
    path::PathBuf,
};

use access::ConnectionId;
use chrono::{DateTime, NaiveDate, Utc};
use clap::{
    ArgGroup, Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use model::Month;
use store::Cut;

/// Charging figures for the customers of a charge point operator.
///
/// Without a command, opens the window.
#[derive(Parser)]
#[command(name = "voltfolio", version)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command takes.
#[derive(Args)]
pub struct Common {
    /// The profile's folder; without it the one in the platform's data folder
    #[arg(long, global = true, value_name = "DIR")]
    pub profile: Option<PathBuf>,
    /// Answer with one JSON object
    #[arg(long, global = true)]
    pub json: bool,
    /// The language of sentences and tables
    #[arg(long, global = true, value_enum, default_value_t = Language::En)]
    lang: Language,
}

impl Common {
    pub fn lang(&self) -> access::Lang {
        match self.lang {
            Language::De => access::Lang::De,
            Language::En => access::Lang::En,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    De,
    En,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make a profile, or change it to what a file says
    Setup(Setup),
    /// Pull what changed from a CPMS
    Sync(Sync),
    /// Figures over a period
    Figures(Figures),
    /// What a person sees first of a period
    Overview(Overview),
    /// Print what was charged in a month, one by one, as a PDF
    Statement(Statement),
    /// A made-up world: synced, looked at, and gone
    Sample(Sample),
    /// Look whether the profile is whole
    Verify(Verify),
    /// Run a small CPMS on this computer, to try things with
    Demo(Demo),
}

#[derive(Args)]
pub struct Setup {
    /// What the profile is to be
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Wait where another process is writing
    #[arg(long)]
    pub wait: bool,
}

#[derive(Args)]
pub struct Sync {
    /// The address of the CPMS's OCPI versions; kept for the next time
    #[arg(long, value_name = "URL")]
    pub cpms: Option<String>,
    /// A file with the CPMS's token; kept for the next time
    #[arg(long, value_name = "FILE")]
    pub token: Option<PathBuf>,
    /// Which connection of the profile
    #[arg(long, value_name = "ID", default_value = ConnectionId::USUAL, value_parser = ConnectionId::new)]
    pub connection: ConnectionId,
    /// Wait where another process is writing
    #[arg(long)]
    pub wait: bool,
}

#[derive(Args)]
pub struct Figures {
    /// Whose view answers
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
    /// The first local day
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: NaiveDate,
    /// The last local day
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: NaiveDate,
    /// How to cut them
    #[arg(long, value_name = "CUT", value_parser = cut(), default_value = Cut::Total.name())]
    pub by: Cut,
}

#[derive(Args)]
pub struct Overview {
    /// Whose view answers
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
    /// The first local day
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub from: NaiveDate,
    /// The last local day
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub to: NaiveDate,
    /// The first local day of what it is compared with
    #[arg(long, value_name = "DAY", requires = "vs_to", value_parser = day)]
    pub vs_from: Option<NaiveDate>,
    /// The last one
    #[arg(long, value_name = "DAY", requires = "vs_from", value_parser = day)]
    pub vs_to: Option<NaiveDate>,
}

#[derive(Args)]
pub struct Statement {
    /// Who prints it
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
    /// Of which unit, with all below it
    #[arg(long, value_name = "UNIT")]
    pub unit: String,
    /// Of which month
    #[arg(long, value_name = "YYYY-MM")]
    pub month: Month,
    /// The file; one that is there is replaced
    #[arg(long, value_name = "FILE.pdf")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct Sample {
    /// Whose view is shown; its property manager's if nobody is named
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
    /// The seed that it is made from
    #[arg(long, value_name = "SEED", default_value_t = 7)]
    pub world: u64,
    /// How many sessions it has, about
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub sessions: u64,
    /// Freezes its clock
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<DateTime<Utc>>,
}

/// `YYYY-MM-DD`, and nothing that could be taken for it.
fn day(text: &str) -> Result<NaiveDate, String> {
    let is_written_so = text.len() == "YYYY-MM-DD".len()
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let day = is_written_so.then(|| text.parse().ok()).flatten();
    day.ok_or_else(|| "not a day YYYY-MM-DD".to_owned())
}

fn cut() -> impl TypedValueParser<Value = Cut> {
    PossibleValuesParser::new(Cut::ALL.map(Cut::name)).try_map(|name| name.parse::<Cut>())
}

#[derive(Args)]
pub struct Verify {
    /// Also sum up what the profile says, as one SHA-256
    #[arg(long)]
    pub digest: bool,
}

#[derive(Args)]
#[command(group = ArgGroup::new("records").args(["serve", "world"]))]
pub struct Demo {
    /// A folder with locations, tariffs, sessions and cdrs as OCPI 2.2.1 arrays, `.json` or `.json.gz`
    #[arg(long, value_name = "FOLDER")]
    pub serve: Option<PathBuf>,
    /// A made-up world instead; another seed is another world
    #[arg(long, value_name = "SEED", default_value_t = 7)]
    pub world: u64,
    /// How many sessions the world has had so far
    #[arg(
        long,
        value_name = "N",
        default_value_t = 10_000,
        conflicts_with = "serve"
    )]
    pub sessions: u64,
    /// Instead of serving, writes the setup.json that goes with the world; `-` is standard output. It names the
    /// connection unless the port is 0
    #[arg(long, value_name = "FILE", conflicts_with = "serve")]
    pub setup: Option<PathBuf>,
    /// Instead of serving, prints what the world is like in figures
    #[arg(long, conflicts_with_all = ["serve", "setup"])]
    pub stats: bool,
    /// The port on this computer; 0 picks one
    #[arg(long, default_value_t = 8765)]
    pub port: u16,
    /// The token that callers must bring
    #[arg(long, default_value = "demo")]
    pub token: String,
    /// Freezes the clock at this instant
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<DateTime<Utc>>,
    /// Lets the clock run from --now, so many times as fast
    #[arg(long, value_name = "N", requires = "now")]
    pub speed: Option<u32>,
    /// The largest page
    #[arg(long, default_value = "1000")]
    pub limit: NonZeroUsize,
    /// How long each page takes
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 0)]
    pub delay: u64,
    /// Refuses the last of every so many pages
    #[arg(long, value_name = "N")]
    pub refuse: Option<NonZeroU64>,
    /// Breaks off the last of every so many pages in the middle of a record
    #[arg(long, value_name = "N")]
    pub cut_off: Option<NonZeroU64>,
}
