//! A shape takes nothing in beside what was found.

use store::Visible;

pub fn mixed(found: Visible<i64>, of_another: i64) -> Visible<i64> {
    found.map(|sessions| sessions + of_another)
}

fn main() {}
