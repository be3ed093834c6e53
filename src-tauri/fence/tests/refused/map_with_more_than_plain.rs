//! A shape takes plain things in, such as the language, and nothing that could be of charging.

use store::{Figures, Visible};

pub fn mixed(found: Visible<i64>, of_another: Figures) -> Visible<usize> {
    found.map_with(of_another, |_, figures| figures.rows.len())
}

fn main() {}
