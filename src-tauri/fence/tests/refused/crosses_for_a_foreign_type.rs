//! What others made does not leave, not by a list either.

use store::{Crosses, Figures};

impl Crosses for String {}

store::public![Figures];

fn main() {}
