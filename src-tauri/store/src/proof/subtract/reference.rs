//! Two small rules over the evaluator's cells, a wrong one and a right one: the harness has to tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::ground::{Cell, Ground};
use crate::proof::solve::{Equation, sum_of};

type Sets = BTreeMap<String, Vec<usize>>;

/// The cells under each name that one of them goes by.
fn by(ground: &Ground, name: impl Fn(&Cell) -> String) -> Sets {
    let mut sets = Sets::new();
    for (place, cell) in ground.cells.iter().enumerate() {
        sets.entry(name(cell)).or_default().push(place);
    }
    sets
}

fn is_enough(ground: &Ground, cells: &[usize]) -> bool {
    let people = cells.iter().flat_map(|cell| &ground.cells[*cell].people);
    people.collect::<BTreeSet<_>>().len() >= ground.k
}

/// Each cell of each cut is shown if it alone is of enough people.
pub fn one_by_one(ground: &Ground) -> Vec<Equation> {
    let month = |cell: &Cell| cell.at.1.format("%Y-%m").to_string();
    let cuts = [
        by(ground, |cell| cell.at.1.year().to_string()),
        by(ground, month),
        by(ground, |cell| cell.at.1.to_string()),
        by(ground, |cell| format!("{} {}", month(cell), cell.at.0)),
        by(ground, |cell| format!("{} {:?}", month(cell), cell.at.2)),
    ];
    let shown = cuts
        .into_iter()
        .flat_map(Sets::into_values)
        .filter(|cells| is_enough(ground, cells));
    shown.map(sum_of).collect()
}

/// Years, months and days of everything, each split only if what is hidden of it is nothing or of enough people.
pub fn split_by_time(ground: &Ground) -> Vec<Equation> {
    let mut shown = Vec::new();
    let mut split = by(ground, |cell| cell.at.1.year().to_string());
    split.retain(|_, cells| is_enough(ground, cells));
    shown.extend(split.values().cloned());
    for format in ["%Y-%m", "%Y-%m-%d"] {
        let mut below = Sets::new();
        for cells in split.values() {
            let mut children = Sets::new();
            for cell in cells {
                let name = ground.cells[*cell].at.1.format(format).to_string();
                children.entry(name).or_default().push(*cell);
            }
            let (shown, hidden): (Vec<_>, Vec<_>) = children
                .into_iter()
                .partition(|(_, cells)| is_enough(ground, cells));
            let hidden: Vec<usize> = hidden.into_iter().flat_map(|(_, cells)| cells).collect();
            if hidden.is_empty() || is_enough(ground, &hidden) {
                below.extend(shown);
            }
        }
        shown.extend(below.values().cloned());
        split = below;
    }
    shown.into_iter().map(sum_of).collect()
}
