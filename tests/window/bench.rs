//! How the window does over a large profile, beside one with nothing in it: run by `cargo xtask bench window`, which
//! prints what this prints.

use std::{
    env,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::harness::{Desk, PROGRAM, Window};

/// Who sees half of everything there is.
const PERSON: &str = "largest/tenant-admin";
/// With most records, of the world that the store's own bench makes.
const MONTH: &str = "2026-05";
const YEAR: &str = "2025";

const STARTS: usize = 7;
const ROUNDS: usize = 12;

/// What was measured.
struct Spread(Vec<f64>);

impl Spread {
    fn median(&self) -> f64 {
        let mut all = self.0.clone();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    }

    #[expect(clippy::float_arithmetic, reason = "how two measurements compare")]
    fn ratio(&self, to: &Self) -> f64 {
        self.median() / to.median()
    }

    fn row(&self, what: &str, more: &[(&str, Value)]) -> Value {
        let least = self.0.iter().copied().fold(f64::INFINITY, f64::min);
        let most = self.0.iter().copied().fold(0.0, f64::max);
        let mut row = json!({
            "what": what, "median_ms": self.median(), "fastest_ms": least, "slowest_ms": most, "times": self.0.len(),
        });
        for (key, value) in more {
            row[*key] = value.clone();
        }
        row
    }
}

/// No test of its own: it is started by name, in release, with a profile.
#[tokio::test]
#[ignore = "measures, for `cargo xtask bench window`"]
async fn bench() {
    let profile = env::var("VOLTFOLIO_BENCH_PROFILE").expect("the profile to look into");
    let desk = Desk::as_people_have_it();
    let mut rows = starts(&desk, &profile).await;
    let window = desk.open_with(&words(&profile)).await;
    painted(&window).await;
    rows.extend(views(&window).await);
    rows.extend(scrolling(&window).await);
    window.close().await;
    println!("{}", json!({ "scenario": "window", "rows": rows }));
}

fn words(profile: &str) -> [&str; 4] {
    ["--profile", profile, "--person", PERSON]
}

fn empty() -> PathBuf {
    let beside = Path::new(PROGRAM).parent().expect("a folder");
    beside.join("examples/empty-window")
}

/// Until figures are there.
async fn painted(window: &Window) {
    window
        .until("figures", async || {
            window.text(".tile .figure").await.is_some()
        })
        .await;
}

/// From nothing to the first figures, and what all processes hold then; in turns with the empty window.
async fn starts(desk: &Desk, profile: &str) -> Vec<Value> {
    let (mut own, mut empty_ones) = (Vec::new(), Vec::new());
    let (mut held, mut held_by_empty) = (Vec::new(), Vec::new());
    let empty = empty();
    let empty = empty.to_str().expect("a path of letters");
    for _ in 0..STARTS {
        let begun = Instant::now();
        let window = desk.open_program(empty, &[]).await;
        empty_ones.push(milliseconds(begun.elapsed()));
        held_by_empty.push(f64::from(desk.memory_mib()));
        window.close().await;

        let begun = Instant::now();
        let window = desk.open_with(&words(profile)).await;
        painted(&window).await;
        own.push(milliseconds(begun.elapsed()));
        held.push(f64::from(desk.memory_mib()));
        window.close().await;
    }
    let (own, empty_ones) = (Spread(own), Spread(empty_ones));
    let (held, held_by_empty) = (Spread(held), Spread(held_by_empty));
    let beside = |one: &Spread, other: &Spread, goal: f64| {
        [
            ("ratio", json!(one.ratio(other))),
            ("goal_ratio", json!(goal)),
        ]
    };
    vec![
        own.row(
            "start to first figures, passphrase and all",
            &beside(&own, &empty_ones, 1.5),
        ),
        empty_ones.row("start of an empty window", &[]),
        held.row(
            "memory of all processes, MiB",
            &beside(&held, &held_by_empty, 1.25),
        ),
        held_by_empty.row("memory of an empty window, MiB", &[]),
    ]
}

fn milliseconds(time: Duration) -> f64 {
    time.div_duration_f64(Duration::from_millis(1))
}

/// Goes from view to view by their links, and waits in the page until each has its answer and is painted.
async fn views(window: &Window) -> Vec<Value> {
    let go = "
        const link = document.querySelector(`.rail a[href^='#/${a}']`);
        if (!link) return null;
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        const begun = performance.now();
        link.click();
        const rests = () => location.hash.startsWith('#/' + a)
            && document.querySelector('main article')?.getAttribute('aria-busy') === 'false';
        do await frame(); while (!rests());
        await frame();
        return performance.now() - begun;";
    let there = format!("location.hash = '#/overview?period={MONTH}'; return true;");
    window.run(&there, Value::Null).await;
    painted(window).await;
    let views = [
        "sites",
        "charge-points",
        "sessions",
        "statements",
        "overview",
    ];
    let mut took: Vec<Vec<f64>> = views.map(|_| Vec::new()).into();
    for _ in 0..=ROUNDS {
        for (view, took) in views.iter().zip(&mut took) {
            took.extend(window.run(go, json!(view)).await.as_f64());
        }
    }
    let rows = views.iter().zip(&took).filter_map(|(view, took)| {
        // nothing of a view is known when somebody goes there for the first time
        let (first, again) = took.split_first()?;
        let row = Spread(again.to_vec()).row(
            &format!("view change to {view}, {MONTH}"),
            &[("cold_ms", json!(first)), ("goal_ms", json!(100))],
        );
        Some(row)
    });
    rows.collect()
}

/// Scrolls through a year of sessions, step by step and in leaps, and through a text that just stands there, in turns: how
/// long each frame takes.
async fn scrolling(window: &Window) -> [Value; 2] {
    let there = format!("location.hash = '#/sessions?period={YEAR}'; return true;");
    window.run(&there, Value::Null).await;
    window
        .until("rows", async || {
            let rows =
                "return document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 0";
            let rows = window.run(rows, Value::Null).await;
            rows.as_str().is_some_and(|rows| rows.len() > 4)
        })
        .await;
    let scroll = "
        const grid = document.querySelector('[role=grid]');
        const text = document.createElement('pre');
        const { left, top, width, height } = grid.getBoundingClientRect();
        Object.assign(text.style, { position: 'fixed', overflow: 'auto', margin: 0, background: 'white' });
        Object.assign(text.style, { left: left + 'px', top: top + 'px', width: width + 'px', height: height + 'px' });
        text.textContent = 'A line of text, as long as a row of the list is wide, and no more than that.\\n'.repeat(2000);
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        const scrolled = async (target) => {
            const frames = [];
            const begun = performance.now();
            const within = (seconds) => performance.now() - begun < seconds * 1000;
            let before = await frame();
            const next = async () => {
                const now = await frame();
                frames.push(now - before);
                before = now;
            };
            while (within(3)) {
                target.scrollTop += 96;
                await next();
            }
            for (let leap = 0; within(6); leap += 1) {
                target.scrollTop = (target.scrollHeight * ((leap * 37) % 60)) / 60;
                for (let rest = 0; rest < 4; rest += 1) await next();
            }
            return frames;
        };
        const own = await scrolled(grid);
        document.body.append(text);
        const plain = await scrolled(text);
        text.remove();
        return [own, plain, Number(grid.getAttribute('aria-rowcount')) - 1];";
    let said = window.run(scroll, Value::Null).await;
    let frames = |at: usize| -> Spread {
        let frames = said[at].as_array().unwrap_or_else(|| panic!("{said}"));
        Spread(frames.iter().filter_map(Value::as_f64).collect())
    };
    let (own, plain) = (frames(0), frames(1));
    let long = |frames: &Spread| {
        let long = frames.0.iter().filter(|frame| **frame > 50.0).count();
        format!("{long} of {} over 50 ms", frames.0.len())
    };
    let rows = format!("a frame of {} rows ({})", said[2], long(&own));
    [
        own.row(&rows, &[("ratio", json!(own.ratio(&plain)))]),
        plain.row(&format!("a frame of plain text ({})", long(&plain)), &[]),
    ]
}
