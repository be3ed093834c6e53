//! What is walked next, and where a module stands after each page. Decides, and does nothing.

use chrono::{DateTime, TimeDelta, Utc};
use cpms::{Count, PAGE, Received, Window};
use model::{BEGINNING, Module, Position};
use store::{Cursor, Walk};

use crate::windows;

/// So often a window is walked that records leave meanwhile. After that the next run walks it once more.
const WALKS: u32 = 3;
/// A window of a backfill is asked for up to this much into the one above it: where a CPMS takes `date_from` as
/// exclusive, a record of the very instant between two windows would be in neither.
const BRINK: TimeDelta = TimeDelta::seconds(1);

/// Which way a walk leads from what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// To what is older.
    Backfill,
    /// To what is newer.
    Forward,
}

/// Whether a walk begins anew after a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// It goes on, or is over.
    Onward,
    /// Records left its window, so that others may have been passed over.
    Again,
}

/// The way of one module through one run.
pub(crate) struct Plan {
    module: Module,
    /// Where the module stands.
    pub cursor: Cursor,
    /// Whether a window was given up, because records left it each time.
    pub is_unfinished: bool,
    forward_is_due: bool,
    backfill_is_over: bool,
    /// Records on a page of this CPMS, as far as is known.
    page: Option<u64>,
    /// What is older than all that is here, once the CPMS has been asked.
    rest: Option<Count>,
    /// One way may come in between the other.
    backfill_attempts: Attempts,
    forward_attempts: Attempts,
}

/// At one window, until a walk through it has passed nothing over.
#[derive(Clone, Copy, Default)]
struct Attempts {
    /// Walks that were in vain.
    failed: u32,
    /// Whether records left the window since the walk under way began.
    records_left: bool,
}

impl Plan {
    pub(crate) fn new(module: Module, cursor: Cursor) -> Self {
        Self {
            module,
            // a run that finds nothing begins with what is newest itself
            forward_is_due: cursor != Cursor::default(),
            cursor,
            is_unfinished: false,
            backfill_is_over: false,
            page: None,
            rest: None,
            backfill_attempts: Attempts::default(),
            forward_attempts: Attempts::default(),
        }
    }

    /// The walk to go on with; `None` once the module is up to date. What is new comes first.
    pub(crate) fn next(&mut self, now: DateTime<Utc>) -> Option<(Direction, Walk)> {
        if let Some(walk) = &self.cursor.forward {
            return Some((Direction::Forward, walk.clone()));
        }
        if let Some(until) = self.cursor.complete_until
            && self.forward_is_due
        {
            self.forward_is_due = false;
            return Some((Direction::Forward, windows::since(until, now)));
        }
        if self.backfill_is_over {
            return None;
        }
        let first = || match self.module {
            // what sessions refer to is wanted whole, and is little
            Module::Locations | Module::Tariffs => windows::whole(now),
            Module::Sessions | Module::Cdrs => windows::newest(now),
        };
        let backfill = self.cursor.backfill.clone();
        let is_at_its_beginning = self.cursor.complete_until.is_none();
        backfill
            .or_else(|| is_at_its_beginning.then(first))
            .map(|walk| (Direction::Backfill, walk))
    }

    /// Goes for what is new since, before anything else.
    pub(crate) fn look_again(&mut self) {
        self.forward_is_due = true;
    }

    /// Whether what is next is new since.
    pub(crate) fn is_ahead(&self) -> bool {
        self.cursor.forward.is_some() || self.is_forward_next()
    }

    /// Goes for nothing but what is new since.
    pub(crate) fn leave_what_is_old(&mut self) {
        self.backfill_is_over = true;
    }

    /// Up to when the walk reaches that is next. What is new, and the first window, is ahead of all.
    pub(crate) fn reaches(&self) -> DateTime<Utc> {
        let has_begun = self.cursor.complete_until.is_some();
        let is_new = !has_begun || self.is_ahead();
        let below = self.cursor.backfill.as_ref().filter(|_| !is_new);
        below.map_or(DateTime::<Utc>::MAX_UTC, |walk| walk.until)
    }

    /// The next page of a walk under way: what [`next`](Self::next) will say, whatever the time is then.
    pub(crate) fn following(&self) -> Option<(Direction, Walk)> {
        let (direction, walk) = match &self.cursor.forward {
            Some(walk) => (Direction::Forward, Some(walk)),
            None if self.is_forward_next() || self.backfill_is_over => return None,
            None => (Direction::Backfill, self.cursor.backfill.as_ref()),
        };
        let is_under_way = |walk: &&Walk| walk.next != Position::default();
        Some((direction, walk.filter(is_under_way)?.clone()))
    }

    fn is_forward_next(&self) -> bool {
        self.forward_is_due && self.cursor.complete_until.is_some()
    }

