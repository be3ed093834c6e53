//! What shown sums give away: exact linear algebra over atomic cells.
//!
//! Each shown figure is an equation: the sum of some cells is known. Cells that no equation tells apart are one
//! *class*. A class is *solved* if its sum follows from the equations alone, that is if its unit vector is in their
//! row span. What else follows as a plain sum of classes is given too: each answer, each difference of two answers
//! of which one holds the other, and each row of the reduced form that is a sum (a *remainder*).
//!
//! Numbers are whole and exact: rows are multiplied, never divided but by their common divisor, and an overflow is
//! a panic. This file stands alone, so that tests of the program can include it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The cells of one shown figure, each with how often it counts.
pub type Equation = BTreeMap<usize, i128>;

/// The sum of these cells.
pub fn sum_of(cells: impl IntoIterator<Item = usize>) -> Equation {
    cells.into_iter().map(|cell| (cell, 1)).collect()
}

/// Why a sum of classes is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is shown, as this equation.
    Answer(usize),
    /// One class whose sum follows.
    Solved,
    /// Several classes whose sum is a row of the reduced form.
    Remainder,
    /// What is left of one equation without another.
    Difference { of: usize, without: usize },
}

/// A sum of classes that follows from the equations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub how: How,
    pub classes: Vec<usize>,
}

/// What follows from a list of equations.
pub struct Solution {
    /// The cells of each class; a cell of no equation is in none.
    pub classes: Vec<Vec<usize>>,
    /// Classes whose sum follows.
    pub solved: BTreeSet<usize>,
    /// Sums of several classes that the reduced form names.
    pub remainders: BTreeSet<Vec<usize>>,
    /// The equations that are plain sums, by their place in the list, as sets of classes.
    answers: Vec<(usize, Bits)>,
}

impl Solution {
    /// # Panics
    /// If a number outgrows 128 bits.
    pub fn of(equations: &[Equation]) -> Self {
        let (classes, rows) = classes(equations);
        let mut solved = BTreeSet::new();
        let mut remainders = BTreeSet::new();
        let last = classes.len().saturating_sub(1);
        // which sums the reduced form names hangs on the order of its columns; what is solved doesn't
        for turned in [false, true] {
            let turn = |class: usize| if turned { last - class } else { class };
            let rows = rows.iter().map(|row| {
                let mut row: Row = row
                    .iter()
                    .map(|(class, often)| (turn(*class), *often))
                    .collect();
                row.sort_unstable();
                row
            });
            for row in reduced(rows.collect()) {
                match row.as_slice() {
                    [(class, _)] => {
                        solved.insert(turn(*class));
                    }
                    [(_, first), rest @ ..] if rest.iter().all(|(_, often)| often == first) => {
                        let mut sum: Vec<usize> =
                            row.iter().map(|(class, _)| turn(*class)).collect();
                        sum.sort_unstable();
                        remainders.insert(sum);
                    }
                    _ => {}
                }
            }
        }
        let mut seen = BTreeSet::new();
        let plain = rows.iter().enumerate().filter(|(_, row)| {
            let is_sum = row.iter().all(|(_, often)| *often == 1);
            is_sum && !row.is_empty() && seen.insert((*row).clone())
        });
        let answers = plain
            .map(|(place, row)| (place, Bits::of(row.iter().map(|(class, _)| *class))))
            .collect();
        Self {
            classes,
            solved,
            remainders,
            answers,
        }
    }

    /// Every sum that is looked at, one after the other; answers that are the same sum once.
    pub fn known(&self) -> impl Iterator<Item = Known> {
        let answers = self.answers.iter().map(|(place, set)| Known {
            how: How::Answer(*place),
            classes: set.iter().collect(),
        });
        let solved = self.solved.iter().map(|class| Known {
            how: How::Solved,
            classes: vec![*class],
        });
        let remainders = self.remainders.iter().map(|sum| Known {
            how: How::Remainder,
            classes: sum.clone(),
        });
        answers
            .chain(solved)
            .chain(remainders)
            .chain(self.differences())
    }

    fn differences(&self) -> impl Iterator<Item = Known> {
        self.answers.iter().flat_map(move |(of, whole)| {
            self.answers
                .iter()
                .filter(move |(without, part)| of != without && part.is_within(whole))
                .map(move |(without, part)| Known {
                    how: How::Difference {
                        of: *of,
                        without: *without,
                    },
                    classes: whole.without(part).iter().collect(),
                })
        })
    }
}

/// Ascending by column, without zeros.
type Row = Vec<(usize, i128)>;

