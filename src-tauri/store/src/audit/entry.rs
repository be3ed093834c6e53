use chrono::{DateTime, NaiveDate, Utc};

/// That somebody is about to see who people are. Has no `Debug`: it goes into its file and nowhere else.
pub(crate) struct Entry {
    /// When they asked.
    pub at: DateTime<Utc>,
    /// Who asked, by their id.
    pub person: String,
    /// The tenant they asked as; `None`: the operator.
    pub tenant: Option<String>,
    /// What they asked.
    pub what: What,
    /// The first day they asked about.
    pub from: NaiveDate,
    /// The last day they asked about.
    pub to: NaiveDate,
    /// Whose identity the answer holds: drivers or vehicles, as `TENANT/ID`.
    pub subjects: Vec<String>,
}

/// The questions whose answers say who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    FiguresByDriver,
    FiguresByVehicle,
    Sessions,
    Session,
}

impl What {
    /// What stands for it in the file, for ever.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::FiguresByDriver => "figures-by-driver",
            Self::FiguresByVehicle => "figures-by-vehicle",
            Self::Sessions => "sessions",
            Self::Session => "session",
        }
    }
}
