//! The parameters of a list: a window of `last_updated`, and a page of it.
//!
//! Source: OCPI 2.2.1, Transport and format, Pagination.

use std::num::NonZeroUsize;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::{Module, Question};

/// What a caller asked for, in OCPI's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListQuery {
    date_from: Option<ocpi::DateTime>,
    date_to: Option<ocpi::DateTime>,
    offset: usize,
    limit: usize,
}

/// A parameter that can't be read. The value is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum QueryError {
    #[error("{0} is not an RFC 3339 instant")]
    NotAnInstant(&'static str),
    #[error("{0} is not a whole number from {1} on")]
    NotACount(&'static str, usize),
}

impl ListQuery {
    /// Reads the parameters; those that OCPI does not know are ignored, as it says.
    pub fn read(
        parameters: &[(String, String)],
        max_limit: NonZeroUsize,
    ) -> Result<Self, QueryError> {
        let value = |name: &str| {
            parameters
                .iter()
                .rfind(|(given, _)| given == name)
                .map(|(_, value)| value.as_str())
        };
        let instant = |name: &'static str| {
            let read =
                |text| ocpi::DateTime::parse(text).map_err(|_| QueryError::NotAnInstant(name));
            value(name).map(read).transpose()
        };
        let limit = match value("limit") {
            Some(text) => text
                .parse::<NonZeroUsize>()
                .map_err(|_| QueryError::NotACount("limit", 1))?,
            None => max_limit,
        };
        let offset = value("offset")
            .map(|text| text.parse().map_err(|_| QueryError::NotACount("offset", 0)));
        Ok(Self {
            date_from: instant("date_from")?,
            date_to: instant("date_to")?,
            offset: offset.transpose()?.unwrap_or(0),
            limit: limit.min(max_limit).get(),
        })
    }

    /// The same as a question to the source: nothing that changes after `now`.
    pub fn question(&self, module: Module, now: DateTime<Utc>) -> Question {
        // inclusive of `now` itself: date_to is exclusive, and a record of this instant is not in the future
        let after_now = now
            .checked_add_signed(TimeDelta::nanoseconds(1))
            .unwrap_or(now);
        Question {
            module,
            from: self.date_from.map(ocpi::DateTime::utc),
            until: self
                .date_to
                .map_or(after_now, |date_to| date_to.utc().min(after_now)),
            offset: self.offset,
            limit: self.limit,
        }
    }

    /// The parameters of the page after one that held `count` of `total` records; `None` after the last.
    pub fn next(&self, count: usize, total: usize) -> Option<String> {
        let offset = self.offset.checked_add(count)?;
        if count == 0 || offset >= total {
            return None;
        }
        let mut parameters = String::new();
        for (name, instant) in [("date_from", self.date_from), ("date_to", self.date_to)] {
            if let Some(instant) = instant {
                parameters.push_str(&format!("{name}={instant}&"));
            }
        }
        Some(format!("{parameters}offset={offset}&limit={}", self.limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parameters: &[(&str, &str)]) -> Result<ListQuery, QueryError> {
        let parameters: Vec<_> = parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        ListQuery::read(&parameters, crate::DEFAULT_LIMIT)
    }

    #[test]
    fn a_parameter_that_cannot_be_read_is_named() {
        let cases = [
            ("date_from", "soon", QueryError::NotAnInstant("date_from")),
            ("date_to", "2026-01-01", QueryError::NotAnInstant("date_to")),
            ("offset", "-1", QueryError::NotACount("offset", 0)),
            ("offset", "1e3", QueryError::NotACount("offset", 0)),
            ("limit", "0", QueryError::NotACount("limit", 1)),
            ("limit", "", QueryError::NotACount("limit", 1)),
            (
                "limit",
                "99999999999999999999999",
                QueryError::NotACount("limit", 1),
            ),
        ];
        for (name, value, error) in cases {
            assert_eq!(read(&[(name, value)]), Err(error));
        }
        assert!(read(&[("sort", "up")]).is_ok());
    }

    #[test]
    fn the_next_page_keeps_the_window_and_ends_with_the_last_record() {
        let query = read(&[("date_from", "2026-01-01T00:00:00"), ("limit", "2")]).unwrap();
        assert_eq!(
            query.next(2, 5).as_deref(),
            Some("date_from=2026-01-01T00:00:00Z&offset=2&limit=2")
        );
        assert_eq!(query.next(2, 2), None);
        assert_eq!(query.next(0, 5), None);
        let far = read(&[("offset", &usize::MAX.to_string())]).unwrap();
        assert_eq!(far.next(1, 5), None);
    }

    #[test]
    fn a_question_never_reaches_behind_the_clock() {
        let now = ocpi::DateTime::parse("2026-01-01T00:00:00Z").unwrap().utc();
        let until = |date_to: &str| {
            read(&[("date_to", date_to)])
                .unwrap()
                .question(Module::Cdrs, now)
                .until
        };
        assert_eq!(
            until("2025-01-01T00:00:00Z").to_rfc3339(),
            "2025-01-01T00:00:00+00:00"
        );
        assert_eq!(
            until("2027-01-01T00:00:00Z"),
            now + TimeDelta::nanoseconds(1)
        );
    }
}
