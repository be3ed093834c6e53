//! A range of days as whole years, whole months and the days at its edges: so many cells less to read.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::cut::number;

/// A run of cells of one grid, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// 1 day, 2 month, 3 year, as in `rollup.grid`.
    pub grid: i64,
    /// The first period.
    pub first: i64,
    /// The last.
    pub last: i64,
}

/// As `[grid, first, last]`, for `json_each`.
pub(super) fn json(spans: &[Span]) -> String {
    let spans = spans
        .iter()
        .map(|Span { grid, first, last }| format!("[{grid},{first},{last}]"));
    format!("[{}]", spans.collect::<Vec<_>>().join(","))
}

/// One cell's period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub grid: i64,
    pub period: i64,
    pub first_day: i64,
    pub last_day: i64,
    /// Of the month that it is in; of a year the first.
    pub first_day_of_month: i64,
}

/// The cells of runs, one by one.
pub(super) fn cells(spans: &[Span]) -> Vec<Cell> {
    let each = |span: &Span| {
        let grid = span.grid;
        (span.first..=span.last).filter_map(move |period| cell(grid, period))
    };
    spans.iter().flat_map(each).collect()
}

/// `None` outside of the calendar.
fn cell(grid: i64, period: i64) -> Option<Cell> {
    let (first, last) = match grid {
        1 => {
            let days = chrono::TimeDelta::try_days(period)?;
            let day = NaiveDate::default().checked_add_signed(days)?;
            (day, day)
        }
        2 => month(period.div_euclid(12), period.rem_euclid(12) + 1, 1)?,
        _ => month(period, 1, 12)?,
    };
    Some(Cell {
        grid,
        period,
        first_day: number(first),
        last_day: number(last),
        first_day_of_month: number(start_of_month(first)?),
    })
}

/// The first and the last day of some months.
fn month(year: i64, month: i64, months: u32) -> Option<(NaiveDate, NaiveDate)> {
    let (year, month) = (i32::try_from(year).ok()?, u32::try_from(month).ok()?);
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let after = first.checked_add_months(Months::new(months))?;
    Some((first, after.pred_opt()?))
}

/// Months since the year 0.
fn month_number(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

/// The days of a range one by one, for an answer by day.
pub(super) fn by_day(from: NaiveDate, to: NaiveDate) -> Vec<Span> {
    let span = Span {
        grid: 1,
        first: number(from),
        last: number(to),
    };
    if from <= to { vec![span] } else { Vec::new() }
}

/// Whole months, and days where a month is cut: for an answer by month.
pub(super) fn by_month(from: NaiveDate, to: NaiveDate) -> Vec<Span> {
    let months = Months::new(1);
    let after = to.checked_add_days(Days::new(1)).unwrap_or(to);
    let first = if from.day() == 1 {
        Some(from)
    } else {
        start_of_month(from).and_then(|day| day.checked_add_months(months))
    };
    let (Some(first), Some(end)) = (first, start_of_month(after)) else {
        return by_day(from, to);
    };
    if first >= end {
        return by_day(from, to);
    }
    let mut spans = by_day(from, first.pred_opt().unwrap_or(first));
    spans.push(Span {
        grid: 2,
        first: month_number(first),
        last: month_number(end) - 1,
    });
    spans.extend(by_day(end, to));
    spans
}

/// Whole years, whole months, and days: for sums over the whole range.
pub(super) fn whole(from: NaiveDate, to: NaiveDate) -> Vec<Span> {
    by_month(from, to)
        .into_iter()
        .flat_map(|span| {
            if span.grid == 2 {
                years(span)
            } else {
                vec![span]
            }
        })
        .collect()
}

fn years(months: Span) -> Vec<Span> {
    let first = months.first.div_euclid(12) + i64::from(months.first.rem_euclid(12) != 0);
    let end = (months.last + 1).div_euclid(12);
    if first >= end {
        return vec![months];
    }
    let before = Span {
        last: first * 12 - 1,
        ..months
    };
    let after = Span {
        first: end * 12,
        ..months
    };
    let year = Span {
        grid: 3,
        first,
        last: end - 1,
    };
    [before, year, after]
        .into_iter()
        .filter(|span| span.first <= span.last)
        .collect()
}

fn start_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Every day that a span covers.
    fn days(span: Span) -> Vec<i64> {
        let month = |number: i64| {
            NaiveDate::from_ymd_opt(
                i32::try_from(number.div_euclid(12)).unwrap(),
                u32::try_from(number.rem_euclid(12)).unwrap() + 1,
                1,
            )
            .unwrap()
        };
        let (first, end) = match span.grid {
            1 => (span.first, span.last + 1),
            2 => (number(month(span.first)), number(month(span.last + 1))),
            _ => (
                number(month(span.first * 12)),
                number(month((span.last + 1) * 12)),
            ),
        };
        (first..end).collect()
    }

    #[test]
    fn four_years_and_two_days_are_three_spans() {
        let spans = whole(date("2022-12-31"), date("2027-01-01"));
        assert_eq!(
            spans
                .iter()
                .map(|span| (span.grid, span.last - span.first + 1))
                .collect::<Vec<_>>(),
            [(1, 1), (3, 4), (1, 1)]
        );
    }

    #[test]
    fn a_range_that_ends_before_it_begins_has_no_spans() {
        assert_eq!(whole(date("2025-05-02"), date("2025-05-01")), []);
    }

    proptest! {
        #[test]
        fn spans_cover_each_day_of_a_range_once_and_no_other(from in 10_000_i64..25_000, length in 0_i64..2_000) {
            let day = |number| NaiveDate::default() + chrono::TimeDelta::days(number);
            for cut in [by_day, by_month, whole] {
                let mut covered = BTreeMap::new();
                for span in cut(day(from), day(from + length)) {
                    for day in days(span) {
                        *covered.entry(day).or_insert(0) += 1;
                    }
                }
                let wanted: BTreeMap<i64, i32> = (from..=from + length).map(|day| (day, 1)).collect();
                prop_assert_eq!(covered, wanted);
            }
        }
    }
}
