//! A Scope stays as it was compiled.

use access::{Rows, Scope};

pub fn everything(scope: &mut Scope) {
    *scope.rows() = Rows::All;
}

fn main() {}
