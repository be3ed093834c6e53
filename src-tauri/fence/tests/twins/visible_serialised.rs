//! A Visible leaves by its own ends: nothing else writes it.

use store::Visible;

pub fn written(found: &Visible<i64>) -> serde_json::Result<String> {
    found.json()
}
