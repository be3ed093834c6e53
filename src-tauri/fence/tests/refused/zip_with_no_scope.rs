//! What was found goes together with what was found, and with nothing else.

use store::{OtherScope, Visible};

pub fn mixed(found: Visible<i64>, of_another: i64) -> Result<Visible<(i64, i64)>, OtherScope> {
    found.zip(of_another)
}

fn main() {}
