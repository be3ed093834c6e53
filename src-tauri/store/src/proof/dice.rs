//! Chance, by seed.

use std::env;

use fastrand::Rng;

/// The seeds to run: so many from a fixed start, as many as `VOLTFOLIO_WORLDS` says in a long campaign, or the one
/// that `VOLTFOLIO_SEED` names.
pub fn seeds(count: u64) -> Vec<u64> {
    match (number("VOLTFOLIO_SEED"), number("VOLTFOLIO_WORLDS")) {
        (Some(seed), _) => vec![seed],
        (None, Some(worlds)) => (1..=worlds).collect(),
        (None, None) => (1..=count).collect(),
    }
}

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is not a number")),
    )
}

/// What falls by chance; the same seed gives the same throws.
pub struct Dice(Rng);

impl Dice {
    pub fn of(seed: u64) -> Self {
        Self(Rng::with_seed(seed))
    }

    /// True so often in a hundred.
    pub fn percent(&mut self, often: u32) -> bool {
        self.0.u32(0..100) < often
    }

    /// A number from the first up to, and without, the second.
    pub fn within(&mut self, from: i64, until: i64) -> i64 {
        self.0.i64(from..until)
    }

    /// How many, at least and at most.
    pub fn count(&mut self, least: usize, most: usize) -> usize {
        self.0.usize(least..=most)
    }

    /// One of them; there must be one.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.0.usize(0..from.len())]
    }

    /// So many of them at most, each once, in their order.
    pub fn some<T: Clone>(&mut self, from: &[T], most: usize) -> Vec<T> {
        let mut places: Vec<usize> = (0..from.len()).collect();
        self.0.shuffle(&mut places);
        places.truncate(most);
        places.sort_unstable();
        places
            .into_iter()
            .map(|place| from[place].clone())
            .collect()
    }

    /// Another order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        self.0.shuffle(all);
    }

    /// The same id in a spelling that OCPI takes for equal.
    pub fn respell(&mut self, id: &str) -> String {
        match self.0.u32(0..6) {
            0 => id.to_ascii_lowercase(),
            1 => id.to_ascii_uppercase(),
            _ => id.to_owned(),
        }
    }
}
