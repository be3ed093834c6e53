//! One value as one person may see it.

use serde::{Serialize, Serializer};
use specta::{Type, Types, datatype::DataType};

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

/// How a cell crosses: `{"hidden": true}` and `{"fewer_than": 5}`, without a hint of what the value would be; `null`
/// for none.
#[derive(Serialize, Type)]
#[serde(untagged, rename = "Cell")]
enum Shape<T> {
    Shown(T),
    Empty(()),
    Hidden { hidden: bool },
    Suppressed { fewer_than: u8 },
}

impl<T: Serialize> Serialize for Cell<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shape = match self {
            Self::Shown(value) => Shape::Shown(value),
            Self::Empty => Shape::Empty(()),
            Self::Hidden => Shape::Hidden { hidden: true },
            Self::Suppressed { fewer_than } => Shape::Suppressed {
                fewer_than: *fewer_than,
            },
        };
        shape.serialize(serializer)
    }
}

impl<T: Type> Type for Cell<T> {
    fn definition(types: &mut Types) -> DataType {
        Shape::<T>::definition(types)
    }
}
