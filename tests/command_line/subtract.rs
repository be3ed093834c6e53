//! Nobody is singled out by combining answers, over real charging: all that is shown to people without sessions is
//! solved as equations over Location × day, which are read from the records by themselves.

#[path = "subtract/charged.rs"]
mod charged;
#[path = "../../src-tauri/store/src/proof/solve.rs"]
mod solve;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, seed},
    shared,
};
use charged::{Cell, Charged};
use solve::{Equation, How, Solution, sum_of};

const K: usize = 5;

/// How many answers, and what followed from them.
#[derive(Debug, Default)]
struct Counted {
    equations: usize,
    classes: usize,
    known: BTreeMap<&'static str, usize>,
}

/// Known sums of fewer than [`K`] people: how they are known, and how many.
fn leaks(
    charged: &Charged,
    equations: &[Equation],
    counted: &mut Counted,
) -> Vec<(How, Vec<usize>, usize)> {
    let solution = Solution::of(equations);
    counted.equations += equations.len();
    counted.classes += solution.classes.len();
    let mut leaks = Vec::new();
    for known in solution.known() {
        let word = match known.how {
            How::Answer(_) => "answers",
            How::Solved => "solved",
            How::Remainder => "remainders",
            How::Difference { .. } => "differences",
        };
        *counted.known.entry(word).or_default() += 1;
        let cells = || {
            known
                .classes
                .iter()
                .flat_map(|class| &solution.classes[*class])
        };
        let mut people: BTreeSet<&String> = BTreeSet::new();
        for cell in cells() {
            people.extend(&charged.cells[*cell].2.people);
            if people.len() >= K {
                break;
            }
        }
        if people.len() < K {
            leaks.push((known.how, cells().copied().collect(), people.len()));
        }
    }
    leaks
}

/// The places of these cells in the list of all.
fn places(charged: &Charged, is: impl Fn(&str, NaiveDate, &Cell) -> bool) -> Vec<usize> {
    let cells = charged.cells.iter().enumerate();
    cells
        .filter(|(_, (place, day, cell))| is(place, *day, cell))
        .map(|(place, _)| place)
        .collect()
}

fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

#[test]
fn cells_checked_one_by_one_single_people_out() {
    let Some(folder) = shared::folder("data/dev") else {
        return;
    };
    let charged = Charged::read(&folder);
    // as ACCESS.md counted it: by days on which somebody charged
    let mut cells: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for place in places(&charged, |_, _, cell| !cell.people.is_empty()) {
        let (location, day, _) = &charged.cells[place];
        cells
            .entry((location, month(*day)))
            .or_default()
            .push(place);
        cells
            .entry((location, day.to_string()))
            .or_default()
            .push(place);
    }
    let people = |places: &[usize]| {
        let people = places
            .iter()
            .flat_map(|place| &charged.cells[*place].2.people);
        people.collect::<BTreeSet<_>>().len()
    };
    cells.retain(|_, places| people(places) >= K);
    let months = cells
        .keys()
        .filter(|(_, period)| period.len() == "2026-01".len());
    assert_eq!(months.count(), 135, "shown months of one Location");
    let equations: Vec<Equation> = cells.into_values().map(sum_of).collect();
    let mut counted = Counted::default();
    let leaks = leaks(&charged, &equations, &mut counted);
    let solved: Vec<usize> = leaks
        .iter()
        .filter(|(how, ..)| *how == How::Solved)
        .map(|(_, _, people)| *people)
        .collect();
    println!("{counted:?}: rests of {solved:?} people");
    assert_eq!(solved.len(), 15, "months minus their shown days");
    assert_eq!(solved.iter().filter(|people| **people == 1).count(), 3);
}

/// One tenant, a property for each Location in one portfolio, held from the first to the last day of charging.
fn portfolio(charged: &Charged) -> Value {
    let unit =
        |id: &str| json!({ "id": id.to_lowercase(), "kind": "property", "name": id, "units": [] });
    let units: Vec<Value> = charged.places.iter().map(|place| unit(&place.id)).collect();
    let assignments = charged.places.iter().map(|place| {
        let [from, until] = place.held();
        json!({ "unit": place.id.to_lowercase(), "location": place.id, "from": from, "until": until })
    });
    let people = PEOPLE.map(|(id, role, units)| {
        let grants = json!([{ "role": role, "units": units }]);
        json!({ "id": id, "name": id, "grants": grants })
    });
    json!({
        "operator": { "name": "Stadtwerke Beispiel" },
        "tenants": [{
            "id": "house", "name": "Haus Beispiel", "time_zone": "Europe/Berlin", "k": K,
            "units": [{ "id": PORTFOLIO, "kind": "portfolio", "name": "All", "units": units }],
            "assignments": assignments.collect::<Vec<_>>(),
            "groups": [{ "id": "residents", "name": "Residents", "usage": "internal" }],
            "people": people
        }]
    })
}

const PORTFOLIO: &str = "all";
const PEOPLE: [(&str, &str, &[&str]); 3] = [
    ("frieda", "facility-manager", &[PORTFOLIO]),
    ("fabian", "facility-manager", &["loc-000", "loc-008"]),
    ("sam", "site-manager", &["loc-003"]),
];

/// What a person asks: from, to, by.
fn questions(
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
fn cells_of(
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

#[test]
fn no_person_from_aggregates_over_real_charging() {
    let Some(folder) = shared::folder("data/dev") else {
        return;
    };
    let mut chance = fastrand::Rng::with_seed(seed());
    let charged = Charged::read(&folder);
    let cpms = Demo::serve(&folder, "");
    let desk = Desk::new();
    desk.setup(&portfolio(&charged)).json();
    assert_eq!(desk.sync(&cpms).json()["complete"], true);
    for (person, _, units) in PEOPLE {
        let mut equations: BTreeSet<Equation> = BTreeSet::new();
        let mut shown_by: BTreeMap<&str, usize> = BTreeMap::new();
        let mut withheld = 0;
        for (from, to, by) in questions(&charged, units == [PORTFOLIO], &mut chance) {
            let line = format!("figures --as house/{person} --from {from} --to {to} --by {by}");
            let answer = desk.run(&line).json();
            let rows = answer["rows"].as_array().into_iter().flatten();
            let rows = rows.map(|row| (row["key"].as_str(), row));
            for (key, row) in rows.chain([(None, &answer["total"])]) {
                let Some(sessions) = row["sessions"].as_i64() else {
                    withheld += 1;
                    continue;
                };
                let cells = cells_of(&charged, units, (from, to, by), key);
                let right: i64 = cells
                    .iter()
                    .map(|cell| charged.cells[*cell].2.sessions)
                    .sum();
                assert_eq!(sessions, right, "{line}: {key:?}");
                *shown_by
                    .entry(if key.is_none() { "total" } else { by })
                    .or_default() += 1;
                equations.insert(sum_of(cells));
            }
        }
        let mut counted = Counted::default();
        let equations: Vec<Equation> = equations.into_iter().collect();
        let leaks = leaks(&charged, &equations, &mut counted);
        println!("{person}: shown {shown_by:?}, withheld {withheld}, {counted:?}");
        if let Some((how, cells, people)) = leaks.first() {
            let (place, day, _) = &charged.cells[cells[0]];
            panic!(
                "{person}: {} sums of too few people, the first of {people} by {how:?}: {} cells from {place} {day}",
                leaks.len(),
                cells.len()
            );
        }
    }
}
