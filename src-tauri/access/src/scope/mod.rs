//! A Scope: which rows, and which of their fields, somebody who signed in may see until when.
//!
//! Made by [`compile`] alone. Grants are united row by row and field by field: for each key of a place or a
//! person a Scope holds disjoint stretches of session starts with the classes that some single grant opens
//! there, so that a row meets at most one entry a key, and its classes are those of its entries together.

mod clock;
mod compile;
mod cut;
mod holding;
mod pieces;
mod release;
mod rows;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::{Class, Policy, setup::Feature};
pub use clock::today;
pub use compile::compile;
pub use cut::{CutBy, CutOff, cut_off};
pub use rows::{Entry, Live, Node, Place, Root, Rows, Span, TenantRows, Who};

/// What shows that somebody may look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// They opened the profile's key. Whoever can do that can read all that is in the profile, so in an
    /// operator's profile no more is asked (DESIGN.md, "Beyond one machine").
    OpenedProfile,
}

/// Somebody who may look, since an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    policy: Policy,
    since: DateTime<Utc>,
}

/// Lets somebody in.
pub fn sign_in(policy: Policy, proof: Proof, now: DateTime<Utc>) -> SignedIn {
    match proof {
        Proof::OpenedProfile => SignedIn { policy, since: now },
    }
}

/// Which rows and which of their fields somebody may see, and until when. Made by [`compile`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    id: u128,
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Content {
    person: String,
    epoch: i64,
    since: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
    features: BTreeSet<Feature>,
    rows: Rows,
}

impl Scope {
    fn new(content: Content) -> Self {
        let id = id_of(&content);
        Self { id, content }
    }

    /// Tells two Scopes apart: equal only if they say the same.
    pub fn id(&self) -> u128 {
        self.id
    }

    /// Whose it is, as the command line names people.
    pub fn person(&self) -> &str {
        &self.content.person
    }

    /// The `policy_epoch` of the policy that it was compiled from. After a change it holds no longer.
    pub fn epoch(&self) -> i64 {
        self.content.epoch
    }

    /// When it was made: what it says about the present it says of then.
    pub fn since(&self) -> DateTime<Utc> {
        self.content.since
    }

    /// The instant from which it holds no longer; `None`: as long as the policy does.
    pub fn until(&self) -> Option<DateTime<Utc>> {
        self.content.until
    }

    /// Whether something can be done beyond looking.
    pub fn can(&self, feature: &Feature) -> bool {
        match self.content.rows {
            Rows::All => true,
            Rows::Tenant(_) => self.content.features.contains(feature),
        }
    }

    /// Whether a class is open on anything at all.
    pub fn opens(&self, class: Class) -> bool {
        match &self.content.rows {
            Rows::All => true,
            Rows::Tenant(rows) => rows.opens(class),
        }
    }

    /// Its rows.
    pub fn rows(&self) -> &Rows {
        &self.content.rows
    }
}

/// 128 bits of a SHA-256 over all that a Scope says.
fn id_of(content: &Content) -> u128 {
    struct All(Sha256);
    impl Hasher for All {
        fn write(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }
        fn finish(&self) -> u64 {
            0 // never asked: the whole digest is taken
        }
    }
    let mut all = All(Sha256::new());
    content.hash(&mut all);
    let digest = all.0.finalize();
    digest
        .iter()
        .take(16)
        .fold(0, |id, byte| id << 8 | u128::from(*byte))
}
