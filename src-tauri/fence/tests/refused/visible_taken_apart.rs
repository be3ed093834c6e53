//! What is in a Visible can't be taken out by a pattern either.

use store::{Figures, Visible};

pub fn taken_apart(found: Visible<Figures>) -> Figures {
    let Visible { value, .. } = found;
    value
}

fn main() {}
