use chrono::{DateTime, Utc};

/// Who wants to look, as the profile knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The operator of the CPMS: all tenants, and what belongs to none.
    Operator,
}

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

/// Which rows and which of their fields somebody may see. Made by [`compile`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    id: u128,
    person: String,
    rows: Rows,
}

/// The rows of a Scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// All there are, of every tenant and of none, with all their fields.
    All,
}

/// Works out what somebody who is signed in may see.
pub fn compile(signed_in: &SignedIn) -> Scope {
    match signed_in.policy {
        Policy::Operator => Scope {
            id: signed_in.since.timestamp_millis().unsigned_abs().into(),
            person: crate::PersonId::RESERVED.to_owned(),
            rows: Rows::All,
        },
    }
}

impl Scope {
    /// Tells two Scopes apart.
    pub fn id(&self) -> u128 {
        self.id
    }

    /// Whose it is, as the command line names people.
    pub fn person(&self) -> &str {
        &self.person
    }

    /// Its rows.
    pub fn rows(&self) -> Rows {
        self.rows
    }
}
