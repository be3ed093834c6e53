//! How often a CPMS is asked: at a pace, less often while nothing moves or nobody looks, and less and less while it fails. Knows no clock.

use std::time::Duration;

/// Between two runs, while all is well.
pub const PACE: Duration = Duration::from_secs(10);
/// The longest wait after runs that failed, in paces: it doubles up to here.
const SLOWEST: u32 = 6;
/// After so many runs that brought nothing a CPMS is asked less often, until one brings something.
const QUIET: u32 = 30;
/// How much less often, in paces.
const SELDOM: u32 = 3;

/// A CPMS that asks to be left alone for longer may have meant something else: it is tried again all the same.
const LONGEST_ALONE: Duration = Duration::from_secs(3_600);

/// How long is waited between two runs.
pub struct Tempo {
    pace: Duration,
    /// How often a CPMS is asked at present. A longer wait after failures is not part of it: what was not observed meanwhile
    /// must not pass for observed.
    pub poll: Duration,
    quiet: u32,
    failed: u32,
}

impl Tempo {
    pub fn of(pace: Duration) -> Self {
        Self {
            pace,
            poll: pace,
            quiet: 0,
            failed: 0,
        }
    }

    /// After one that came to its end: whether it brought anything, and whether nobody can see what it brings.
    pub fn after_run(&mut self, has_moved: bool, is_unseen: bool) -> Duration {
        self.failed = 0;
        self.quiet = if has_moved {
            0
        } else {
            self.quiet.saturating_add(1)
        };
        let is_seldom = is_unseen || self.quiet >= QUIET;
        self.poll = self.pace * if is_seldom { SELDOM } else { 1 };
        self.poll
    }

    /// After one that did not; no sooner than the CPMS asks for, where it does.
    pub fn after_failure(&mut self, leave_alone: Option<Duration>) -> Duration {
        self.poll = self.pace;
        self.failed = self.failed.saturating_add(1);
        let wait = self.pace * 2_u32.saturating_pow(self.failed).min(SLOWEST);
        wait.max(leave_alone.unwrap_or_default().min(LONGEST_ALONE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_moves_it_is_asked_less_often_until_something_does() {
        let mut tempo = Tempo::of(PACE);
        for _ in 1..QUIET {
            assert_eq!(tempo.after_run(false, false), PACE);
        }
        assert_eq!(tempo.after_run(false, false), PACE * SELDOM);
        assert_eq!(tempo.poll, PACE * SELDOM);
        assert_eq!(tempo.after_run(true, false), PACE);
        assert_eq!(tempo.after_run(false, false), PACE);
    }

    #[test]
    fn where_nobody_looks_it_is_asked_less_often_whatever_moves() {
        let mut tempo = Tempo::of(PACE);
        assert_eq!(tempo.after_run(true, true), PACE * SELDOM);
        assert_eq!(tempo.poll, PACE * SELDOM);
        assert_eq!(tempo.after_run(true, false), PACE);
    }

    #[test]
    fn where_it_fails_it_is_tried_less_and_less_and_what_counts_as_observed_stays() {
        let mut tempo = Tempo::of(PACE);
        let waits = [(); 4].map(|()| tempo.after_failure(None));
        assert_eq!(waits, [PACE * 2, PACE * 4, PACE * SLOWEST, PACE * SLOWEST]);
        assert_eq!(tempo.poll, PACE);
        assert_eq!(tempo.after_run(true, false), PACE);
        assert_eq!(tempo.after_failure(None), PACE * 2);
    }

    #[test]
    fn a_cpms_that_asks_to_be_left_alone_is_for_an_hour_at_most() {
        let mut tempo = Tempo::of(PACE);
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        assert_eq!(tempo.after_failure(Some(minutes(5))), minutes(5));
        assert_eq!(tempo.after_failure(Some(PACE)), PACE * 4);
        assert_eq!(tempo.after_failure(Some(minutes(900))), minutes(60));
    }
}
