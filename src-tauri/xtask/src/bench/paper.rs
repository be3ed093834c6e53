//! A statement as PDF, beside the same lines printed by two engines that nobody here wrote.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::Context;
use serde_json::{Value, json};

use super::programs::{self, Program, Run};
use crate::command::{line, root, run as to_end, succeeds};

/// So many lines, and how often each engine prints them. The slowest takes minutes for the longest.
const LENGTHS: [(u32, usize); 3] = [(1, 5), (100, 5), (10_000, 1)];
/// Ours goes on alone for a median.
const OURS_AT_LEAST: usize = 5;
const ENGINES: [&str; 2] = ["weasyprint", "reportlab"];
/// What they are, and no newer: other versions are other baselines.
const PACKAGES: &str = "weasyprint==70.0 reportlab==5.1.0";

pub fn run(json: bool) -> anyhow::Result<()> {
    let ours = Program::paper()?;
    let python = python()?;
    let folder = tempfile::tempdir()?;
    let mut rows = Vec::new();
    for (lines, times) in LENGTHS {
        eprintln!("▸ {lines} lines");
        let table = folder.path().join("lines.tsv");
        programs::run(ours.command().arg(lines.to_string()).arg(&table))?;
        let mut runs: Vec<(&str, Vec<Run>)> = vec![("voltfolio", Vec::new())];
        runs.extend(ENGINES.map(|engine| (engine, Vec::new())));
        for _ in 0..times {
            for (engine, runs) in &mut runs {
                let file = folder.path().join(format!("{engine}.pdf"));
                let mut command = if *engine == "voltfolio" {
                    let mut command = ours.command();
                    command.arg(lines.to_string()).arg(&file);
                    command
                } else {
                    printed_by(&python, engine, &table, &file)
                };
                runs.push(programs::run(&mut command)?);
            }
        }
        let (_, own) = runs.first_mut().context("ours is the first")?;
        while own.len() < OURS_AT_LEAST {
            let file = folder.path().join("voltfolio.pdf");
            let mut command = ours.command();
            own.push(programs::run(command.arg(lines.to_string()).arg(file))?);
        }
        let own = median(own);
        rows.extend(
            runs.iter()
                .map(|(engine, runs)| row(lines, engine, runs, own)),
        );
    }
    if json {
        println!("{}", json!({ "paper": rows }));
    } else {
        print!("{}", table(&rows));
    }
    Ok(())
}

fn row(lines: u32, engine: &str, runs: &[Run], own: Duration) -> Value {
    let took = median(runs);
    let peak = runs.iter().filter_map(|run| run.peak_kib).max();
    json!({
        "lines": lines,
        "engine": engine,
        "median_ms": took.div_duration_f64(Duration::from_millis(1)),
        "times_ours": took.div_duration_f64(own),
        "peak_mib": peak.map(|kib| kib / 1024),
        "bytes": runs.first().map(|run| run.answer["bytes"].clone()),
    })
}

fn median(runs: &[Run]) -> Duration {
    let mut all: Vec<Duration> = runs.iter().map(|run| run.took).collect();
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn table(rows: &[Value]) -> String {
    let mut table = format!(
        "{:>8}  {:<12}{:>12}{:>8}{:>12}{:>12}\n",
        "lines", "engine", "median, ms", "ratio", "peak, MiB", "bytes"
    );
    for row in rows {
        let number = |name: &str| row[name].as_f64().unwrap_or(f64::NAN);
        table += &format!(
            "{:>8}  {:<12}{:>12.1}{:>8.1}{:>12}{:>12}\n",
            number("lines"),
            row["engine"].as_str().unwrap_or_default(),
            number("median_ms"),
            number("times_ours"),
            number("peak_mib"),
            number("bytes"),
        );
    }
    table
}

fn printed_by(python: &Path, engine: &str, table: &Path, file: &Path) -> Command {
    let billing = root().join("src-tauri/billing");
    let mut command = Command::new(python);
    command
        .arg(billing.join(format!("benches/paper/{engine}_table.py")))
        .arg(table)
        .arg(billing.join("fonts"))
        .arg(file);
    command
}

/// An environment of their own, under target/.
fn python() -> anyhow::Result<PathBuf> {
    let folder = root().join("target/paper-engines");
    let python = folder.join("bin/python");
    let marker = folder.join(PACKAGES.replace([' ', '='], "-"));
    if marker.exists() && succeeds(line(".", &format!("{} --version", python.display()))) {
        return Ok(python);
    }
    eprintln!("▸ {PACKAGES}");
    to_end(line(".", &format!("python3 -m venv {}", folder.display())))?;
    to_end(line(
        ".",
        &format!("{} -m pip install --quiet {PACKAGES}", python.display()),
    ))?;
    fs::write(marker, "")?;
    Ok(python)
}
