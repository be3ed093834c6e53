//! One value as one person may see it.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// A value, or why there is none. Four things that a screen tells apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell<T> {
    /// The value.
    Shown(T),
    /// There is none to know.
    Empty,
    /// Not for this person's roles, whatever it is.
    #[default]
    Hidden,
    /// Of fewer people than a figure may be of.
    Suppressed {
        /// How many it takes.
        fewer_than: u8,
    },
}

impl<T> Cell<T> {
    /// The same of another type.
    pub fn map<U>(self, shape: impl FnOnce(T) -> U) -> Cell<U> {
        match self {
            Self::Shown(value) => Cell::Shown(shape(value)),
            Self::Empty => Cell::Empty,
            Self::Hidden => Cell::Hidden,
            Self::Suppressed { fewer_than } => Cell::Suppressed { fewer_than },
        }
    }

    /// The value, if it is shown.
    pub fn shown(&self) -> Option<&T> {
        match self {
            Self::Shown(value) => Some(value),
            Self::Empty | Self::Hidden | Self::Suppressed { .. } => None,
        }
    }

    /// Whether this person's roles hide it.
    pub fn is_hidden(&self) -> bool {
        matches!(self, Self::Hidden)
    }
}

/// `{"hidden": true}` and `{"fewer_than": 5}`, without a hint of what the value would be; `null` for none.
impl<T: Serialize> Serialize for Cell<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Shown(value) => value.serialize(serializer),
            Self::Empty => serializer.serialize_none(),
            Self::Hidden => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("hidden", &true)?;
                map.end()
            }
            Self::Suppressed { fewer_than } => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("fewer_than", fewer_than)?;
                map.end()
            }
        }
    }
}
