//! Only who signed in has a Scope: a policy alone compiles to none.

use access::{Scope, SignedIn, compile};

pub fn theirs(signed_in: &SignedIn) -> Scope {
    compile(signed_in)
}
