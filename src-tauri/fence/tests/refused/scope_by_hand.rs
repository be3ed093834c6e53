//! A Scope is made by `compile` alone.

use access::Scope;

pub fn of_somebody_else(own: Scope, of_another: &Scope) -> Scope {
    Scope {
        id: of_another.id(),
        ..own
    }
}

fn main() {}
