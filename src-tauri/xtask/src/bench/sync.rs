//! A first sync, against downloading the same pages and inserting the same rows.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::{
    download,
    folder::{self, Counts},
    programs::{self, Demo, Program},
};

/// Each thing is measured so often; the one in the middle counts.
const TIMES: usize = 3;

pub fn run(json: bool) -> anyhow::Result<()> {
    let temporary = tempfile::tempdir()?;
    let served = temporary.path().join("served");
    fs::create_dir(&served)?;
    let counts = folder::lay_out(&served)?;
    let voltfolio = Program::voltfolio()?;
    let plain = Program::plain_inserts()?;
    let demo = Demo::serve(&voltfolio, &served)?;
    let bench = Bench {
        profiles: temporary.path(),
        setup: &served.join("setup.json"),
        token: &token(temporary.path())?,
        voltfolio,
        plain,
        demo,
        counts,
    };
    let figures = bench.measure()?;
    if json {
        println!("{}", figures.json());
    } else {
        print!("{}", figures.table());
    }
    Ok(())
}

fn token(folder: &Path) -> anyhow::Result<PathBuf> {
    let file = folder.join("token");
    fs::write(&file, "demo")?;
    Ok(file)
}

struct Bench<'a> {
    profiles: &'a Path,
    setup: &'a Path,
    token: &'a Path,
    voltfolio: Program,
    plain: Program,
    demo: Demo,
    counts: Counts,
}

impl Bench<'_> {
    fn measure(&self) -> anyhow::Result<Figures> {
        let (mut sync, mut again, mut download, mut inserts) =
            <(Vec<_>, Vec<_>, Vec<_>, Vec<_>)>::default();
        let (mut bytes, mut rows, mut profile_bytes, mut peak_kib) = (0, 0, 0, None);
        for time in 1..=TIMES {
            eprintln!("▸ {time} of {TIMES}");
            let started = Instant::now();
            bytes = download::sessions_and_cdrs(&self.demo.url)?.bytes;
            download.push(started.elapsed());

            let profile = self.profiles.join(format!("profile-{time}"));
            programs::run(self.on(&profile, "setup").arg("--from").arg(self.setup))?;
            let first = programs::run(
                self.on(&profile, "sync")
                    .args(["--cpms", &self.demo.url, "--token"])
                    .arg(self.token),
            )?;
            self.all_written(&first.answer)?;
            sync.push(first.took);
            peak_kib = peak_kib.max(first.peak_kib);
            profile_bytes = size(&profile)?;

            let second = programs::run(&mut self.on(&profile, "sync"))?;
            ensure!(
                second.answer["modules"]["cdrs"]["written"] == 0,
                "a second sync wrote"
            );
            again.push(second.took);

            let inserted = programs::run(self.plain.command().arg(&profile))?.answer;
            rows = inserted["rows"].as_u64().context("no rows")?;
            let seconds = inserted["seconds"].as_f64().context("no seconds")?;
            inserts.push(Duration::try_from_secs_f64(seconds)?);
            fs::remove_dir_all(&profile)?;
        }
        Ok(Figures {
            records: (self.counts.sessions + self.counts.cdrs) as u64,
            sync: Spread::of(sync)?,
            again: Spread::of(again)?,
            download: Spread::of(download)?,
            inserts: Spread::of(inserts)?,
            bytes,
            rows,
            profile_bytes,
            peak_kib,
        })
    }

    fn on(&self, profile: &Path, subcommand: &str) -> std::process::Command {
        let mut command = self.voltfolio.command();
        command
            .arg("--profile")
            .arg(profile)
            .args(["--json", subcommand]);
        command
    }

    /// A sync that leaves something out is fast for nothing.
    fn all_written(&self, answer: &Value) -> anyhow::Result<()> {
        let written = |module: &str| &answer["modules"][module]["written"];
        ensure!(
            *written("sessions") == self.counts.sessions && *written("cdrs") == self.counts.cdrs,
            "not all was written: {answer}"
        );
        Ok(())
    }
}

fn size(folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}

/// What one thing took, each time.
struct Spread {
    fastest: Duration,
    median: Duration,
    slowest: Duration,
}

impl Spread {
    fn of(mut took: Vec<Duration>) -> anyhow::Result<Self> {
        took.sort();
        let at = |at: usize| took.get(at).copied().context("nothing was measured");
        Ok(Self {
            fastest: at(0)?,
            median: at(took.len() / 2)?,
            slowest: at(took.len().saturating_sub(1))?,
        })
    }

    /// How often it is done in a second.
    fn rate(&self, records: u64) -> u128 {
        u128::from(records) * 1_000_000 / self.median.as_micros().max(1)
    }

    fn json(&self, records: u64) -> Value {
        json!({
            "seconds": self.median.as_secs_f64(),
            "fastest": self.fastest.as_secs_f64(),
            "slowest": self.slowest.as_secs_f64(),
            "records_per_second": u64::try_from(self.rate(records)).ok(),
        })
    }

    fn line(&self, what: &str, records: u64) -> String {
        let rate = self.rate(records);
        let [median, fastest, slowest] =
            [self.median, self.fastest, self.slowest].map(|took| took.as_secs_f64());
        format!("{what:<34}{records:>9}{median:>10.2}{rate:>12}   {fastest:.2} – {slowest:.2}\n")
    }
}

struct Figures {
    records: u64,
    sync: Spread,
    again: Spread,
    download: Spread,
    inserts: Spread,
    bytes: u64,
    rows: u64,
    profile_bytes: u64,
    peak_kib: Option<u64>,
}

impl Figures {
    /// How fast the sync is in parts of the inserts alone, and of download and inserts one after the other.
    fn ratios(&self) -> (f64, f64) {
        let (download, inserts) = (self.download.median, self.inserts.median);
        let both = download.saturating_add(inserts);
        (
            inserts.div_duration_f64(self.sync.median),
            both.div_duration_f64(self.sync.median),
        )
    }

    fn json(&self) -> Value {
        let (to_inserts, to_both) = self.ratios();
        json!({
            "scenario": "sync",
            "records": self.records,
            "rows": self.rows,
            "sync": self.sync.json(self.records),
            "sync_again": self.again.json(0),
            "download": self.download.json(self.records),
            "inserts": self.inserts.json(self.records),
            "sync_to_inserts": to_inserts,
            "sync_to_download_and_inserts": to_both,
            "downloaded_bytes": self.bytes,
            "profile_bytes": self.profile_bytes,
            "peak_kib": self.peak_kib,
        })
    }

    fn table(&self) -> String {
        let (to_inserts, to_both) = self.ratios();
        let heading = format!(
            "{:<34}{:>9}{:>10}{:>12}   spread\n",
            "", "records", "seconds", "records/s"
        );
        let mib = |bytes: u64| bytes / (1024 * 1024);
        let peak = self
            .peak_kib
            .map_or("unknown".to_owned(), |kib| format!("{} MiB", kib / 1024));
        let ends = format!(
            "\nsync / (b)          {to_inserts:.2}   goal 0.5, aim 0.8\nsync / ((a) + (b))  {to_both:.2}\n\
             profile {} MiB of {} rows, downloaded {} MiB, peak memory {peak}\n",
            mib(self.profile_bytes),
            self.rows,
            mib(self.bytes),
        );
        [
            heading,
            self.sync.line("sync, first", self.records),
            self.again.line("sync, nothing new", 0),
            self.download.line("(a) download, discard", self.records),
            self.inserts
                .line("(b) plain inserts, rows and cells", self.records),
            ends,
        ]
        .concat()
    }
}
