use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, Months, NaiveDate};

/// A calendar month, local to wherever its days are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: NaiveDate,
}

/// It is not written as `YYYY-MM`, or there is no such month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no month as YYYY-MM")]
pub struct NoSuchMonth;

impl Month {
    /// The one that a day is in.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            first: day.with_day(1).unwrap_or(day),
        }
    }

    /// Its first day.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        let next = self.first.checked_add_months(Months::new(1));
        let last = next.and_then(|next| next.checked_sub_days(Days::new(1)));
        last.unwrap_or(self.first)
    }

    /// The month before.
    #[must_use]
    pub fn before(self) -> Self {
        Self {
            first: self
                .first
                .checked_sub_months(Months::new(1))
                .unwrap_or(self.first),
        }
    }

    /// All its days.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last();
        self.first.iter_days().take_while(move |day| *day <= last)
    }
}

impl FromStr for Month {
    type Err = NoSuchMonth;

    fn from_str(text: &str) -> Result<Self, NoSuchMonth> {
        let (year, month) = text.split_once('-').ok_or(NoSuchMonth)?;
        let is_number = |part: &str, digits| {
            part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_number(year, 4) || !is_number(month, 2) {
            return Err(NoSuchMonth);
        }
        let (year, month) = (year.parse().ok(), month.parse().ok());
        let first = year
            .zip(month)
            .and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1));
        Ok(Self {
            first: first.ok_or(NoSuchMonth)?,
        })
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_knows_its_days_and_the_one_before() {
        let february: Month = "2024-02".parse().unwrap();
        assert_eq!(february.last().to_string(), "2024-02-29");
        assert_eq!(february.days().count(), 29);
        assert_eq!(february.before().to_string(), "2024-01");
        let january: Month = "2026-01".parse().unwrap();
        assert_eq!(january.before().to_string(), "2025-12");
    }

    #[test]
    fn what_is_no_month_is_none() {
        for text in [
            "",
            "2026",
            "2026-13",
            "2026-00",
            "26-01",
            "2026-1",
            "2026-01-01",
            "+026-01",
        ] {
            assert_eq!(text.parse::<Month>(), Err(NoSuchMonth), "{text}");
        }
    }
}