    /// What the CPMS is asked for.
    pub(crate) fn window(&self, walk: &Walk) -> Window {
        let is_below_what_is_here = self.cursor.complete_from == Some(walk.until);
        Window {
            from: walk.from,
            until: if is_below_what_is_here {
                walk.until + BRINK
            } else {
                walk.until
            },
        }
    }

    /// Everything below what is here, if the CPMS should be asked how much that is before this walk begins.
    pub(crate) fn to_count(&self, direction: Direction, walk: &Walk) -> Option<Window> {
        let begins_below = direction == Direction::Backfill
            && walk.from.is_some()
            && walk.next == Position::default()
            && self.cursor.complete_from == Some(walk.until);
        let is_counted = match self.rest {
            Some(Count::Some) => true,
            Some(Count::Said(rest)) => rest > self.page.unwrap_or(0),
            Some(Count::Nothing) | None => false,
        };
        (begins_below && !is_counted).then(|| Window {
            from: None,
            ..self.window(walk)
        })
    }

    /// Takes note of how much there is below what is here; the walk to go on with, if there is anything.
    pub(crate) fn counted(&mut self, count: Count, walk: Walk) -> Option<Walk> {
        self.rest = Some(count);
        match count {
            Count::Nothing => {
                self.cursor.complete_from = Some(BEGINNING);
                self.cursor.backfill = None;
                None
            }
            // all of it at once takes no longer than a part
            Count::Said(rest) if self.page.is_some_and(|page| rest <= page) => {
                Some(Walk { from: None, ..walk })
            }
            Count::Said(_) | Count::Some => Some(walk),
        }
    }

    /// How many records there are still to come on this way, as far as the CPMS says.
    pub(crate) fn ahead(&self, walk: &Walk, received: &Received) -> Option<u64> {
        let Some(next) = &received.next else {
            return Some(0);
        };
        let total = match self.rest {
            Some(Count::Said(rest)) if self.cursor.complete_from == Some(walk.until) => Some(rest),
            _ => received.total,
        };
        total.map(|total| total.saturating_sub(next.offset))
    }

    /// Works out where the module stands once a page has landed.
    pub(crate) fn landed(
        &mut self,
        direction: Direction,
        walk: Walk,
        received: &Received,
        now: DateTime<Utc>,
    ) -> After {
        let here = walk.next.offset;
        let on_page = received.next.as_ref().map(|next| next.offset - here);
        let said = received.limit.filter(|limit| *limit > 0);
        self.page = said.map(|limit| limit.min(PAGE)).or(self.page.max(on_page));
        // an open walk goes on: it has everything, whatever the CPMS makes of its end
        if direction == Direction::Backfill && received.outside && walk.from.is_some() {
            self.backfill_attempts = Attempts::default();
            self.cursor.backfill = Some(windows::whole(now));
            return After::Onward;
        }
        if let (Some(total), Some(most)) = (received.total, walk.total) {
            // behind the last of them nothing can have been passed over
            self.attempts(direction).records_left |= total < most && here < most;
        }
        let total = walk.total.max(received.total);
        if let Some(next) = received.next.clone() {
            let walk = Walk {
                next,
                total,
                ..walk
            };
            self.set(direction, Some(walk));
            return After::Onward;
        }
        let attempts = *self.attempts(direction);
        if !attempts.records_left {
            self.finish(direction, walk);
            *self.attempts(direction) = Attempts::default();
            return After::Onward;
        }
        let again = Walk {
            next: Position::default(),
            total: None,
            ..walk
        };
        let failed = attempts.failed + 1;
        if failed < WALKS {
            *self.attempts(direction) = Attempts {
                failed,
                records_left: false,
            };
            self.set(direction, Some(again));
            return After::Again;
        }
        *self.attempts(direction) = Attempts::default();
        self.is_unfinished = true;
        match direction {
            Direction::Backfill => {
                self.backfill_is_over = true;
                self.cursor.backfill = Some(again);
            }
            // the next run's begins where this one began
            Direction::Forward => self.cursor.forward = None,
        }
        After::Onward
    }

    fn finish(&mut self, direction: Direction, walk: Walk) {
        let until = Some(walk.until).max(self.cursor.complete_until);
        self.cursor.complete_until = until;
        self.set(direction, None);
        if direction == Direction::Forward {
            return;
        }
        self.cursor.complete_from = Some(walk.from.unwrap_or(BEGINNING));
        self.cursor.backfill = windows::below(&walk, self.page.unwrap_or(PAGE));
        if let Some(Count::Said(rest)) = &mut self.rest {
            *rest = rest.saturating_sub(walk.next.offset);
        }
    }

    fn attempts(&mut self, direction: Direction) -> &mut Attempts {
        match direction {
            Direction::Backfill => &mut self.backfill_attempts,
            Direction::Forward => &mut self.forward_attempts,
        }
    }

    fn set(&mut self, direction: Direction, walk: Option<Walk>) {
        match direction {
            Direction::Backfill => self.cursor.backfill = walk,
            Direction::Forward => self.cursor.forward = walk,
        }
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
