//! How often figures over people were decided, for whom, and what occurred in the cells behind them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::{
    Cut,
    proof::{
        Counters, Naive, World,
        naive::{Figure, Ground, Release, Rows, Span, Standing},
        occurrences::released,
        seeds,
    },
};

/// So many worlds have everything.
const WORLDS: u64 = 24;
const ENOUGH: u64 = 100_000;

/// Cells of rows and totals, shown and withheld, of people of one role alone.
#[derive(Default)]
pub struct Decisions(BTreeMap<String, (u64, u64)>);

/// The figures that are shown or withheld together.
const FIGURES: u64 = 5;

impl Decisions {
    /// Counts what this person is told in answer to these questions, if they look in one role.
    pub fn count(&mut self, naive: &Naive, standing: &Standing, person: &str, ranges: &[Span]) {
        let Some((_, person)) = naive.person(person) else {
            return;
        };
        let roles: BTreeSet<&String> = person.grants.iter().map(|grant| &grant.role).collect();
        let (Some(role), 1) = (roles.first(), roles.len()) else {
            return;
        };
        let (shown, withheld) = self.0.entry((*role).clone()).or_default();
        for span in ranges {
            for by in Cut::ALL {
                let told = standing.told(*span, by);
                let rows: Vec<Figure> = match told.rows {
                    Rows::Each(rows) => rows.into_values().collect(),
                    Rows::OfSessions(_) | Rows::OfPeople => Vec::new(),
                };
                for figure in rows.into_iter().chain([told.total]) {
                    match figure {
                        Figure::Shown(_) => *shown += FIGURES,
                        Figure::Suppressed { .. } => *withheld += FIGURES,
                        Figure::Hidden => {}
                    }
                }
            }
        }
    }

    /// Whoever is told of people alone was told often enough, and something.
    pub fn assert_enough(&self, enough: u64) {
        for role in ["facility-manager", "site-manager"] {
            let (shown, withheld) = self.0.get(role).copied().unwrap_or_default();
            let all = shown + withheld;
            assert!(all >= enough, "{role}: {all} decisions");
            assert!(shown * 5 >= all, "{role}: {shown} of {all} shown");
        }
    }
}

impl fmt::Display for Decisions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (role, (shown, withheld)) in &self.0 {
            writeln!(f, "{role:20} {shown:>9} shown {withheld:>9} withheld")?;
        }
        Ok(())
    }
}

#[test]
fn busy_worlds_show_and_withhold_at_each_level() {
    let seeds = seeds(WORLDS);
    let (mut counters, mut decisions) = (Counters::default(), Decisions::default());
    for seed in &seeds {
        let world = World::busy(*seed);
        let naive = Naive::of(&world);
        let ground = Ground::of(&naive);
        let release = Release::of(&ground);
        released::count(&release, &world, &mut counters);
        for person in &world.people {
            let standing = release.standing(person).expect("somebody");
            decisions.count(&naive, &standing, person, &super::ranges(&world));
        }
    }
    println!("seeds {seeds:?}\n{counters}\n{decisions}");
    if seeds.len() < 2 {
        return; // one world alone need not have everything
    }
    assert!(counters.missing().is_empty(), "{:?}", counters.missing());
    decisions.assert_enough(ENOUGH);
}

#[test]
fn a_seed_makes_the_same_busy_world_again() {
    for seed in seeds(3) {
        let (one, other) = (World::busy(seed), World::busy(seed));
        assert_eq!(
            format!("{one:?}"),
            format!("{other:?}"),
            "VOLTFOLIO_SEED={seed}"
        );
    }
}
