//! The worlds are varied, and the evaluator keeps the laws that need no second reading.

use std::collections::BTreeSet;

use access::{Class, Template};
use model::Module;

use super::{Counters, Kind, Naive, Shape, World, occurrences, seeds};

const WORLDS: u64 = 30;

#[test]
fn worlds_put_every_rule_to_the_test() {
    let seeds = seeds(WORLDS);
    let mut counters = Counters::default();
    for seed in &seeds {
        let world = World::of(*seed);
        let naive = Naive::of(&world);
        for person in &world.people {
            let answer = naive.seen_by(person);
            counters.decided(&naive, person, Shape::All, &answer);
        }
        occurrences::count(&naive, &mut counters);
    }
    println!("seeds {seeds:?}\n{counters}");
    if seeds.len() < 2 {
        return; // one world alone need not have everything
    }
    assert!(
        counters.visible * 5 >= counters.decided,
        "less than 20 % can be seen"
    );
    assert!(
        counters.decided >= 1_000_000,
        "{} decisions",
        counters.decided
    );
    let missing = counters.missing();
    assert!(missing.is_empty(), "never occurred: {missing:?}");
    let classes = [Class::O, Class::S, Class::C, Class::P, Class::D];
    let roles = Template::ALL.iter().map(|template| template.id());
    for role in roles.chain(["own", "mixed", "none", World::OPERATOR]) {
        let seen: u64 = classes
            .iter()
            .map(|class| counters.of(role, *class, true))
            .sum();
        assert!(seen >= 1_000 || role == "none", "{role} saw {seen} fields");
        for class in classes {
            let (seen, not) = (
                counters.of(role, class, true),
                counters.of(role, class, false),
            );
            assert!(
                seen + not >= 20,
                "{role} was asked for {class} {} times",
                seen + not
            );
        }
    }
}

#[test]
fn a_seed_makes_the_same_world_again() {
    for seed in seeds(5) {
        let (one, other) = (World::of(seed), World::of(seed));
        assert_eq!(one.setup, other.setup, "VOLTFOLIO_SEED={seed}");
        assert_eq!(
            format!("{one:?}"),
            format!("{other:?}"),
            "VOLTFOLIO_SEED={seed}"
        );
    }
}

#[test]
fn records_of_a_kind_have_one_key_each() {
    for seed in seeds(WORLDS) {
        let world = World::of(seed);
        let naive = Naive::of(&world);
        let keys: BTreeSet<(Kind, &String)> =
            naive.rows.iter().map(|row| (row.kind, &row.key)).collect();
        assert_eq!(keys.len(), naive.rows.len(), "VOLTFOLIO_SEED={seed}");
    }
}

#[test]
fn the_operator_sees_every_field_of_every_record() {
    for seed in seeds(5) {
        let world = World::of(seed);
        let naive = Naive::of(&world);
        let answer = naive.seen_by(World::OPERATOR);
        assert_eq!(answer.len(), naive.rows.len(), "VOLTFOLIO_SEED={seed}");
        let hidden = answer
            .values()
            .flatten()
            .filter(|(_, seen)| seen.is_hidden());
        assert_eq!(hidden.count(), 0, "VOLTFOLIO_SEED={seed}");
    }
}

#[test]
fn nobody_sees_more_than_the_operator_or_anything_of_another_tenant() {
    for seed in seeds(10) {
        let world = World::of(seed);
        let naive = Naive::of(&world);
        let all = naive.seen_by(World::OPERATOR);
        for person in world.people.iter().skip(1) {
            let tenant = person.split_once('/').map(|(tenant, _)| tenant);
            for ((kind, key), fields) in naive.seen_by(person) {
                let row = naive
                    .rows
                    .iter()
                    .find(|row| row.kind == kind && row.key == key);
                assert_eq!(
                    row.and_then(|row| row.tenant()),
                    tenant,
                    "VOLTFOLIO_SEED={seed} {person} {key}"
                );
                for (field, seen) in fields.iter().filter(|(_, seen)| !seen.is_hidden()) {
                    let exact = &all[&(kind, key.clone())][field];
                    assert!(
                        seen == exact || kind == Kind::Evse,
                        "VOLTFOLIO_SEED={seed} {person} {key} {field}"
                    );
                }
            }
        }
    }
}

#[test]
fn nobody_sees_anything_by_a_name_that_is_not_there() {
    let world = World::of(1);
    let naive = Naive::of(&world);
    for name in ["bergmann/no-one", "no-one/giver", "giver", "", "Operator"] {
        assert!(naive.seen_by(name).is_empty(), "{name}");
    }
}

#[test]
fn who_received_sees_no_more_than_who_gave() {
    let mut compared = 0;
    for seed in seeds(WORLDS) {
        let world = World::of(seed);
        let naive = Naive::of(&world);
        for name in &world.people {
            let Some((tenant, person)) = naive.person(name) else {
                continue;
            };
            let givers: BTreeSet<&String> = person
                .grants
                .iter()
                .filter_map(|grant| grant.given_by.as_ref())
                .collect();
            let all_given = person.grants.iter().all(|grant| grant.given_by.is_some());
            let (Some(giver), true, 1) = (givers.first(), all_given, givers.len()) else {
                continue;
            };
            let gave = naive.seen_by(&format!("{}/{giver}", tenant.id));
            for (row, fields) in naive.seen_by(name) {
                let of_giver = gave.get(&row);
                for (field, _) in fields.iter().filter(|(_, seen)| !seen.is_hidden()) {
                    let seen = of_giver.and_then(|fields| fields.get(field));
                    assert!(
                        seen.is_some_and(|seen| !seen.is_hidden()),
                        "VOLTFOLIO_SEED={seed}: {name} sees {field} of {row:?}, {giver} does not"
                    );
                    compared += 1;
                }
            }
        }
    }
    println!("{compared} fields of who received");
    assert!(compared > 0 || seeds(WORLDS).len() == 1);
}

#[test]
fn a_world_lands_page_by_page() {
    let world = World::of(1);
    for cpms in &world.cpms {
        let pages = cpms.pages();
        let modules: Vec<Module> = pages.iter().map(|page| page.arrivals.module()).collect();
        assert_eq!(modules, [Module::Locations, Module::Sessions, Module::Cdrs]);
    }
}
