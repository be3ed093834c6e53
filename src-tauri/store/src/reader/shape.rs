//! The shapes of the masked views: ways to find the rows of a Scope, of which no single one serves all Scopes.

use access::{Place, Rows};

/// The tables of a Scope, and what every Scope may know.
pub(super) const TABLES: &str = include_str!("../sql/views/scope.sql");

/// How a Scope's rows are found. Each gives the same rows; they differ in what they start from, and in what they ask of each:
/// what a Scope names nothing of is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// Every record there is: for the operator.
    All,
    /// The tenant's records, by units.
    WideUnits,
    /// The tenant's records, by units and EVSEs.
    WidePlaces,
    /// The tenant's records, by units and people.
    WidePeople,
    /// The tenant's records, by whatever a Scope can name.
    WideAny,
    /// Units and EVSEs, and then their records.
    NarrowPlaces,
    /// Whatever a Scope can name, and then its records.
    NarrowAny,
}

impl Shape {
    /// The shape that serves these rows best.
    pub(crate) fn of(rows: &Rows) -> Self {
        let Rows::Tenant(rows) = rows else {
            return Self::All;
        };
        let names_people = !rows.people.is_empty();
        let names_evses = rows
            .places
            .iter()
            .any(|entry| matches!(entry.key, Place::Evse(_)));
        let names_pairs = !rows.pairs.is_empty();
        match (rows.is_wide, names_evses, names_people, names_pairs) {
            (true, false, false, false) => Self::WideUnits,
            (true, true, false, false) => Self::WidePlaces,
            (true, false, true, false) => Self::WidePeople,
            (true, ..) => Self::WideAny,
            (false, _, false, false) => Self::NarrowPlaces,
            (false, ..) => Self::NarrowAny,
        }
    }

    /// The statements that make its views.
    pub(crate) const fn script(self) -> &'static str {
        match self {
            Self::All => include_str!(concat!(env!("OUT_DIR"), "/all.sql")),
            Self::WideUnits => include_str!(concat!(env!("OUT_DIR"), "/wide_units.sql")),
            Self::WidePlaces => include_str!(concat!(env!("OUT_DIR"), "/wide_places.sql")),
            Self::WidePeople => include_str!(concat!(env!("OUT_DIR"), "/wide_people.sql")),
            Self::WideAny => include_str!(concat!(env!("OUT_DIR"), "/wide_any.sql")),
            Self::NarrowPlaces => include_str!(concat!(env!("OUT_DIR"), "/narrow_places.sql")),
            Self::NarrowAny => include_str!(concat!(env!("OUT_DIR"), "/narrow_any.sql")),
        }
    }
}

#[cfg(test)]
mod tests;
