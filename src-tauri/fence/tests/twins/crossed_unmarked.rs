//! Whatever lets something out takes what is marked.

use store::{Crosses, Visible};

pub fn leave(_: &impl Crosses) {}

pub fn told(found: Visible<i64>) {
    leave(&found.map(|sessions| format!("{sessions} sessions")));
}
