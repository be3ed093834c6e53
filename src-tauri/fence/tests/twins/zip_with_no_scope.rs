//! What was found goes together with what was found, and with nothing else.

use store::{OtherScope, Visible};

pub fn both(found: Visible<i64>, other: Visible<i64>) -> Result<Visible<(i64, i64)>, OtherScope> {
    found.zip(other)
}
