//! Cells come to what rows do: whoever sees rows of whole units is answered alike from cells and row by row.
//!
//! That the rows are the right ones, and their sums, is held against the second reading elsewhere.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::{
    World,
    faults::{Fault, altered},
    figures::ranges,
    seeds,
    stored::{Stored, block_on},
};
use crate::reader::{cover::Covered, scope_rows::ScopeRows};
use crate::{Cut, Figures, Question};

const WORLDS: u64 = 6;
/// Worlds in which many charge.
const BUSY: u64 = 2;

fn worlds() -> impl Iterator<Item = World> {
    let busy = seeds(BUSY).into_iter().map(World::busy);
    seeds(WORLDS).into_iter().map(World::of).chain(busy)
}

/// No fault, but money of every other unit alone.
const SOME_MONEY: Fault = Fault {
    name: "money of some",
    policy: |_| {},
    rows: some_money,
    views: str::to_owned,
};

const SOME_MONEY_ROW_BY_ROW: Fault = Fault {
    name: "money of some, row by row",
    policy: |_| {},
    rows: some_money,
    views: ROW_BY_ROW.views,
};

fn some_money(rows: &mut ScopeRows) {
    for place in rows.places.iter_mut().filter(|place| place.1 % 2 == 0) {
        place.4 &= !32;
    }
}

/// No fault, but a Reader that knows no cover.
const ROW_BY_ROW: Fault = Fault {
    name: "row by row",
    policy: |_| {},
    rows: |_| {},
    views: |views| {
        altered(
            views,
            &[(
                "WHERE NOT (SELECT o.cells_are_old FROM main.operator o);",
                "WHERE false;",
            )],
        )
    },
};

const FAULTS: [Fault; 8] = [
    Fault {
        name: "a unit itself in place of all below it",
        policy: |_| {},
        rows: |_| {},
        views: |views| {
            let own = "r.node = iif(
                k.node > 0 AND EXISTS (SELECT 1 FROM main.unit_node n WHERE n.node = -1 - k.node),
                -1 - k.node, k.node
            )";
            altered(
                views,
                &[(
                    "r.grid <= 3 AND r.currency = c.currency AND r.node = k.node AND",
                    &format!("r.grid <= 3 AND r.currency = c.currency AND {own} AND"),
                )],
            )
        },
    },
    Fault {
        name: "money where it is not open",
        policy: |_| {},
        rows: some_money,
        views: |views| altered(views, &[("iif(k.has_money, ", "iif(true, ")]),
    },
    Fault {
        name: "cells of days on which a partner is elsewhere",
        policy: |_| {},
        rows: |_| {},
        views: |views| {
            altered(
                views,
                &[("r.grid IN (11, iif(k.split = 0, 11, 21))", "false")],
            )
        },
    },
    Fault {
        name: "cells of days on which a partner is in another group",
        policy: |_| {},
        rows: |_| {},
        views: |views| altered(views, &[("iif(k.split = 0, 11, 21)", "11")]),
    },
    Fault {
        name: "everybody where some groups are seen",
        policy: |_| {},
        rows: |_| {},
        views: |views| altered(views, &[("k.split IN (0, r.user_group)", "true")]),
    },
    Fault {
        name: "everybody at charge points where some groups are seen",
        policy: |_| {},
        rows: |_| {},
        views: |views| altered(views, &[("w.split IN (0, r.user_group)", "true")]),
    },
    Fault {
        name: "money at charge points where it is not open",
        policy: |_| {},
        rows: some_money,
        views: |views| altered(views, &[("iif(w.has_money, ", "iif(true, ")]),
    },
    Fault {
        name: "people of a group told apart as all others are",
        policy: |_| {},
        rows: |_| {},
        views: |views| altered(views, &[("ifnull(g.who, k.who)", "k.who")]),
    },
];

/// What somebody is told in these cuts and ranges, and how (see `Reader::covered`).
struct Told {
    answers: Vec<(Question, Figures)>,
    covered: Vec<Option<Covered>>,
}

fn told(world: &World, stored: &mut Stored, person: &str, fault: Option<&'static Fault>) -> Told {
    stored.fault = fault;
    let ask = async {
        let reader = stored.reader(person).await.expect("a profile that opens");
        let mut reader = reader.expect("somebody");
        let (mut answers, mut covered) = (Vec::new(), Vec::new());
        for span in ranges(world) {
            for by in Cut::ALL {
                let question = Question {
                    from: span.first,
                    to: span.last,
                    by,
                    now: world.now,
                };
                let answer = reader.figures(question).await.expect("an answer");
                answers.push((question, answer.into_inner()));
                covered.push(reader.covered(question).await.expect("a snapshot"));
            }
        }
        reader.close().await;
        Told { answers, covered }
    };
    block_on(ask)
}

