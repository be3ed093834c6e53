//! What is asked, and which Locations and days an answer is of.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use super::{
    PORTFOLIO,
    charged::{Cell, Charged},
};

/// What a person asks: from, to, by.
pub fn questions(
    charged: &Charged,
    whole: bool,
    chance: &mut fastrand::Rng,
) -> Vec<(NaiveDate, NaiveDate, &'static str)> {
    let first = charged
        .places
        .iter()
        .map(|place| place.first)
        .min()
        .expect("a Location");
    let last = charged
        .places
        .iter()
        .map(|place| place.last)
        .max()
        .expect("a Location");
    let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).expect("a month begins");
    let before = |day: NaiveDate| day - TimeDelta::days(1);
    let (begin, end) = (day(first.year(), 1), before(day(last.year() + 1, 1)));
    let mut questions = vec![
        (begin, end, "month"),
        (begin, end, "day"),
        (begin, end, "unit"),
    ];
    for year in first.year()..=last.year() {
        questions.push((day(year, 1), before(day(year + 1, 1)), "property"));
    }
    let mut month = day(first.year(), first.month());
    while month <= last {
        let next = month + Months::new(1);
        // the total of either is the month's
        questions.push((month, before(next), "property"));
        if whole {
            questions.push((month, before(next), "group"));
        }
        month = next;
    }
    for _ in 0..if whole { 24 } else { 6 } {
        let days = (end - begin).num_days();
        let at = begin + TimeDelta::days(chance.i64(0..days));
        // from a few days to a few months
        let most = [7, 40, 200][chance.usize(0..3)];
        let long = TimeDelta::days(chance.i64(0..most));
        questions.push((at, (at + long).min(end), "total"));
    }
    questions
}

/// The cells that a row of an answer, or its total, is the sum of.
pub fn cells_of(
    charged: &Charged,
    units: &[&str],
    (from, to, by): (NaiveDate, NaiveDate, &str),
    key: Option<&str>,
) -> Vec<usize> {
    let begins = |day: &str| day.parse().expect("a day");
    let (mut from, mut to, mut unit) = (from, to, None);
    match (by, key) {
        // nobody is enrolled
        (_, None) | ("group", Some("house/-")) => {}
        ("property" | "unit", Some(key)) => unit = key.strip_prefix("house/"),
        ("day", Some(day)) => {
            from = from.max(begins(day));
            to = to.min(begins(day));
        }
        ("month", Some(month)) => {
            let first: NaiveDate = begins(&format!("{month}-01"));
            from = from.max(first);
            to = to.min(first + Months::new(1) - TimeDelta::days(1));
        }
        (by, Some(key)) => panic!("no answer by {by} is called {key}"),
    }
    places(charged, |place, day, _| {
        let is = |unit: &str| place.eq_ignore_ascii_case(unit);
        from <= day
            && day <= to
            && unit.is_none_or(is)
            && units.iter().any(|unit| *unit == PORTFOLIO || is(unit))
    })
}

/// The places of these cells in the list of all.
pub fn places(charged: &Charged, is: impl Fn(&str, NaiveDate, &Cell) -> bool) -> Vec<usize> {
    let cells = charged.cells.iter().enumerate();
    cells
        .filter(|(_, (place, day, cell))| is(place, *day, cell))
        .map(|(place, _)| place)
        .collect()
}

pub fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}
