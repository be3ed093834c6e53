//! A Scope is made by `compile` alone.

use access::{Policy, Proof, Scope, compile, sign_in};
use chrono::{DateTime, Utc};

pub fn theirs(policy: Policy, now: DateTime<Utc>) -> Scope {
    compile(&sign_in(policy, Proof::OpenedProfile, now))
}
