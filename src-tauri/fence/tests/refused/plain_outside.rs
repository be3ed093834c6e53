//! What is plain is a closed list.

use store::{Figures, Plain};

pub struct OfAnother(pub Figures);

impl Plain for OfAnother {}

fn main() {}
