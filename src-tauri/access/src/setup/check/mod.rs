//! Checks of one part of the file against another, and against what the file keeps.

mod giving;
mod names;
mod overlap;

use super::Held;
use super::cursor::Reading;

pub(super) fn all(reading: &mut Reading, held: Option<&Held>) {
    let mut found = Vec::new();
    names::check(reading, held, &mut found);
    overlap::check(reading, held, &mut found);
    giving::check(reading, held, &mut found);
    reading.mistakes.append(&mut found);
}
