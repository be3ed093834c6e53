//! The window over a large profile: its own test measures, here it is run and shown.

use std::{fs, path::Path, process::Stdio};

use anyhow::bail;
use serde_json::Value;

use super::{large, programs::PASSPHRASE};
use crate::{
    command::{self, line},
    needs,
};

/// `sessions` says how large the profile is.
pub fn run(sessions: u64, json: bool) -> anyhow::Result<()> {
    needs::to_test()?;
    command::run(line("ui", "npm run --silent build"))?;
    // first by itself: a test is built to unwind and the program to abort, and where both are built at once Tauri packs the
    // page for the one while the other already takes it, half written
    command::run(line(
        ".",
        "cargo build --release --workspace --bin voltfolio-desktop --example empty-window",
    ))?;
    // the window syncs, and so may change it
    let copy = tempfile::tempdir()?;
    copied(&large::world(sessions)?, copy.path())?;
    let words = "xvfb-run --auto-servernum dbus-run-session -- cargo test --quiet --release --workspace --test window \
                 -- --ignored --nocapture bench::bench";
    eprintln!("▸ {words}");
    let mut test = line(".", words);
    test.env("VOLTFOLIO_BENCH_PROFILE", copy.path())
        .env(PASSPHRASE.0, PASSPHRASE.1)
        .stderr(Stdio::inherit());
    let output = test.output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut said_by_bench = said
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let answer: Option<Value> = said_by_bench.find(|answer: &Value| answer["rows"].is_array());
    match answer {
        Some(answer) if output.status.success() => large::show(answer, sessions, json),
        _ => bail!(
            "{}\nnothing was measured ({})",
            said.trim_end(),
            output.status
        ),
    }
}

fn copied(from: &str, to: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}
