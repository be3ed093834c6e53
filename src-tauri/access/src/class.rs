use std::fmt;

/// A class of fields or rows that a role may open.
///
/// Source: ACCESS.md, field classes. Secrets (class X) have no value here: no role opens them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Operational: status, fault, connector.
    O,
    /// Utilisation: released figures, without rows.
    U,
    /// One row per running session, with its site and a rounded start alone.
    SLive,
    /// Session rows that started today, in the unit's own zone.
    SToday,
    /// All session rows.
    S,
    /// Commercial: cost, tariff, invoice.
    C,
    /// Pseudonyms of people.
    P,
    /// Direct identity: name, token, contract, plate.
    D,
}

impl Class {
    /// Every class, in the order in which ACCESS.md explains them.
    pub const ALL: [Self; 8] = [
        Self::O,
        Self::U,
        Self::SLive,
        Self::SToday,
        Self::S,
        Self::C,
        Self::P,
        Self::D,
    ];

    /// Its bit in rights. In a Scope that of S_TODAY says that the S beside it is of full strength: S_TODAY itself has
    /// become S over the hours of today.
    pub const fn bit(self) -> u8 {
        match self {
            Self::O => 1,
            Self::U => 2,
            Self::SLive => 4,
            Self::SToday => 8,
            Self::S => 16,
            Self::C => 32,
            Self::P => 64,
            Self::D => 128,
        }
    }

    /// How the class is written in setup.json and in role templates.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::O => "O",
            Self::U => "U",
            Self::SLive => "S_LIVE",
            Self::SToday => "S_TODAY",
            Self::S => "S",
            Self::C => "C",
            Self::P => "P",
            Self::D => "D",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
