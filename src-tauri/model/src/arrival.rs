use chrono::{DateTime, Utc};

use crate::{Cdr, FieldClass, Location, RecordId, Session, Tariff};

/// Nobody billed charging over OCPI earlier: a record that says so comes from a clock that was never set, and
/// before this instant there is nothing to look for.
pub const BEGINNING: DateTime<Utc> = match DateTime::from_timestamp(1_262_304_000, 0) {
    Some(first) => first, // 2010-01-01T00:00:00Z
    None => DateTime::UNIX_EPOCH,
};

/// A module of OCPI that is pulled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Module {
    /// Locations with their EVSEs and Connectors.
    Locations,
    /// Tariffs.
    Tariffs,
    /// Sessions.
    Sessions,
    /// CDRs.
    Cdrs,
}

impl Module {
    /// What others refer to comes first.
    pub const ALL: [Self; 4] = [Self::Locations, Self::Tariffs, Self::Sessions, Self::Cdrs];

    /// OCPI's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Locations => "locations",
            Self::Tariffs => "tariffs",
            Self::Sessions => "sessions",
            Self::Cdrs => "cdrs",
        }
    }
}

/// A record that was understood, with the bytes it came in.
#[derive(Clone, Debug)]
pub struct Arrival<T> {
    /// What it says.
    pub record: T,
    /// The CPMS's own bytes.
    pub bytes: Box<[u8]>,
    /// The same record cut by field class, each a JSON object of path and text.
    pub fields: Vec<(FieldClass, String)>,
    /// Whether a number in it was finer than what is kept of it.
    pub rounded: bool,
}

/// The understood records of one page.
#[derive(Clone, Debug)]
pub enum Arrivals {
    /// Of the module locations.
    Locations(Vec<Arrival<Location>>),
    /// Of the module tariffs.
    Tariffs(Vec<Arrival<Tariff>>),
    /// Of the module sessions.
    Sessions(Vec<Arrival<Session>>),
    /// Of the module cdrs.
    Cdrs(Vec<Arrival<Cdr>>),
}

impl Arrivals {
    /// A page without records.
    pub fn none_of(module: Module) -> Self {
        match module {
            Module::Locations => Self::Locations(Vec::new()),
            Module::Tariffs => Self::Tariffs(Vec::new()),
            Module::Sessions => Self::Sessions(Vec::new()),
            Module::Cdrs => Self::Cdrs(Vec::new()),
        }
    }

    /// The module they are of.
    pub fn module(&self) -> Module {
        match self {
            Self::Locations(_) => Module::Locations,
            Self::Tariffs(_) => Module::Tariffs,
            Self::Sessions(_) => Module::Sessions,
            Self::Cdrs(_) => Module::Cdrs,
        }
    }

    /// The id of each of them.
    pub fn ids(&self) -> Vec<&RecordId> {
        match self {
            Self::Locations(all) => all.iter().map(|one| &one.record.id).collect(),
            Self::Tariffs(all) => all.iter().map(|one| &one.record.id).collect(),
            Self::Sessions(all) => all.iter().map(|one| &one.record.id).collect(),
            Self::Cdrs(all) => all.iter().map(|one| &one.record.id).collect(),
        }
    }

    /// The CPMS's own bytes of each of them.
    pub fn bytes(&self) -> Vec<&[u8]> {
        fn of<T>(all: &[Arrival<T>]) -> Vec<&[u8]> {
            all.iter().map(|arrival| &*arrival.bytes).collect()
        }
        match self {
            Self::Locations(all) => of(all),
            Self::Tariffs(all) => of(all),
            Self::Sessions(all) => of(all),
            Self::Cdrs(all) => of(all),
        }
    }
}

/// A record that was not understood: kept whole, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// A stable code, for example `invalid-timestamp`.
    pub reason: &'static str,
    /// Where and what, for whoever talks to the CPMS's makers.
    pub detail: String,
    /// The CPMS's own bytes.
    pub bytes: Box<[u8]>,
    /// Which version of which record it would be, as far as that can be read in it.
    pub version: Option<Version>,
}

/// A version of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The record.
    pub id: RecordId,
    /// When it became so.
    pub last_updated: DateTime<Utc>,
}

/// Where the next page of a walk is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// After so many records.
    pub offset: u64,
    /// Where the CPMS's `Link` said, if it said so in a way that can be followed.
    pub link: Option<String>,
}

/// The largest record that is taken. What is larger is cut off before it gets here.
pub const MOST_RECORD_BYTES: usize = 16 << 20;
