//! The solver against systems worked out by hand, and against trying out all worlds that give the same answers.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, prelude::*};

use super::solve::{Equation, How, Solution, sum_of};

/// The cells whose own class is solved and has no other cell in it.
fn solved_cells(solution: &Solution) -> BTreeSet<usize> {
    let solved = solution
        .solved
        .iter()
        .map(|class| &solution.classes[*class]);
    solved
        .filter(|class| class.len() == 1)
        .map(|class| class[0])
        .collect()
}

fn cells(solution: &Solution, classes: &[usize]) -> BTreeSet<usize> {
    classes
        .iter()
        .flat_map(|class| solution.classes[*class].clone())
        .collect()
}

#[test]
fn a_month_without_its_shown_days_is_a_difference() {
    // a month of five days, of which two are shown; three people are on the other three
    let month = [sum_of(0..5), sum_of([0]), sum_of([3])];
    let solution = Solution::of(&month);
    assert_eq!(solution.classes, [vec![0], vec![1, 2, 4], vec![3]]);
    assert_eq!(solution.solved, [0, 1, 2].into());
    let differences: Vec<_> = solution
        .known()
        .filter(|known| matches!(known.how, How::Difference { .. }))
        .map(|known| cells(&solution, &known.classes))
        .collect();
    assert_eq!(
        differences,
        [[1, 2, 3, 4].into(), BTreeSet::from([0, 1, 2, 4])]
    );
}

/// Two units (rows) by two days (columns): cell 2u + d.
fn margins() -> Vec<Equation> {
    vec![
        sum_of([0, 1]),
        sum_of([2, 3]),
        sum_of([0, 2]),
        sum_of([1, 3]),
    ]
}

#[test]
fn a_table_is_not_solved_by_its_margins() {
    let solution = Solution::of(&margins());
    assert_eq!(solution.classes.len(), 4);
    assert_eq!(solution.solved, BTreeSet::new());
}

#[test]
fn a_table_with_an_empty_corner_is_solved_by_its_margins() {
    // the second unit held nothing on the second day
    let without_corner = margins().into_iter().map(|mut sum| {
        sum.remove(&3);
        sum
    });
    let solution = Solution::of(&without_corner.collect::<Vec<_>>());
    assert_eq!(solved_cells(&solution), [0, 1, 2].into());
}

#[test]
fn a_hidden_child_is_what_two_levels_leave() {
    // year = months 0 and 1 and 2; month 0 = days 3 and 4: nothing shows day 4, and nothing holds it alone
    let year = [sum_of([1, 2, 3, 4]), sum_of([1]), sum_of([3]), sum_of([2])];
    let solution = Solution::of(&year);
    assert_eq!(solved_cells(&solution), [1, 2, 3, 4].into());
    let by_two = solution.known().any(|known| {
        matches!(known.how, How::Difference { .. })
            && cells(&solution, &known.classes) == [4].into()
    });
    assert!(!by_two, "no two answers alone leave it");
}

#[test]
fn a_sum_of_hidden_cells_falls_out_as_a_remainder() {
    // 0+1+2+3, 0 and 1 apart, 2+4, 3+5: of the rest only 2+3 is known
    let sums = [
        sum_of(0..4),
        sum_of([0]),
        sum_of([1]),
        sum_of([2, 4]),
        sum_of([3, 5]),
    ];
    let solution = Solution::of(&sums);
    assert_eq!(solved_cells(&solution), [0, 1].into());
    let remainders: Vec<_> = solution
        .remainders
        .iter()
        .map(|sum| cells(&solution, sum))
        .collect();
    assert!(remainders.contains(&[2, 3].into()), "{remainders:?}");
}

#[test]
fn numbers_other_than_one_count() {
    // a + 2b and a + b give b and a
    let twice: Equation = BTreeMap::from([(0, 1), (1, 2)]);
    let solution = Solution::of(&[twice, sum_of([0, 1])]);
    assert_eq!(solved_cells(&solution), [0, 1].into());
}

const CELLS: usize = 5;

/// Changes of the cells that change no answer. With five cells their entries need be no larger than the largest
/// determinant of four by four zeros and ones, which is three.
fn unnoticed(equations: &[Equation]) -> Vec<[i128; CELLS]> {
    let all = (0..7_usize.pow(5)).map(|number| {
        let mut number = number;
        [(); CELLS].map(|()| {
            let change = i128::try_from(number % 7).expect("a digit") - 3;
            number /= 7;
            change
        })
    });
    let changes_none = |change: &[i128; CELLS]| {
        equations.iter().all(|sum| {
            sum.iter()
                .map(|(cell, often)| often * change[*cell])
                .sum::<i128>()
                == 0
        })
    };
    all.filter(changes_none).collect()
}

proptest! {
    #[test]
    fn solved_is_what_is_the_same_in_all_worlds_with_these_answers(
        sums in vec(vec(any::<bool>(), CELLS), 0..6)
    ) {
        let sum = |picked: &Vec<bool>| sum_of((0..CELLS).filter(|cell| picked[*cell]));
        let equations: Vec<Equation> = sums.iter().map(sum).collect();
        let solution = Solution::of(&equations);
        let unnoticed = unnoticed(&equations);
        let is_fixed = |cells: &[usize]| unnoticed.iter().all(|change| {
            cells.iter().map(|cell| change[*cell]).sum::<i128>() == 0
        });
        for (class, cells) in solution.classes.iter().enumerate() {
            prop_assert_eq!(solution.solved.contains(&class), is_fixed(cells), "{:?}", cells);
        }
        let in_classes: BTreeSet<usize> = solution.classes.iter().flatten().copied().collect();
        let asked: BTreeSet<usize> = equations.iter().flat_map(|sum| sum.keys().copied()).collect();
        prop_assert_eq!(in_classes, asked);
        for known in solution.known() {
            let cells: Vec<usize> = cells(&solution, &known.classes).into_iter().collect();
            prop_assert!(is_fixed(&cells), "{:?}", known);
        }
    }
}
