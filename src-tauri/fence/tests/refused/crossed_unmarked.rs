//! Whatever lets something out takes what is marked.

use store::Crosses;

pub fn leave(_: &impl Crosses) {}

pub fn told(sessions: i64) {
    leave(&format!("{sessions} sessions"));
}

fn main() {}
