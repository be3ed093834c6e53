//! How long to wait before asking again: full jitter, so that many clients do not come back together.

use std::time::Duration;

/// How often and how patiently a CPMS is asked again after a failure that may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How often in all.
    pub attempts: u32,
    /// The most that is waited after the first failure; it doubles with each.
    pub first: Duration,
    /// The most that is ever waited. A CPMS that wants more is not asked again: whoever called comes back later.
    pub longest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            attempts: 6,
            first: Duration::from_millis(400),
            longest: Duration::from_secs(60),
        }
    }
}

impl Patience {
    /// How long to wait after the n-th failure, counted from one. A server that says how long is taken at its word;
    /// `None` if that is more than the longest wait, since to ask sooner is what it asked us not to do.
    pub(crate) fn wait(&self, failures: u32, asked_for: Option<Duration>) -> Option<Duration> {
        if let Some(asked_for) = asked_for {
            return (asked_for <= self.longest).then_some(asked_for);
        }
        let doubled = self
            .first
            .saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1)));
        let most = u64::try_from(doubled.min(self.longest).as_millis()).unwrap_or(u64::MAX);
        Some(Duration::from_millis(fastrand::u64(0..=most)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_never_pass_the_longest_and_are_not_all_alike() {
        let patience = Patience {
            attempts: 9,
            first: Duration::from_secs(1),
            longest: Duration::from_secs(5),
        };
        let waits: Vec<_> = (1..200)
            .filter_map(|failures| patience.wait(failures, None))
            .collect();
        assert!(waits.iter().all(|wait| *wait <= patience.longest));
        assert!(waits.iter().any(|wait| *wait != waits[0]));
        assert!((0..100).all(|_| patience.wait(1, None) <= Some(patience.first)));
    }

    #[test]
    fn a_server_is_taken_at_its_word_or_left_alone() {
        let patience = Patience::default();
        for (asked_for, wait) in [(2, Some(2)), (60, Some(60)), (61, None), (3_600, None)] {
            assert_eq!(
                patience.wait(1, Some(Duration::from_secs(asked_for))),
                wait.map(Duration::from_secs),
                "{asked_for}"
            );
        }
    }
}
