//! What is in a Visible can't be taken out by a pattern either.

use store::{Figures, Visible};

pub fn rows(found: Visible<Figures>) -> Visible<usize> {
    found.map(|Figures { rows, .. }| rows.len())
}
