use chrono::{DateTime, Utc};

/// A stretch of time `[from, until)`, never empty; an end that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

impl Interval {
    /// Open at both ends.
    pub const ALWAYS: Self = Self {
        from: None,
        until: None,
    };

    /// `[from, until)`, or `None` where that would hold no instant.
    pub fn new(from: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>) -> Option<Self> {
        match (from, until) {
            (Some(from), Some(until)) if from >= until => None,
            _ => Some(Self { from, until }),
        }
    }

    /// The first instant in it.
    pub fn from(&self) -> Option<DateTime<Utc>> {
        self.from
    }

    /// The first instant after it.
    pub fn until(&self) -> Option<DateTime<Utc>> {
        self.until
    }

    /// Whether the instant lies in it.
    pub fn contains(&self, instant: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from <= instant)
            && self.until.is_none_or(|until| instant < until)
    }

    /// Whether some instant lies in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_before_end_of(other) && other.starts_before_end_of(self)
    }

    fn starts_before_end_of(&self, other: &Self) -> bool {
        match (self.from, other.until) {
            (Some(from), Some(until)) => from < until,
            (None, _) | (_, None) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(seconds, 0)
    }

    #[test]
    fn an_interval_that_ends_where_it_starts_is_none() {
        assert_eq!(Interval::new(at(5), at(5)), None);
        assert_eq!(Interval::new(at(6), at(5)), None);
        assert!(Interval::new(at(5), at(6)).is_some());
    }

    #[test]
    fn two_that_touch_do_not_overlap() {
        let before = Interval::new(None, at(5)).unwrap();
        let after = Interval::new(at(5), None).unwrap();
        assert!(!before.overlaps(&after) && !after.overlaps(&before));
        assert!(before.overlaps(&Interval::ALWAYS) && Interval::ALWAYS.overlaps(&after));
    }
}
