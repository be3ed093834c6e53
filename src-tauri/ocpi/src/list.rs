//! OCPI's lists, as peers send them.

use serde::{Deserialize, Deserializer};

/// Reads a list; `null` is an empty one. With `#[serde(default)]` so is an absent one.
pub(crate) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
}
