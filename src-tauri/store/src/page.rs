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

/// How far a module is: of what the CPMS changed, all from `complete_from` up to `complete_until` is here.
///
/// The two walks have places of their own, so that what is new can come first and the other still goes on where
/// it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The first instant of what is here without a gap; [`model::BEGINNING`] once nothing older is left to ask for.
    pub complete_from: Option<DateTime<Utc>>,
    /// The first instant after it: the CPMS's clock when the last finished walk up to its now began.
    pub complete_until: Option<DateTime<Utc>>,
    /// The walk through what is older than what is here, under way or next. Without a `from` it is the last: all that
    /// is left, or all that there is of a CPMS that does not keep to windows.
    pub backfill: Option<Walk>,
    /// The walk through what is newer than what is here, under way.
    pub forward: Option<Walk>,
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
    /// The most records that the CPMS has said there are in the window. When it says less later, some have left.
    pub total: Option<u64>,
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
