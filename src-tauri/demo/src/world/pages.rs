//! Pages: which records a question asks for, found by their index.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serve::{Module, Page, Question};

use super::bill::{Bill, bills_of};
use super::calendar::{MINUTE, day_of, seconds_up};
use super::happening::{Key, Place};
use super::price::{PLANS, Tariff};
use super::records::{cdr, location, session, tariff};
use super::timeline::List;
use super::{Charge, World, in_reach};

/// What a CPMS has. Tokens are the driver's provider's.
pub(super) const MODULES: [Module; 4] = [
    Module::Locations,
    Module::Tariffs,
    Module::Sessions,
    Module::Cdrs,
];

/// A window of whole seconds, `[from, until)`.
#[derive(Clone, Copy, Debug)]
struct Window {
    from: i64,
    until: i64,
}

impl Window {
    /// Nothing is in a window that begins after now.
    fn of(question: &Question, now: i64) -> Self {
        let until = seconds_up(question.until).min(now + 1);
        let from = question.from.map_or(i64::MIN, seconds_up).min(until);
        Self { from, until }
    }

    fn holds(self, at: i64) -> bool {
        self.from <= at && at < self.until
    }
}

impl World {
    /// One page of the records that changed in a window, as they are at an instant.
    pub fn page_at(&self, question: &Question, now: DateTime<Utc>) -> Page {
        let now = in_reach(now);
        let window = Window::of(question, now);
        match question.module {
            Module::Locations => page(self.locations(now), window, question),
            Module::Tariffs => page(self.tariffs(now), window, question),
            Module::Sessions => self.sessions(window, question, now),
            Module::Cdrs => self.cdrs(window, question),
            Module::Tokens => Page::default(),
        }
    }

    /// The Locations that changed from one instant to another, as they were then, each as its JSON text.
    pub fn locations_changed(
        &self,
        since: Option<DateTime<Utc>>,
        at: DateTime<Utc>,
    ) -> Vec<Arc<str>> {
        let question = Question {
            module: Module::Locations,
            from: since,
            until: at,
            offset: 0,
            limit: usize::MAX,
        };
        self.page_at(&question, at).records
    }

    fn locations(&self, now: i64) -> Vec<(i64, Arc<str>)> {
        let towns = 0..self.towns;
        let records = towns.flat_map(|town| location::records(self, town, now));
        records.collect()
    }

    fn tariffs(&self, now: i64) -> Vec<(i64, Arc<str>)> {
        let (first, last) = self.years(now);
        let years = first..=last;
        let tariffs = years.flat_map(|year| PLANS.iter().map(move |plan| Tariff { plan, year }));
        tariffs
            .map(|of| (tariff::published(of.year), tariff::record(&of)))
            .collect()
    }

    fn sessions(&self, window: Window, question: &Question, now: i64) -> Page {
        let start = self.index(List::Sessions, window.from);
        let end = self.index(List::Sessions, window.until);
        // what runs was all updated within minutes, so only the last of what is over can lie between
        let between = self
            .index(List::Sessions, window.from.max(now - 10 * MINUTE))
            .min(end);
        let running = self.running(now).into_iter();
        let running = running
            .filter_map(|key| Some(Charge::of(Place::at(self, key)?, key)))
            .map(|charge| (session::last_updated(&charge, now), charge.key))
            .filter(|(changed, _)| window.holds(*changed));
        let over = self.sessions_in(between, end);
        let mut last: Vec<(i64, Key)> = over
            .into_iter()
            .map(|key| (key.end, key))
            .chain(running)
            .collect();
        last.sort_unstable();
        let split = between - start;
        let from = start + (question.offset as u64).min(split);
        let until = start
            + (question.offset as u64)
                .saturating_add(question.limit as u64)
                .min(split);
        let mut keys = self.sessions_in(from, until);
        let skipped = (question.offset as u64).saturating_sub(split);
        let rest = question.limit.saturating_sub(keys.len());
        let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
        keys.extend(last.iter().skip(skipped).take(rest).map(|(_, key)| *key));
        let records = keys.into_iter().filter_map(|key| {
            let charge = Charge::of(Place::at(self, key)?, key);
            Some(session::record(&charge, now))
        });
        Page {
            total: usize::try_from(split)
                .unwrap_or(usize::MAX)
                .saturating_add(last.len()),
            records: records.collect(),
        }
    }

    fn cdrs(&self, window: Window, question: &Question) -> Page {
        let start = self.index(List::Cdrs, window.from);
        let end = self.index(List::Cdrs, window.until);
        let from = start.saturating_add(question.offset as u64).min(end);
        let until = from.saturating_add(question.limit as u64).min(end);
        let records = self.bills_in(from, until).into_iter().filter_map(|bill| {
            let charge = Charge::of(Place::at(self, bill.key)?, bill.key);
            Some(cdr::record(&charge, &bill))
        });
        Page {
            total: usize::try_from(end - start).unwrap_or(usize::MAX),
            records: records.collect(),
        }
    }

    /// How many records of a list changed before an instant.
    fn index(&self, list: List, at: i64) -> u64 {
        let day = day_of(at);
        let before = self.timeline.before(list, day);
        if !self.timeline.has(day) {
            return before;
        }
        let today = match list {
            List::Sessions => {
                let keys = self.timeline.sessions_of(self, day);
                keys.partition_point(|key| key.end < at)
            }
            List::Cdrs => bills_of(self, day).partition_point(|bill| bill.at < at),
        };
        before + today as u64
    }

    /// The sessions that are over with these indices.
    fn sessions_in(&self, from: u64, until: u64) -> Vec<Key> {
        self.in_days(List::Sessions, from, until, |day| {
            self.timeline.sessions_of(self, day)
        })
    }

    fn bills_in(&self, from: u64, until: u64) -> Vec<Bill> {
        self.in_days(List::Cdrs, from, until, |day| bills_of(self, day))
    }

    fn in_days<T>(
        &self,
        list: List,
        from: u64,
        until: u64,
        of_day: impl Fn(i64) -> Vec<T>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        let mut index = from;
        while index < until {
            let Some((day, before)) = self.timeline.day_at(list, index) else {
                break;
            };
            let records = of_day(day);
            let (first, count) = ((index - before) as usize, (until - index) as usize);
            let had = found.len();
            found.extend(records.into_iter().skip(first).take(count));
            let got = (found.len() - had) as u64;
            if got == 0 {
                break;
            }
            index += got;
        }
        found
    }
}

/// The part of a short list that a question asks for.
fn page(mut records: Vec<(i64, Arc<str>)>, window: Window, question: &Question) -> Page {
    records.retain(|(changed, _)| window.holds(*changed));
    // stable: records of one instant stay in the order of their towns
    records.sort_by_key(|(changed, _)| *changed);
    let asked = records.iter().skip(question.offset).take(question.limit);
    Page {
        total: records.len(),
        records: asked.map(|(_, record)| Arc::clone(record)).collect(),
    }
}
