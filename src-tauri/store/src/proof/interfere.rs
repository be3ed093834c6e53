//! `no_foreign_byte`: data that a person may not see changes no byte that this person can get.
//!
//! A world has a [`twin`] that is the same for one person, by the rules, and another for everybody else. Both are
//! asked the same questions by this person, and every byte of the answers has to be the same. What is foreign is said by
//! the second reading ([`foreign`]), never by the SQL.

mod foreign;
mod landed;
mod leaks;
mod neighbours;
mod places;
mod policy;
mod questions;
mod records;
mod tally;
mod twin;

use access::Template;

use super::{
    Naive, World,
    dice::Dice,
    faults::Fault,
    naive::{Ground, Release},
    seeds,
    stored::Stored,
};
use foreign::Eyes;
use landed::{Blank, digest_of};
use leaks::LEAKS;
use questions::{Answered, Asked, ask, first_line, questions};
use tally::Tally;
use twin::{Junk, Twin};

/// Worlds in which many charge, next to others; and worlds in which much is odd.
const BUSY: u64 = 12;
const ODD: u64 = 5;
const PAIRS: usize = 200;
/// A leak is noticed within the first few.
const BUSY_WITH_LEAKS: u64 = 6;

/// One world, one person and one twin.
struct Pair<'p> {
    world: &'p World,
    eyes: &'p Eyes<'p>,
    questions: Vec<Asked>,
    twin: Twin,
    seed: u64,
    before: &'p mut Stored,
    after: Stored,
}

impl Pair<'_> {
    /// What was answered before, and where it is something else after, with all that is needed to ask again.
    fn compare(&mut self, fault: Option<&'static Fault>) -> (Vec<Answered>, Option<String>) {
        self.before.fault = fault;
        self.after.fault = fault;
        let person = self.eyes.name;
        let before = ask(self.before, self.world, person, &self.questions);
        let after = ask(&self.after, self.world, person, &self.questions);
        let mut both = before.iter().zip(&after).zip(&self.questions);
        let differs = both.find(|((one, other), _)| one.bytes != other.bytes);
        let said = differs.map(|((one, other), asked)| {
            format!(
                "VOLTFOLIO_SEED={}, {person}, twin {} ({:?}, {:?}): {} to {} by {}: {}",
                self.world.seed,
                self.seed,
                self.twin.how,
                self.twin.changes,
                asked.span.first,
                asked.span.last,
                asked.by.name(),
                first_line(&one.bytes, &other.bytes),
            )
        });
        (before, said)
    }
}

/// Shows a pair of each person of a world who can be told enough.
fn for_each_pair(blank: &Blank, world: &World, mut look: impl FnMut(Pair)) {
    let naive = Naive::of(world);
    let ground = Ground::of(&naive);
    let release = Release::of(&ground);
    let junk = [Junk {
        cpms: 0,
        text: "not a record".to_owned(),
    }];
    let mut before = blank.landed(world, &junk);
    for (place, person) in world.people.iter().enumerate() {
        let standing = release.standing(person).expect("somebody");
        let Some(eyes) = Eyes::of(&naive, &standing, person) else {
            continue; // the operator, for whom nothing is foreign
        };
        let seed = world.seed * 1_000 + place as u64;
        let questions = questions(world, &standing, &eyes, &mut Dice::of(seed));
        if questions.is_empty() {
            continue;
        }
        let is_anew = (world.seed + role_number(&eyes)).is_multiple_of(4);
        let twin = Twin::of(&naive, &eyes, &junk, seed, is_anew);
        let after = blank.landed_twin(&before, world, &twin);
        look(Pair {
            world,
            eyes: &eyes,
            questions,
            twin,
            seed,
            before: &mut before,
            after,
        });
    }
}

/// Roles take turns to have everything landed anew.
fn role_number(eyes: &Eyes) -> u64 {
    let role = eyes.person.grants.first().map(|grant| grant.role.as_str());
    let mut all = Template::ALL.into_iter();
    let place = all.position(|template| Some(template.id()) == role);
    place.map_or(0, |place| place as u64)
}

fn worlds() -> impl Iterator<Item = World> {
    let odd = seeds(ODD).into_iter().map(World::of);
    seeds(BUSY).into_iter().map(neighbours::world).chain(odd)
}

#[test]
fn no_foreign_byte() {
    let blank = Blank::new();
    let (mut tally, mut differences) = (Tally::default(), Vec::new());
    for world in worlds() {
        let mut digest = None;
        for_each_pair(&blank, &world, |mut pair| {
            let (before, difference) = pair.compare(None);
            let digest = digest.get_or_insert_with(|| digest_of(pair.before));
            assert_ne!(
                *digest,
                digest_of(&pair.after),
                "VOLTFOLIO_SEED={}, twin {}: the two profiles say the same",
                world.seed,
                pair.seed
            );
            tally.count(pair.eyes, &pair.twin, &pair.questions, &before);
            differences.extend(difference);
        });
    }
    println!("seeds {:?} and {:?}: {tally}", seeds(BUSY), seeds(ODD));
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
    if seeds(BUSY).len() > 1 {
        tally.assert_enough(PAIRS);
    }
}

#[test]
fn each_planted_leak_is_noticed() {
    let blank = Blank::new();
    let mut missed: Vec<&'static Fault> = LEAKS.iter().collect();
    for world in seeds(BUSY_WITH_LEAKS).into_iter().map(neighbours::world) {
        for_each_pair(&blank, &world, |mut pair| {
            missed.retain(|leak| {
                let (_, difference) = pair.compare(Some(leak));
                let is_noticed = difference.is_some();
                if let Some(difference) = difference {
                    println!("{}: {difference}\n", leak.name);
                }
                !is_noticed
            });
        });
        if missed.is_empty() {
            return;
        }
    }
    let names: Vec<_> = missed.iter().map(|leak| leak.name).collect();
    assert!(missed.is_empty(), "nobody noticed: {names:?}");
}
