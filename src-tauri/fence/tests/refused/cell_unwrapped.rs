//! Whoever reads a cell says what stands there where it is hidden.

use store::Cell;

pub fn taken(sessions: Cell<i64>) -> i64 {
    let Cell::Shown(sessions) = sessions;
    sessions
}

pub fn told_apart(sessions: Cell<i64>) -> i64 {
    match sessions {
        Cell::Shown(sessions) => sessions,
        Cell::Empty => 0,
    }
}

fn main() {}
