//! What may leave is listed: a type of one's own can't be marked so.

use store::{Crosses, Figures};

pub struct Leak(pub Figures);

impl Crosses for Leak {}

fn main() {}
