//! Scenarios over a large world: the store's own bench measures, here it is run and shown.

use std::{fs, path::PathBuf};

use anyhow::Context;
use serde::Deserialize;
use serde_json::Value;

use super::programs::{self, Program};
use crate::command::root;

/// What the bench prints, without the query plans, which are for `--json`.
#[derive(Deserialize)]
struct Report {
    rows: Vec<Row>,
}

/// One thing that was measured.
#[derive(Deserialize)]
struct Row {
    what: String,
    /// The first time on a new connection; absent where there is no such thing.
    cold_ms: Option<f64>,
    median_ms: f64,
    fastest_ms: f64,
    slowest_ms: f64,
    /// To what it can't be faster than.
    ratio: Option<f64>,
    goal_ms: Option<f64>,
    goal_ratio: Option<f64>,
}

/// `sessions` says how large the world is.
pub fn run(scenario: &str, sessions: u64, json: bool) -> anyhow::Result<()> {
    let large = Program::large()?;
    let worlds = worlds()?;
    let mut command = large.command();
    command.args([scenario, &sessions.to_string()]).arg(worlds);
    let answer = programs::run_shown(&mut command)?.answer;
    show(answer, sessions, json)
}

/// Shows what was measured over so many sessions.
pub fn show(mut answer: Value, sessions: u64, json: bool) -> anyhow::Result<()> {
    if json {
        answer["sessions"] = Value::from(sessions);
        println!("{answer}");
    } else {
        let report: Report = serde_json::from_value(answer).context("not a report")?;
        print!("{}", table(&report));
    }
    Ok(())
}

/// Over what the window asks: the same world, by what its views ask.
pub fn views(sessions: u64, json: bool) -> anyhow::Result<()> {
    let folder = world(sessions)?;
    let mut command = Program::views()?.command();
    let answer = programs::run_shown(command.arg(folder))?.answer;
    show(answer, sessions, json)
}

/// The folder of a world of this size, made if need be.
pub fn world(sessions: u64) -> anyhow::Result<String> {
    let mut command = Program::large()?.command();
    command
        .args(["world", &sessions.to_string()])
        .arg(worlds()?);
    let answer = programs::run_shown(&mut command)?.answer;
    let folder = answer["notes"][0].as_str();
    folder.map(str::to_owned).context("no world")
}

/// Where worlds are kept, each under its size and a digest of what made it.
fn worlds() -> anyhow::Result<PathBuf> {
    let folder = root().join("target/bench-worlds");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn table(report: &Report) -> String {
    let heading = format!(
        "{:<58}{:>10}{:>10}   {:<20}{:>7}   goal\n",
        "milliseconds", "cold", "median", "spread", "ratio"
    );
    let rows = report.rows.iter().map(Row::line);
    [heading].into_iter().chain(rows).collect()
}

impl Row {
    fn line(&self) -> String {
        let or_nothing =
            |number: Option<f64>| number.map_or(String::new(), |it| format!("{it:.2}"));
        let spread = format!("{:.2} – {:.2}", self.fastest_ms, self.slowest_ms);
        let line = format!(
            "{:<58}{:>10}{:>10.2}   {spread:<20}{:>7}   {}",
            self.what,
            or_nothing(self.cold_ms),
            self.median_ms,
            or_nothing(self.ratio),
            self.goal(),
        );
        format!("{}\n", line.trim_end())
    }

    fn goal(&self) -> String {
        let said = |measured: Option<f64>, goal: Option<f64>, unit: &str| {
            let (measured, goal) = (measured?, goal?);
            let missed = if measured > goal { ", missed" } else { "" };
            Some(format!("{goal}{unit}{missed}"))
        };
        said(Some(self.median_ms), self.goal_ms, " ms")
            .or_else(|| said(self.ratio, self.goal_ratio, " ×"))
            .unwrap_or_default()
    }
}
