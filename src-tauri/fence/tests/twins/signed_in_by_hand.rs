//! Somebody is let in by `sign_in` alone, which takes a proof.

use access::{Policy, Proof, SignedIn, sign_in};
use chrono::{DateTime, Utc};

pub fn let_in(policy: Policy, now: DateTime<Utc>) -> SignedIn {
    sign_in(policy, Proof::OpenedProfile, now)
}
