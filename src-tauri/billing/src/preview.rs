//! A statement on screen: some of its pages, as they will be printed.

use std::ops::Range;

use access::Lang;
use serde::Serialize;
use specta::Type;
use store::wire::Count;

use crate::{Page, PrintError, Statement};

/// More pages than these are looked at in several parts.
pub const MOST_PAGES: usize = 8;

/// Some pages of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// What it is called.
    pub title: String,
    /// So many pages it has.
    pub all: Count,
    /// How many come before these.
    pub skipped: Count,
    /// [`MOST_PAGES`] at most.
    pub pages: Vec<Page>,
}

impl Statement {
    /// Some of its pages, [`MOST_PAGES`] at most.
    ///
    /// # Errors
    /// As [`Paper::pdf`](crate::Paper::pdf).
    pub fn preview(&self, (lang, wanted): (Lang, Range<usize>)) -> Result<Preview, PrintError> {
        let mut paper = self.paper(lang)?;
        let all = paper.pages.len();
        let from = wanted.start.min(all);
        let until = wanted
            .end
            .min(from.saturating_add(MOST_PAGES))
            .clamp(from, all);
        let count = |pages: usize| Count::new(i64::try_from(pages).unwrap_or(i64::MAX));
        Ok(Preview {
            title: paper.title,
            all: count(all),
            skipped: count(from),
            pages: paper.pages.drain(from..until).collect(),
        })
    }
}
