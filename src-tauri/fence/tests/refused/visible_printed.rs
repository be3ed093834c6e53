//! A Visible leaves by its own ends: it can't be formatted.

use store::Visible;

pub fn said(found: &Visible<i64>) -> String {
    format!("{found}")
}

fn main() {}
