//! The proof itself: what the masked views show is what the rules say, in every shape, and a fault in them shows.

use access::{Class, Template};

use super::{
    Counters, Naive, Shape, Subject, World, faults::FAULTS, first_difference, occurrences, seeds,
    stored::Stored,
};

/// So many that each role is asked for each class of a record's fields ten thousand times in each shape.
const WORLDS: u64 = 72;
const ENOUGH: u64 = 10_000;
/// A fault is noticed within the first few.
const WORLDS_WITH_FAULTS: u64 = 30;

/// Shows the answers on to the counters.
struct Counted<'a> {
    stored: Stored,
    naive: &'a Naive<'a>,
    counters: &'a mut Counters,
}

impl Subject for Counted<'_> {
    fn rows(&mut self, person: &str, shape: Shape) -> Option<super::Answer> {
        let answer = self.stored.rows(person, shape)?;
        self.counters.decided(self.naive, person, shape, &answer);
        Some(answer)
    }
}

#[test]
fn mask_is_per_row_as_the_rules_say_in_every_shape() {
    let seeds = seeds(WORLDS);
    let mut counters = Counters::default();
    for seed in &seeds {
        let world = World::of(*seed);
        let naive = Naive::of(&world);
        let mut subject = Counted {
            stored: Stored::of(&world),
            naive: &naive,
            counters: &mut counters,
        };
        for person in &world.people {
            let right = naive.seen_by(person);
            if let Some(difference) = first_difference(&naive, person, &right, &mut subject) {
                panic!("{difference}");
            }
        }
        occurrences::count(&naive, &mut counters);
    }
    println!("seeds {seeds:?}\n{counters}");
    if seeds.len() < 2 {
        return; // one world alone need not have everything
    }
    let shapes = Shape::EVERY
        .into_iter()
        .filter(|shape| *shape != Shape::All);
    for shape in shapes {
        for role in Template::ALL {
            // an EVSE has one field of class O: its decisions are fewer
            for class in [Class::S, Class::C, Class::P, Class::D] {
                let asked = counters.asked(role.id(), class, shape);
                assert!(asked >= ENOUGH, "{role} {class} {shape:?}: {asked}");
            }
        }
    }
    assert!(counters.decided >= 1_000_000, "{}", counters.decided);
    assert!(
        counters.visible * 5 >= counters.decided,
        "less than 20 % can be seen"
    );
    assert!(counters.missing().is_empty(), "{:?}", counters.missing());
}

#[test]
fn each_fault_is_noticed() {
    let mut missed: Vec<_> = FAULTS.iter().collect();
    for seed in seeds(WORLDS_WITH_FAULTS) {
        let world = World::of(seed);
        let naive = Naive::of(&world);
        let mut stored = Stored::of(&world);
        missed.retain(|fault| {
            stored.fault = Some(*fault);
            let difference = world.people.iter().find_map(|person| {
                first_difference(&naive, person, &naive.seen_by(person), &mut stored)
            });
            if let Some(difference) = &difference {
                println!("{}: {difference}\n", fault.name);
            }
            difference.is_none()
        });
        if missed.is_empty() {
            return;
        }
    }
    let names: Vec<_> = missed.iter().map(|fault| fault.name).collect();
    assert!(missed.is_empty(), "nobody noticed: {names:?}");
}