/// Columns that are the same in all equations become one.
fn classes(equations: &[Equation]) -> (Vec<Vec<usize>>, Vec<Row>) {
    let mut columns: BTreeMap<usize, Row> = BTreeMap::new();
    for (place, equation) in equations.iter().enumerate() {
        for (cell, often) in equation.iter().filter(|(_, often)| **often != 0) {
            columns.entry(*cell).or_default().push((place, *often));
        }
    }
    let mut classes: Vec<Vec<usize>> = Vec::new();
    let mut rows = vec![Row::new(); equations.len()];
    let mut known: HashMap<Row, usize> = HashMap::new();
    for (cell, column) in columns {
        if let Some(class) = known.get(&column) {
            classes[*class].push(cell);
            continue;
        }
        let class = classes.len();
        for (place, often) in &column {
            rows[*place].push((class, *often));
        }
        classes.push(vec![cell]);
        known.insert(column, class);
    }
    (classes, rows)
}

/// The reduced row echelon form, each row in lowest terms with a positive first number.
fn reduced(mut rows: Vec<Row>) -> Vec<Row> {
    // short rows first: what the long ones hold of them falls away early
    rows.sort_by_key(|row| (row.len(), row.clone()));
    rows.dedup();
    let mut pivots: BTreeMap<usize, Row> = BTreeMap::new();
    for mut row in rows {
        while let Some((column, _)) = row.first() {
            match pivots.get(column) {
                Some(pivot) => row = without(&row, pivot),
                None => break,
            }
        }
        if let Some((column, _)) = row.first() {
            pivots.insert(*column, in_lowest_terms(row));
        }
    }
    let mut reduced: BTreeMap<usize, Row> = BTreeMap::new();
    for (column, mut row) in pivots.into_iter().rev() {
        let later: Vec<usize> = row.iter().skip(1).map(|(column, _)| *column).collect();
        for pivot in later.iter().filter_map(|later| reduced.get(later)) {
            row = without(&row, pivot);
        }
        reduced.insert(column, in_lowest_terms(row));
    }
    reduced.into_values().collect()
}

/// A multiple of the row, less the multiple of the pivot that takes the pivot's first column away.
fn without(row: &Row, pivot: &Row) -> Row {
    let (column, of_pivot) = pivot[0];
    let place = row.binary_search_by_key(&column, |(column, _)| *column);
    let Ok(place) = place else {
        return row.clone();
    };
    let of_row = row[place].1;
    let common = common_divisor(of_pivot, of_row);
    let (times, less) = (of_pivot / common, of_row / common);
    let multiple = |number: i128, by: i128| number.checked_mul(by).expect("128 bits are enough");
    let mut left = Row::with_capacity(row.len() + pivot.len());
    let (mut row, mut pivot) = (row.iter().peekable(), pivot.iter().peekable());
    loop {
        let column = match (row.peek(), pivot.peek()) {
            (None, None) => break,
            (Some((column, _)), None) | (None, Some((column, _))) => *column,
            (Some((one, _)), Some((other, _))) => *one.min(other),
        };
        let of_row = row.next_if(|(at, _)| *at == column);
        let of_pivot = pivot.next_if(|(at, _)| *at == column);
        let number = multiple(of_row.map_or(0, |(_, number)| *number), times)
            .checked_sub(multiple(of_pivot.map_or(0, |(_, number)| *number), less))
            .expect("128 bits are enough");
        if number != 0 {
            left.push((column, number));
        }
    }
    in_lowest_terms(left)
}

fn in_lowest_terms(mut row: Row) -> Row {
    let common = row
        .iter()
        .fold(0, |common, (_, number)| common_divisor(common, *number));
    let sign = row.first().map_or(1, |(_, first)| first.signum());
    for (_, number) in &mut row {
        *number /= common * sign;
    }
    row
}

fn common_divisor(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// A set of classes.
struct Bits(Vec<u64>);

impl Bits {
    fn of(members: impl Iterator<Item = usize>) -> Self {
        let mut words = Vec::new();
        for member in members {
            let word = member / 64;
            if words.len() <= word {
                words.resize(word + 1, 0);
            }
            words[word] |= 1 << (member % 64);
        }
        Self(words)
    }

    fn word(&self, place: usize) -> u64 {
        self.0.get(place).copied().unwrap_or_default()
    }

    fn is_within(&self, other: &Self) -> bool {
        let mut words = self.0.iter().enumerate();
        words.all(|(place, word)| word & !other.word(place) == 0)
    }

    fn without(&self, other: &Self) -> Self {
        let words = self.0.iter().enumerate();
        Self(
            words
                .map(|(place, word)| word & !other.word(place))
                .collect(),
        )
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        let members = |(place, word): (usize, &u64)| {
            let word = *word;
            (0..64)
                .filter(move |bit| word & (1 << bit) != 0)
                .map(move |bit| place * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(members)
    }
}
