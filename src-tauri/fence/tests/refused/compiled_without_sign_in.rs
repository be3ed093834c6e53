//! Only who signed in has a Scope: a policy alone compiles to none.

use access::{Policy, Scope, compile};

pub fn theirs(policy: &Policy) -> Scope {
    compile(policy)
}

fn main() {}
