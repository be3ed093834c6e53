//! What reading costs in a large profile: one of the scenarios below, over a world of many tenants.
//!
//! Run by `cargo xtask bench`, which gives the scenario, how many sessions the world has and where worlds are kept.
//! Prints one JSON object: rows of what was measured, and notes.
//!
//! *Cold* is the first time on a connection that has just been opened: every page that is read is decrypted. The
//! system's own cache of the file is warm all the same.

mod figures;
#[path = "../file/mod.rs"]
mod file;
mod masks;
mod overview;
mod scopes;
mod settle;
mod spread;
mod world;

use std::{env, path::PathBuf};

use serde_json::json;
use store::{OpenError, ReadError};

use file::Failure;
use spread::Report;
use world::World;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
enum NotRead {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Read(#[from] ReadError),
}

fn main() -> Result<(), Failure> {
    // cargo adds options of its own
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let [scenario, sessions, worlds] = words[..] else {
        eprintln!("large: run by `cargo xtask bench`, which says what is measured");
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    let report = runtime.block_on(measure(scenario, sessions.parse()?, PathBuf::from(worlds)))?;
    println!(
        "{}",
        json!({ "scenario": scenario, "rows": report.rows, "notes": report.notes })
    );
    Ok(())
}

async fn measure(scenario: &str, sessions: u64, worlds: PathBuf) -> Result<Report, Failure> {
    let world = World::kept(&worlds, sessions).await?;
    match scenario {
        "masks" => masks::measure(&world).await,
        "scopes" => scopes::measure(&world).await,
        "overview" => overview::measure(&world).await,
        "figures" => figures::measure(&world).await,
        "settle" => settle::measure(&world).await,
        // for whoever looks into it by another way
        "world" => Ok(Report {
            notes: vec![world.folder().display().to_string()],
            ..Report::default()
        }),
        other => Err(format!("no scenario is called {other}").into()),
    }
}
