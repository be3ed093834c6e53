//! The subtraction test: nothing that follows from all answers together is of fewer than k people.
//!
//! For each person with figures but without sessions: everything they can ask is asked of the real Reader
//! ([`asked`]), each shown figure is an equation over the atomic cells that they don't see ([`ground`],
//! [`equations`]), and the equations are solved exactly ([`super::solve`]).

mod asked;
mod equations;
mod faults;
mod ground;
mod held;
mod reference;

use super::{Naive, World, faults::Fault, seeds, solve::Equation, stored::Stored};
use asked::Shown;
use equations::{Counted, Leak, Properties, equation, leaks};
use faults::FAULTS;
use ground::Ground;

const WORLDS: u64 = 6;
const WORLDS_WITH_FAULTS: u64 = 12;
const WORLDS_OF_REFERENCE: u64 = 12;
const WORLDS_OF_EXACT: u64 = 3;

/// So many answers over unseen cells at least, by their cut, and what they come to, or nothing was put to the test.
const LEAST: [(&str, usize); 8] = [
    ("equations", 400),
    ("solved", 100),
    ("total", 600),
    ("day", 900),
    ("month", 200),
    ("unit", 150),
    ("property", 120),
    ("group", 35),
];

/// The source of worlds.
fn world(seed: u64) -> World {
    World::busy(seed)
}

/// What there is for a person who gets figures of what they don't see.
fn ground<'n>(naive: &'n Naive, person: &str) -> Option<Ground<'n>> {
    Ground::of(naive, person).filter(|ground| !ground.cells.is_empty())
}

/// What the answers to one person give away.
fn leaks_of(
    stored: &Stored,
    naive: &Naive,
    person: &str,
    fault: Option<&Fault>,
    counted: &mut Counted,
) -> Vec<Leak> {
    let Some(ground) = ground(naive, person) else {
        return Vec::new();
    };
    let sums = sums(stored, naive, person, &ground, fault, counted);
    leaks(&ground, &sums, counted)
}

/// What is shown to a person, as sums of unseen cells; empty where it is of seen records alone.
fn sums(
    stored: &Stored,
    naive: &Naive,
    person: &str,
    ground: &Ground,
    fault: Option<&Fault>,
    counted: &mut Counted,
) -> Vec<Equation> {
    let properties = Properties::of(naive.world, person);
    let context = format!("VOLTFOLIO_SEED={} {person}", naive.world.seed);
    let shown = asked::all(stored, naive.world, person, ground.days, fault);
    let sum = |shown: &Shown| {
        let sum = equation(ground, &properties, shown, &context);
        // where there is something unseen, what is of seen records alone is no release
        if !sum.is_empty() || ground.cells.is_empty() {
            *counted.answers.entry(kind(shown)).or_default() += 1;
        }
        sum
    };
    shown.iter().map(sum).collect()
}

/// What sort of answer it is, for the count.
fn kind(shown: &Shown) -> &'static str {
    match (&shown.key, shown.by) {
        (None, _) if shown.from == shown.to => "total of a day",
        (None, _) => "total",
        (Some(_), by) => by.name(),
    }
}

#[test]
fn no_person_from_aggregates_by_combining_answers() {
    let seeds = seeds(WORLDS);
    let mut counted = Counted::default();
    let mut people = 0;
    for seed in &seeds {
        let world = world(*seed);
        let naive = Naive::of(&world);
        let stored = Stored::of(&world);
        for person in &world.people {
            people += usize::from(ground(&naive, person).is_some());
            let leaks = leaks_of(&stored, &naive, person, None, &mut counted);
            if let Some(leak) = leaks.first() {
                panic!(
                    "VOLTFOLIO_SEED={seed} {person}, first of {}: {leak}",
                    leaks.len()
                );
            }
        }
    }
    println!("seeds {seeds:?}, {people} people with figures alone\n{counted:?}");
    if seeds.len() < 2 {
        return; // one world alone need not have everything
    }
    assert!(people > 10, "{people}");
    for (what, least) in LEAST {
        let there = match what {
            "equations" => counted.equations,
            "solved" => counted.solved,
            cut => counted.answers.get(cut).copied().unwrap_or_default(),
        };
        assert!(there >= least, "{what}: {there}");
    }
}

#[test]
fn each_fault_of_the_release_leaks() {
    let mut missed: Vec<&Fault> = FAULTS.iter().collect();
    let seeds = seeds(WORLDS_WITH_FAULTS);
    println!("seeds {seeds:?}");
    for seed in seeds {
        let world = world(seed);
        let naive = Naive::of(&world);
        let stored = Stored::of(&world);
        missed.retain(|fault| {
            let found = world.people.iter().find_map(|person| {
                let mut counted = Counted::default();
                leaks_of(&stored, &naive, person, Some(fault), &mut counted)
                    .into_iter()
                    .next()
            });
            if let Some(leak) = &found {
                println!("{} in {seed}: {leak}", fault.name);
            }
            found.is_none()
        });
        if missed.is_empty() {
            return;
        }
    }
    let names: Vec<_> = missed.iter().map(|fault| fault.name).collect();
    assert!(missed.is_empty(), "nobody noticed: {names:?}");
}

#[test]
fn cells_one_by_one_leak_and_a_tree_of_time_does_not() {
    let seeds = seeds(WORLDS_OF_REFERENCE);
    let (mut wrong, mut right) = (Counted::default(), Counted::default());
    let mut found = 0;
    for seed in &seeds {
        let world = world(*seed);
        let naive = Naive::of(&world);
        for person in &world.people {
            let Some(ground) = ground(&naive, person) else {
                continue;
            };
            found += leaks(&ground, &reference::one_by_one(&ground), &mut wrong).len();
            let leaks = leaks(&ground, &reference::split_by_time(&ground), &mut right);
            assert!(
                leaks.is_empty(),
                "VOLTFOLIO_SEED={seed} {person}: {}",
                leaks[0]
            );
        }
    }
    println!("seeds {seeds:?}: {found} leaks\none by one: {wrong:?}\na tree of time: {right:?}");
    if seeds.len() > 1 {
        assert!(found > 100, "{found}");
        assert!(wrong.solved > 30 && wrong.differences > 100 && right.equations > 50);
    }
}

/// What an answer's key and range speak of is read rightly: of people who see all that their figures are of, every
/// number in every cut is that of the records themselves.
#[test]
fn an_answer_is_of_the_records_that_its_key_and_range_name() {
    let seeds = seeds(WORLDS_OF_EXACT);
    let mut counted = Counted::default();
    for seed in &seeds {
        let world = world(*seed);
        let naive = Naive::of(&world);
        let stored = Stored::of(&world);
        for person in &world.people {
            let ground = Ground::of(&naive, person);
            if let Some(ground) = ground.filter(|ground| ground.cells.is_empty()) {
                sums(&stored, &naive, person, &ground, None, &mut counted);
            }
        }
    }
    println!("seeds {seeds:?}: {:?}", counted.answers);
    if seeds.len() > 1 {
        let cuts = [
            "total", "property", "unit", "location", "evse", "group", "day", "month",
        ];
        for cut in cuts {
            let compared = counted.answers.get(cut).copied().unwrap_or_default();
            assert!(compared > 50, "by {cut}: {compared}");
        }
    }
}
