//! No row type leaves the store.

use store::policy::Granted;

pub fn role(row: Granted) -> String {
    row.role
}

fn main() {}
