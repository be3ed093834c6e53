//! The columns of a list of sessions, as somebody chooses among them.

use serde::Deserialize;
use specta::Type;

/// A column. Which there are is nobody's secret: what stands in them is masked all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SessionColumn {
    /// When it started.
    Started,
    /// When it ended.
    Ended,
    /// The property's name.
    Property,
    /// The Location's name.
    Location,
    /// The EVSE's.
    Evse,
    /// The driver's group.
    Group,
    /// Who charged.
    Driver,
    /// The cost centre that it falls to.
    CostCentre,
    /// How long it took.
    Duration,
    /// What was charged.
    Energy,
    /// What it cost without VAT, with its currency.
    Net,
    /// With VAT, likewise.
    Gross,
    /// How its price compares.
    Price,
    /// How far it is.
    State,
}

/// Some of the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionColumns(u16);

impl SessionColumns {
    /// Whether it is one of them.
    pub const fn has(self, column: SessionColumn) -> bool {
        self.0 & (1 << column as u16) != 0
    }
}

impl FromIterator<SessionColumn> for SessionColumns {
    fn from_iter<I: IntoIterator<Item = SessionColumn>>(columns: I) -> Self {
        let columns = columns.into_iter();
        Self(columns.fold(0, |some, column| some | 1 << column as u16))
    }
}
