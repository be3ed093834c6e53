//! Whoever reads a cell says what stands there where it is hidden.

use store::Cell;

pub fn told_apart(sessions: Cell<i64>) -> String {
    match sessions {
        Cell::Shown(sessions) => sessions.to_string(),
        Cell::Empty => "–".to_owned(),
        Cell::Hidden => "hidden".to_owned(),
        Cell::Suppressed { fewer_than } => format!("< {fewer_than}"),
    }
}
