//! A world's twin: the same for one person, and another for everybody else.

use std::collections::BTreeSet;

use model::{RecordId, Reject};

use super::{foreign::Eyes, places, policy, records};
use crate::proof::{Naive, World, dice::Dice};

/// What a twin may have that is not as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Insert,
    Delete,
    Edit,
    /// Everything came in another order.
    Order,
    /// There are more foreign records, or fewer.
    Count,
    /// Names of tenants, units, places, people and vehicles.
    Rename,
    /// Grants of other people, in the own tenant and elsewhere.
    Grant,
    /// Quarantined records.
    Junk,
    /// Fields of a class that is not held, of records that count.
    Mask,
    /// A foreign record is the Session of an own CDR, or bills an own Session.
    Partner,
    /// What is of too few people for any figure.
    Withheld,
    /// Other tenants' k and ceiling.
    Limit,
}

impl Change {
    pub const ALL: [Self; 12] = [
        Self::Insert,
        Self::Delete,
        Self::Edit,
        Self::Order,
        Self::Count,
        Self::Rename,
        Self::Grant,
        Self::Junk,
        Self::Mask,
        Self::Partner,
        Self::Withheld,
        Self::Limit,
    ];
}

/// How a twin comes to be in a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// What has changed is landed in a copy of the other's profile.
    OnTop,
    /// All is landed anew, in an order of its own.
    FromNothing { seed: u64 },
}

/// A record that nobody understood.
#[derive(Clone, Debug)]
pub struct Junk {
    /// The place of its CPMS in the world.
    pub cpms: usize,
    pub text: String,
}

impl Junk {
    pub fn reject(&self) -> Reject {
        Reject {
            version: None,
            reason: "invalid-timestamp",
            detail: format!("start_date_time: {}", self.text),
            bytes: self.text.clone().into_bytes().into(),
        }
    }
}

pub struct Twin {
    pub world: World,
    pub junk: Vec<Junk>,
    pub how: How,
    pub changes: BTreeSet<Change>,
}

impl Twin {
    /// A twin that is the same for this person.
    ///
    /// # Panics
    /// If it is not: then a change was not foreign, by the rules.
    pub fn of(naive: &Naive, eyes: &Eyes, junk: &[Junk], seed: u64, is_anew: bool) -> Self {
        let mut dice = Dice::of(seed);
        let how = if is_anew {
            How::FromNothing { seed }
        } else {
            How::OnTop
        };
        let mut twin = Self {
            world: naive.world.clone(),
            junk: junk.to_vec(),
            how,
            changes: BTreeSet::new(),
        };
        records::change(&mut twin, naive, eyes, &mut dice);
        places::change(&mut twin, naive, eyes, &mut dice);
        policy::change(&mut twin, eyes, &mut dice);
        twin.add_junk(&mut dice);
        if how != How::OnTop {
            let tenants = twin.world.setup["tenants"].as_array_mut();
            tenants.expect("a list").reverse();
            twin.world.cpms.reverse();
            let last = twin.world.cpms.len() - 1;
            for junk in &mut twin.junk {
                junk.cpms = last - junk.cpms;
            }
            twin.changes.insert(Change::Order);
        }
        let (seed_of_world, name) = (naive.world.seed, eyes.name);
        let (before, after) = (
            eyes.protected(naive),
            eyes.protected(&Naive::of(&twin.world)),
        );
        assert!(
            before == after,
            "VOLTFOLIO_SEED={seed_of_world}, {name}, twin {seed}: a change was not foreign"
        );
        twin
    }

    fn add_junk(&mut self, dice: &mut Dice) {
        for number in 0..dice.count(1, 3) {
            self.junk.push(Junk {
                cpms: dice.count(0, self.world.cpms.len() - 1),
                text: format!("zz {number} {}", dice.within(0, 1_000_000)),
            });
        }
        self.changes.insert(Change::Junk);
    }
}

/// A record's key, as rows have it.
pub fn key(connection: &str, id: &RecordId) -> String {
    let RecordId { party, id } = id;
    format!(
        "{connection}:{}-{}/{id}",
        party.country_code, party.party_id
    )
}
