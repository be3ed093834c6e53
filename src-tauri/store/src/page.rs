//! What lands together, and how far along the walk is.

use chrono::{DateTime, Utc};
use model::{Arrivals, Position, Reject};

/// One page of a walk, with where the walk stands once it has landed.
#[derive(Clone, Debug)]
pub struct Page {
    /// What was understood.
    pub arrivals: Arrivals,
    /// What was not.
    pub rejects: Vec<Reject>,
    /// Where the module stands after this page.
    pub cursor: Cursor,
}

/// How far a module is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Everything that the CPMS changed before this instant is here.
    pub complete_until: Option<DateTime<Utc>>,
    /// The walk under way.
    pub walk: Option<Walk>,
    /// The CPMS's clock when the last walk was begun that has been finished.
    pub as_of: Option<DateTime<Utc>>,
}

/// A walk through what changed in a window of `last_updated`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The first instant of the window; `None` is the beginning of time.
    pub from: Option<DateTime<Utc>>,
    /// The first instant after the window.
    pub until: DateTime<Utc>,
    /// Where the next page is.
    pub next: Position,
}

/// What became of the records of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Landed {
    /// Records on the page.
    pub received: u64,
    /// Of them new, or newer than what was there.
    pub written: u64,
    /// Of them there already.
    pub unchanged: u64,
    /// Of them not understood.
    pub quarantined: u64,
    /// Of them with a number that was finer than what is kept of it.
    pub rounded: u64,
}

impl std::ops::AddAssign for Landed {
    fn add_assign(&mut self, other: Self) {
        self.received += other.received;
        self.written += other.written;
        self.unchanged += other.unchanged;
        self.quarantined += other.quarantined;
        self.rounded += other.rounded;
    }
}
