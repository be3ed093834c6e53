//! Nobody is singled out by combining answers, over real charging: all that is shown to people without sessions is
//! solved as equations over Location × day, which are read from the records by themselves.

#[path = "subtract/asked.rs"]
mod asked;
#[path = "subtract/charged.rs"]
mod charged;
#[path = "../../src-tauri/store/src/proof/solve.rs"]
mod solve;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, seed},
    shared,
};
use asked::{cells_of, month, places, questions};
use charged::Charged;
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
/// So many answers at least over the whole portfolio, or nothing was put to the test. Nothing is released yet.
const LEAST: [(&str, usize); 4] = [("total", 60), ("month", 25), ("day", 600), ("property", 30)];

/// Sees every session.
const CLARA: &str = "clara";
const PEOPLE: [(&str, &str, &[&str]); 4] = [
    (CLARA, "controller", &[PORTFOLIO]),
    ("frieda", "facility-manager", &[PORTFOLIO]),
    ("fabian", "facility-manager", &["loc-000", "loc-008"]),
    ("sam", "site-manager", &["loc-003"]),
];

/// What is shown to a person.
#[derive(Debug, Default)]
struct Shown {
    equations: BTreeSet<Equation>,
    /// Answers with something in them, by their cut.
    by: BTreeMap<&'static str, usize>,
    withheld: usize,
}

/// Each shown number is that of the records that it speaks of, else its equation would be a fiction.
fn shown(
    desk: &Desk,
    charged: &Charged,
    (person, units): (&str, &[&str]),
    questions: Vec<(NaiveDate, NaiveDate, &'static str)>,
) -> Shown {
    let mut all = Shown::default();
    for (from, to, by) in questions {
        let line = format!("figures --as house/{person} --from {from} --to {to} --by {by}");
        let answer = desk.run(&line).json();
        let rows = answer["rows"].as_array().into_iter().flatten();
        let rows = rows.map(|row| (row["key"].as_str(), row));
        for (key, row) in rows.chain([(None, &answer["total"])]) {
            let Some(sessions) = row["sessions"].as_i64() else {
                all.withheld += 1;
                continue;
            };
            let cells = cells_of(charged, units, (from, to, by), key);
            let right: i64 = cells
                .iter()
                .map(|cell| charged.cells[*cell].2.sessions)
                .sum();
            assert_eq!(sessions, right, "{line}: {key:?}");
            if !cells.is_empty() {
                *all.by.entry(key.map_or("total", |_| by)).or_default() += 1;
                all.equations.insert(sum_of(cells));
            }
        }
    }
    all
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

    // of who sees all, so that keys and ranges are known to be read rightly
    let mut few = questions(&charged, true, &mut chance);
    few.truncate(12);
    let exact = shown(&desk, &charged, (CLARA, &[PORTFOLIO]), few);
    println!("{CLARA}: shown {:?}, withheld {}", exact.by, exact.withheld);
    for by in ["month", "day", "unit", "property", "group", "total"] {
        assert!(exact.by.contains_key(by), "nothing by {by}");
    }

    for (person, _, units) in PEOPLE.into_iter().filter(|(id, ..)| *id != CLARA) {
        let asked = questions(&charged, units == [PORTFOLIO], &mut chance);
        let Shown {
            equations,
            by,
            withheld,
        } = shown(&desk, &charged, (person, units), asked);
        for (cut, least) in LEAST.into_iter().filter(|_| units == [PORTFOLIO]) {
            let released = by.get(cut).copied().unwrap_or_default();
            assert!(released >= least, "by {cut}: {released}");
        }
        let mut counted = Counted::default();
        let equations: Vec<Equation> = equations.into_iter().collect();
        let leaks = leaks(&charged, &equations, &mut counted);
        println!("{person}: shown {by:?}, withheld {withheld}, {counted:?}");
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
