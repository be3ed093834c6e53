//! Local days, and what they make up: a question's range as the largest whole years, months and days.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// Local days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// A calendar period: what a released cell is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    Year(Span),
    Month(Span),
    Day(Span),
}

impl Period {
    pub fn span(self) -> Span {
        match self {
            Self::Year(span) | Self::Month(span) | Self::Day(span) => span,
        }
    }
}

impl Span {
    pub fn day(day: NaiveDate) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// The year in which a day is.
    pub fn year_of(day: NaiveDate) -> Self {
        Self {
            first: date(day.year(), 1),
            last: date(day.year() + 1, 1) - TimeDelta::days(1),
        }
    }

    /// The month in which a day is.
    pub fn month_of(day: NaiveDate) -> Self {
        let next = match day.month() {
            12 => date(day.year() + 1, 1),
            month => date(day.year(), month + 1),
        };
        Self {
            first: date(day.year(), day.month()),
            last: next - TimeDelta::days(1),
        }
    }

    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// What lies in both.
    pub fn meet(self, other: Self) -> Option<Self> {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        (first <= last).then_some(Self { first, last })
    }

    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last;
        self.first.iter_days().take_while(move |day| *day <= last)
    }

    /// All months that have a day in it, whole.
    pub fn months(self) -> Vec<Self> {
        self.parts(Self::month_of)
    }

    /// All years that have a day in it, whole.
    pub fn years(self) -> Vec<Self> {
        self.parts(Self::year_of)
    }

    fn parts(self, whole: fn(NaiveDate) -> Self) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut day = self.first;
        while day <= self.last {
            let part = whole(day);
            parts.push(part);
            day = part.last + TimeDelta::days(1);
        }
        parts
    }

    fn holds(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The largest whole years, months and days that make it up.
    pub fn largest(self) -> Vec<Period> {
        let mut periods = Vec::new();
        for year in self.years() {
            if self.holds(year) {
                periods.push(Period::Year(year));
            } else if let Some(part) = self.meet(year) {
                periods.extend(part.by_month());
            }
        }
        periods
    }

    /// The same without years: what is not of a root is released by whole months alone.
    pub fn by_month(self) -> Vec<Period> {
        let mut periods = Vec::new();
        for month in self.months() {
            if self.holds(month) {
                periods.push(Period::Month(month));
            } else if let Some(part) = self.meet(month) {
                periods.extend(part.days().map(|day| Period::Day(Self::day(day))));
            }
        }
        periods
    }
}

fn date(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_else(|| panic!("{year}-{month} is no month"))
}

/// The first instant of a local day; where the clock jumps over midnight, the first one after.
pub fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let begin = day.and_time(NaiveTime::MIN);
    let quarters = (0..12).map(|quarter| begin + TimeDelta::minutes(15 * quarter));
    let first = quarters
        .filter_map(|local| zone.from_local_datetime(&local).earliest())
        .next();
    first
        .unwrap_or_else(|| panic!("{day} has no morning in {zone}"))
        .to_utc()
}

/// The local day of an instant.
pub fn local_day(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}
