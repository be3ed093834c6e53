//! [`Clock`]: what time it is for the demo.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

/// What time it is for the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Clock {
    /// What this machine's clock says.
    #[default]
    OfThisMachine,
    /// Always the same instant.
    FrozenAt(DateTime<Utc>),
    /// From an instant on, so many times as fast as this machine's.
    RunningFrom {
        /// The time when the demo starts.
        start: DateTime<Utc>,
        /// How many seconds pass in one.
        speed: u32,
    },
}

impl Clock {
    /// The clock, running from now on.
    pub fn start(self) -> serve::Clock {
        match self {
            Self::OfThisMachine => Arc::new(Utc::now),
            Self::FrozenAt(instant) => Arc::new(move || instant),
            Self::RunningFrom { start, speed } => {
                let started = Instant::now();
                Arc::new(move || after(start, started.elapsed(), speed))
            }
        }
    }
}

/// The last instant that can be told, where it would be later than that.
fn after(start: DateTime<Utc>, elapsed: std::time::Duration, speed: u32) -> DateTime<Utc> {
    let passed = elapsed
        .checked_mul(speed)
        .and_then(|passed| TimeDelta::from_std(passed).ok());
    passed
        .and_then(|passed| start.checked_add_signed(passed))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_running_clock_is_as_many_times_as_fast_as_asked() {
        let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(
            after(start, Duration::from_secs(10), 60),
            start + TimeDelta::minutes(10)
        );
        assert_eq!(after(start, Duration::MAX, 2), DateTime::<Utc>::MAX_UTC);
        let frozen = Clock::FrozenAt(start).start();
        assert_eq!((frozen(), frozen()), (start, start));
        assert!(
            Clock::RunningFrom {
                start,
                speed: 1_000
            }
            .start()()
                >= start
        );
    }
}
