//! The shapes of the masked views: ways to find the rows of a Scope, of which no single one serves all Scopes.

use access::Rows;

/// The tables of a Scope, and what every Scope may know.
pub(crate) const TABLES: &str = include_str!("../sql/views/scope.sql");

/// How a Scope's rows are found. Each gives the same rows; they differ in what they start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// Every record there is: for the operator.
    All,
    /// The tenant's records, by places.
    WidePlaces,
    /// The tenant's records, by places and people.
    WidePeople,
    /// Places, and then their records.
    NarrowPlaces,
    /// Places and people, and then their records.
    NarrowPeople,
}

impl Shape {
    /// The shape that serves these rows best.
    pub(crate) fn of(rows: &Rows) -> Self {
        match rows {
            Rows::All => Self::All,
            Rows::Tenant(rows) => {
                let places_alone = rows.people.is_empty() && rows.pairs.is_empty();
                match (places_alone, rows.is_wide) {
                    (true, true) => Self::WidePlaces,
                    (true, false) => Self::NarrowPlaces,
                    (false, true) => Self::WidePeople,
                    (false, false) => Self::NarrowPeople,
                }
            }
        }
    }

    /// The statements that make its views.
    pub(crate) const fn script(self) -> &'static str {
        match self {
            Self::All => include_str!(concat!(env!("OUT_DIR"), "/all.sql")),
            Self::WidePlaces => include_str!(concat!(env!("OUT_DIR"), "/wide_places.sql")),
            Self::WidePeople => include_str!(concat!(env!("OUT_DIR"), "/wide_people.sql")),
            Self::NarrowPlaces => include_str!(concat!(env!("OUT_DIR"), "/narrow_places.sql")),
            Self::NarrowPeople => include_str!(concat!(env!("OUT_DIR"), "/narrow_people.sql")),
        }
    }
}

#[cfg(test)]
mod tests;