fn is_of_year_at_places(question: Question) -> bool {
    let is_at_places = matches!(question.by, Cut::Location | Cut::Evse);
    let end = question
        .from
        .with_month(12)
        .and_then(|day| day.with_day(31));
    is_at_places && question.from.ordinal() == 1 && end.is_some_and(|end| end <= question.to)
}

#[test]
fn cells_come_to_what_rows_do() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for world in worlds() {
        let mut stored = Stored::of(&world);
        for person in world.people.iter().skip(1) {
            let cells = told(&world, &mut stored, person, None);
            let rows = told(&world, &mut stored, person, Some(&ROW_BY_ROW));
            let of_some = told(&world, &mut stored, person, Some(&SOME_MONEY));
            let rows_of_some = told(&world, &mut stored, person, Some(&SOME_MONEY_ROW_BY_ROW));
            assert_eq!(
                of_some.answers, rows_of_some.answers,
                "VOLTFOLIO_SEED={}, {person}, with the money of some",
                world.seed
            );
            let pairs = cells.answers.iter().zip(&rows.answers);
            for (((question, cells), (_, rows)), covered) in pairs.zip(&cells.covered) {
                assert_eq!(
                    cells, rows,
                    "VOLTFOLIO_SEED={}, {person}, {question:?}",
                    world.seed
                );
                let Some(covered) = covered else {
                    *seen.entry("row by row").or_default() += 1;
                    continue;
                };
                let total = cells.total.as_ref();
                let some = |count: crate::Cell<i64>| count.shown().is_some_and(|n| *n != 0);
                if !total.is_some_and(|total| some(total.sessions)) {
                    continue;
                }
                let has = |what: &'static str, is: bool| (what, usize::from(is));
                for (what, more) in [
                    has("from cells", true),
                    has("from one node", covered.nodes == 1),
                    has("from several nodes", covered.nodes > 1),
                    has("from nodes with units below", covered.trees > 0),
                    has("from cells of some groups", covered.of_groups),
                    has("from months", covered.by_months),
                    has(
                        "from months of some groups",
                        covered.by_months && covered.of_groups,
                    ),
                    has(
                        "from years at charge points",
                        is_of_year_at_places(*question),
                    ),
                    has("with days row by row", covered.by_rows > 0),
                    has("with unbilled", total.is_some_and(|t| some(t.unbilled_wh))),
                    has("with credits", total.is_some_and(|t| some(t.credits))),
                    has("without money", total.is_some_and(|t| t.net.is_hidden())),
                    has(
                        "with money of a part",
                        total.is_some_and(|t| t.money_of.is_some()),
                    ),
                    has(
                        "with several currencies",
                        total.is_some_and(|t| t.net.shown().is_some_and(|net| net.len() > 1)),
                    ),
                ] {
                    *seen.entry(what).or_default() += more;
                }
            }
        }
    }
    println!("{seen:#?}");
    if seeds(WORLDS).len() > 1 {
        assert!(seen["from cells"] > 1_000, "{seen:?}");
        let none: Vec<_> = seen.iter().filter(|(_, count)| **count == 0).collect();
        assert!(none.is_empty(), "never occurred: {none:?}");
    }
}

#[test]
fn a_fault_in_the_cover_is_noticed() {
    let mut unnoticed: Vec<&Fault> = FAULTS.iter().collect();
    for world in worlds() {
        let mut stored = Stored::of(&world);
        for person in world.people.iter().skip(1) {
            if unnoticed.is_empty() {
                return;
            }
            let rows = told(&world, &mut stored, person, Some(&ROW_BY_ROW));
            let of_some = told(&world, &mut stored, person, Some(&SOME_MONEY_ROW_BY_ROW));
            unnoticed.retain(|fault| {
                let cells = told(&world, &mut stored, person, Some(fault));
                cells.answers == rows.answers || cells.answers == of_some.answers
            });
        }
    }
    let names: Vec<_> = unnoticed.iter().map(|fault| fault.name).collect();
    assert!(names.is_empty(), "nobody noticed {names:?}");
}
