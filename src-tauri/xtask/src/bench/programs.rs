//! The programs that are measured, built for release, and run.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use serde_json::Value;

use crate::command::line;

/// What the profiles of a bench are wrapped by.
pub const PASSPHRASE: (&str, &str) = ("VOLTFOLIO_PASSPHRASE", "bench");

/// A built program.
pub struct Program(PathBuf);

/// How a program ran.
pub struct Run {
    pub answer: Value,
    pub took: Duration,
    /// The most memory that it held, where the system says so.
    pub peak_kib: Option<u64>,
}

impl Program {
    /// The command line.
    pub fn voltfolio() -> anyhow::Result<Self> {
        Self::built("cargo build --release --package cli --bin voltfolio")
    }

    /// Inserts a profile's rows into a new file, and nothing else.
    pub fn plain_inserts() -> anyhow::Result<Self> {
        Self::built("cargo bench --no-run --package store --bench plain_inserts")
    }

    /// Prints a statement of so many lines.
    pub fn paper() -> anyhow::Result<Self> {
        Self::built("cargo bench --no-run --package billing --bench paper")
    }

    /// Measures what reading costs in a large profile.
    pub fn large() -> anyhow::Result<Self> {
        Self::built("cargo bench --no-run --package store --bench large")
    }

    /// Asks what the window's views ask, over a large profile.
    pub fn views() -> anyhow::Result<Self> {
        Self::built("cargo bench --no-run --package figures --bench views")
    }

    /// Builds; cargo itself says where the program is.
    fn built(words: &str) -> anyhow::Result<Self> {
        eprintln!("▸ {words}");
        let mut cargo = line(".", words);
        cargo
            .arg("--quiet")
            .arg("--message-format=json-render-diagnostics")
            .stderr(Stdio::inherit());
        let output = cargo.output().context("cargo could not be started")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let built = said
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .find_map(|message| message["executable"].as_str().map(PathBuf::from));
        match built {
            Some(path) if output.status.success() => Ok(Self(path)),
            _ => bail!("{words} failed ({})", output.status),
        }
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.0);
        command.env(PASSPHRASE.0, PASSPHRASE.1);
        command
    }
}

/// Runs to the end; its answer is the JSON object that it prints.
pub fn run(command: &mut Command) -> anyhow::Result<Run> {
    until_end(command.stderr(Stdio::piped()))
}

/// The same, showing how far it is.
pub fn run_shown(command: &mut Command) -> anyhow::Result<Run> {
    until_end(command.stderr(Stdio::inherit()))
}

fn until_end(command: &mut Command) -> anyhow::Result<Run> {
    let started = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let (status, ended) = (
        PathBuf::from(format!("/proc/{}/status", child.id())),
        AtomicBool::new(false),
    );
    let (output, took, peak_kib) = thread::scope(|scope| {
        let watch = scope.spawn(|| watch(&status, &ended));
        let output = child.wait_with_output();
        let took = started.elapsed();
        ended.store(true, Ordering::Relaxed);
        (output, took, watch.join().ok().flatten())
    });
    Ok(Run {
        answer: answer(&output?)?,
        took,
        peak_kib,
    })
}

fn answer(output: &Output) -> anyhow::Result<Value> {
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{} ({})", said.trim_end(), output.status);
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The high-water mark of a process, as long as it is there.
fn watch(status: &Path, ended: &AtomicBool) -> Option<u64> {
    let mut peak = None;
    while !ended.load(Ordering::Relaxed) {
        let text = fs::read_to_string(status).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = mark.and_then(|mark| mark.trim().strip_suffix(" kB")?.parse().ok());
        peak = peak.max(kib);
        thread::sleep(Duration::from_millis(20));
    }
    peak
}

/// The demo, serving a folder until this is dropped.
pub struct Demo {
    process: Child,
    pub url: String,
}

impl Demo {
    pub fn serve(voltfolio: &Program, folder: &Path) -> anyhow::Result<Self> {
        let mut process = voltfolio
            .command()
            .args(["demo", "--port", "0", "--serve"])
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut ready = String::new();
        if let Some(said) = process.stdout.take() {
            BufReader::new(said).read_line(&mut ready)?;
        }
        // made first, so that the process ends whatever it said
        let mut demo = Self {
            process,
            url: String::new(),
        };
        let ready: Value = serde_json::from_str(&ready).context("the demo did not start")?;
        demo.url = ready["url"].as_str().context("no URL")?.to_owned();
        Ok(demo)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // it serves until its input closes
        drop(self.process.stdin.take());
        if let Err(error) = self.process.wait() {
            eprintln!("the demo: {error}");
        }
    }
}
