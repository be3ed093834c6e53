//! How long something takes: the first time, then often, and what the scenario says of it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Measuring one thing ends after so long, or so often, whichever is first; but not before [`LEAST`] times.
const LONGEST: Duration = Duration::from_secs(4);
const MOST: usize = 25;
const LEAST: usize = 3;

/// What is printed.
#[derive(Default)]
pub struct Report {
    pub rows: Vec<Value>,
    pub notes: Vec<String>,
}

/// What one thing took.
#[derive(Default)]
pub struct Took {
    pub cold: Option<Duration>,
    warm: Vec<Duration>,
}

impl Took {
    /// The first time on a new connection is told apart.
    pub fn put(&mut self, took: Duration) {
        if self.cold.is_none() {
            self.cold = Some(took);
        } else {
            self.warm(took);
        }
    }

    pub fn warm(&mut self, took: Duration) {
        self.warm.push(took);
        self.warm.sort();
    }

    /// Whether it was measured often enough.
    pub fn is_enough(&self) -> bool {
        let times = self.warm.len();
        times >= MOST || times >= LEAST && self.warm.iter().sum::<Duration>() > LONGEST
    }

    pub fn median(&self) -> Duration {
        self.warm
            .get(self.warm.len() / 2)
            .copied()
            .unwrap_or_default()
    }

    /// How many times as long as something else.
    pub fn ratio(&self, to: &Self) -> f64 {
        self.median().div_duration_f64(to.median())
    }

    pub fn row(&self, what: &str) -> Value {
        let ms = |took: &Duration| took.div_duration_f64(Duration::from_millis(1));
        json!({
            "what": what,
            "cold_ms": self.cold.as_ref().map(ms),
            "median_ms": ms(&self.median()),
            "fastest_ms": self.warm.first().map(ms),
            "slowest_ms": self.warm.last().map(ms),
            "times": self.warm.len(),
        })
    }
}

/// A row with a ratio to a baseline, or with a goal, or with both.
pub fn with(mut row: Value, more: &[(&str, Value)]) -> Value {
    for (key, value) in more {
        row[*key] = value.clone();
    }
    row
}

/// What it takes to do something, with what came of it.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let started = Instant::now();
    let done = work();
    (started.elapsed(), done)
}
