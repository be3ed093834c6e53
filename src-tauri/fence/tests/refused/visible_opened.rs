//! What is in a Visible can't be taken out.

use store::{Figures, Visible};

pub fn field(found: Visible<Figures>) -> Figures {
    found.value
}

fn main() {}
