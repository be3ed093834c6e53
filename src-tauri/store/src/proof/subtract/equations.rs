//! Shown figures as equations over the cells that a person doesn't see, and the leaks that follow from them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde_json::Value;

use super::{
    asked::Shown,
    ground::{At, Counts, Ground},
};
use crate::{
    Cut, Key,
    proof::{
        World,
        naive::Row,
        solve::{Equation, How, Solution, sum_of},
    },
};

/// The property of each of a tenant's units: the nearest that is one.
pub struct Properties(BTreeMap<String, Option<String>>);

impl Properties {
    pub fn of(world: &World, person: &str) -> Self {
        fn walk(units: &Value, above: Option<&str>, into: &mut BTreeMap<String, Option<String>>) {
            for unit in units.as_array().into_iter().flatten() {
                let id = unit["id"].as_str().expect("an id");
                let is_property = unit["kind"] == "property";
                let nearest = if is_property { Some(id) } else { above };
                into.insert(id.to_owned(), nearest.map(str::to_owned));
                walk(&unit["units"], nearest, into);
            }
        }
        let mut properties = BTreeMap::new();
        let tenants = world.setup["tenants"].as_array().into_iter().flatten();
        for tenant in tenants {
            if person.split_once('/').map(|(tenant, _)| tenant) == tenant["id"].as_str() {
                walk(&tenant["units"], None, &mut properties);
            }
        }
        Self(properties)
    }
}

/// The equation of a shown figure: the unseen cells that it is the sum of.
///
/// A unit that held no EVSE in the range needs no release: what it has all the same (records of a Location whose
/// EVSEs nobody knows) may be left out.
///
/// # Panics
/// If the number is not that of its records: then what it speaks of is misread, and the equation a fiction.
pub fn equation(
    ground: &Ground,
    properties: &Properties,
    shown: &Shown,
    context: &dyn fmt::Display,
) -> Equation {
    let mut seen = Counts::default();
    for record in &ground.seen {
        if is_in(shown, properties, &record.at, Some(record.row)) {
            seen.add(record.counts);
        }
    }
    let held: BTreeSet<&String> = ground
        .tenure
        .iter()
        .filter(|(_, day)| shown.from <= *day && *day <= shown.to)
        .map(|(unit, _)| unit)
        .collect();
    let all: Vec<usize> = (0..ground.cells.len())
        .filter(|cell| is_in(shown, properties, &ground.cells[*cell].at, None))
        .collect();
    let of_held = all
        .iter()
        .copied()
        .filter(|cell| held.contains(&ground.cells[*cell].at.0))
        .collect();
    for cells in [&all, &of_held] {
        let mut counts = seen;
        cells
            .iter()
            .for_each(|cell| counts.add(ground.cells[*cell].counts));
        if is_of(shown, counts) {
            return sum_of(cells.iter().copied());
        }
    }
    panic!(
        "{context}: {shown:?} is of other records than {seen:?} and {} unseen cells",
        all.len()
    );
}

fn is_of(shown: &Shown, counts: Counts) -> bool {
    let same = |shown: Option<i64>, right: i64| shown.is_none_or(|shown| shown == right);
    // a CDR may stand for its Session
    let sessions = counts.sessions..=counts.sessions + counts.cdrs;
    same(shown.cdrs, counts.cdrs)
        && same(shown.credits, counts.credits)
        && shown.sessions.is_none_or(|shown| sessions.contains(&shown))
}

fn is_in(
    shown: &Shown,
    properties: &Properties,
    (unit, day, group): &At,
    row: Option<&Row>,
) -> bool {
    if *day < shown.from || shown.to < *day {
        return false;
    }
    let Some(key) = &shown.key else { return true };
    let id = match key {
        Key::OfTenant { id, .. } | Key::Tenant(id) | Key::Place(id) | Key::Time(id) => Some(id),
        Key::Nothing { .. } => None,
    };
    match shown.by {
        Cut::Unit => id == Some(unit),
        Cut::Property => id == properties.0.get(unit).and_then(Option::as_ref),
        Cut::Group => id == group.as_ref(),
        Cut::Day => id == Some(&day.to_string()),
        Cut::Month => id == Some(&day.format("%Y-%m").to_string()),
        // by place there are exact figures alone: an unseen cell in one shows as a wrong number
        Cut::Location => row.is_some_and(|row| is_place(id, row.value("location"), false)),
        Cut::Evse => row.is_some_and(|row| is_place(id, row.value("evse"), true)),
        Cut::Total | Cut::Tenant | Cut::Driver | Cut::Vehicle | Cut::CostCentre => true,
    }
}

/// Whether a key of figures is that of the evaluator, which has its connection and an EVSE's Location in it.
fn is_place(key: Option<&String>, place: Option<&str>, is_evse: bool) -> bool {
    let (Some(key), Some(place)) = (key, place) else {
        return key.is_none() && place.is_none();
    };
    let parts: Vec<&str> = place.split('/').collect();
    let id = if is_evse { parts.last() } else { parts.get(1) };
    let full = format!("{}/{}", parts[0], id.copied().unwrap_or_default()).to_ascii_lowercase();
    let key = key.to_ascii_lowercase();
    full == key || full.ends_with(&format!(":{key}"))
}

/// A known sum of fewer people than a figure may be of.
pub struct Leak {
    how: How,
    cells: Vec<At>,
    people: BTreeSet<String>,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { how, cells, people } = self;
        write!(
            f,
            "{people:?} in {} cells by {how:?}: {cells:?}",
            cells.len()
        )
    }
}

/// What was looked at.
#[derive(Debug, Default)]
pub struct Counted {
    pub equations: usize,
    pub classes: usize,
    pub solved: usize,
    pub remainders: usize,
    pub differences: usize,
    /// Answers, by their cut.
    pub answers: BTreeMap<&'static str, usize>,
}

/// Every known sum of too few people.
pub fn leaks(ground: &Ground, equations: &[Equation], counted: &mut Counted) -> Vec<Leak> {
    let mut equations: Vec<Equation> = equations.to_vec();
    equations.retain(|equation| !equation.is_empty());
    equations.sort();
    equations.dedup();
    let solution = Solution::of(&equations);
    counted.equations += equations.len();
    counted.classes += solution.classes.len();
    let mut leaks = Vec::new();
    for known in solution.known() {
        match known.how {
            How::Answer(_) => {}
            How::Solved => counted.solved += 1,
            How::Remainder => counted.remainders += 1,
            How::Difference { .. } => counted.differences += 1,
        }
        let cells = || {
            known
                .classes
                .iter()
                .flat_map(|class| &solution.classes[*class])
        };
        let mut people = BTreeSet::new();
        for cell in cells() {
            people.extend(&ground.cells[*cell].people);
            if people.len() >= ground.k {
                break;
            }
        }
        if people.len() < ground.k {
            leaks.push(Leak {
                how: known.how,
                cells: cells().map(|cell| ground.cells[*cell].at.clone()).collect(),
                people: people.into_iter().cloned().collect(),
            });
        }
    }
    leaks
}
