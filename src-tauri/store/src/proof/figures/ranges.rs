//! Which days are asked for.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::proof::{World, dice::Dice, naive::Span};

/// All of time in the world's years, its years, some of its months and days, ranges that cut months, and today.
pub fn ranges(world: &World) -> Vec<Span> {
    let mut dice = Dice::of(world.seed.wrapping_mul(31).wrapping_add(7));
    let today = world.now.date_naive();
    let records = world.cpms.iter().flat_map(|cpms| {
        let sessions = cpms.sessions.iter().map(|session| session.started_at);
        sessions.chain(cpms.cdrs.iter().map(|cdr| cdr.started_at))
    });
    let days: BTreeSet<NaiveDate> = records.map(|start| start.date_naive()).collect();
    let days: Vec<NaiveDate> = days.into_iter().collect();
    let first = *days.first().unwrap_or(&today);
    let years: BTreeSet<i32> = days
        .iter()
        .map(Datelike::year)
        .chain([today.year()])
        .collect();
    let months: BTreeSet<NaiveDate> = days.iter().map(|day| Span::month_of(*day).first).collect();
    let months: Vec<NaiveDate> = months.into_iter().collect();
    let year = |year: &i32| NaiveDate::from_ymd_opt(*year, 1, 1).expect("a year");
    let mut ranges = vec![Span {
        first: Span::year_of(first).first,
        last: Span::year_of(today).last,
    }];
    ranges.extend(years.iter().map(|number| Span::year_of(year(number))));
    ranges.extend(dice.some(&months, 5).into_iter().map(Span::month_of));
    ranges.extend(dice.some(&days, 3).into_iter().map(Span::day));
    // whole months and a part of one, before and after
    for _ in 0..3 {
        let start = *dice.pick(&days);
        let last = start + TimeDelta::days(dice.within(5, 100));
        ranges.push(Span { first: start, last });
    }
    ranges.push(Span::day(today));
    ranges.push(Span {
        first: Span::month_of(today).first,
        last: today,
    });
    ranges
}
