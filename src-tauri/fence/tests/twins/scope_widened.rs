//! A Scope stays as it was compiled.

use access::{Rows, Scope};

pub fn is_everything(scope: &Scope) -> bool {
    *scope.rows() == Rows::All
}
