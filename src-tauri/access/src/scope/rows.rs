//! The rows of a Scope, in the shape of the temporary tables that masked views join.

use chrono::NaiveDate;

use crate::{
    Class,
    attribution::{DriverKey, EvseKey, TenantKey, UnitKey, VehicleKey},
    policy::GroupKey,
    rights::Bits,
};

/// The rows of a Scope.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rows {
    /// All there are, of every tenant and of none, with all their fields.
    All,
    /// Of one tenant.
    Tenant(TenantRows),
}

/// The rows of one tenant that somebody may see. Empty lists are an empty Scope.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TenantRows {
    /// The tenant: nothing of another is ever seen, whatever else is said here.
    pub tenant: TenantKey,
    /// How many people a released figure needs.
    pub k: u8,
    /// Whatever happens at a place.
    pub places: Vec<Entry<Place>>,
    /// Whatever somebody charges, at any place of the tenant.
    pub people: Vec<Entry<Who>>,
    /// What somebody charges at a place.
    pub pairs: Vec<Entry<(Place, Who)>>,
    /// The roots of the release tree: the largest nodes of which figures over people are open (class U), and whose
    /// rows are not.
    pub roots: Vec<Root>,
    /// Where running sessions are seen without whose they are (class S_LIVE).
    pub live: Vec<Live>,
    /// Whether this is so much of the tenant that a reader had better start from the records.
    pub is_wide: bool,
}

impl TenantRows {
    /// Session starts with what is open on them, of whatever place or person.
    pub fn stretches(&self) -> impl Iterator<Item = (Span, Bits)> {
        let places = self.places.iter().map(|entry| (entry.during, entry.bits));
        let people = self.people.iter().map(|entry| (entry.during, entry.bits));
        let pairs = self.pairs.iter().map(|entry| (entry.during, entry.bits));
        places.chain(people).chain(pairs)
    }

    /// Whether anything of a class is open at any time at all.
    pub fn opens(&self, class: Class) -> bool {
        self.stretches().any(|(_, bits)| bits.has(class))
    }

    /// Whether what runs now is seen of the very places whose EVSEs are, of all who charge there and whenever they began
    /// since then: a count of the one is of the other then.
    pub fn sees_what_runs_where_it_sees_evses(&self, since: i64, now: i64) -> bool {
        let is_now = |during: &Span| during.from <= now && now < during.until;
        let runs = |entry: &Entry<Place>| {
            let is_live = |live: &Live| Place::Unit(live.unit) == entry.key;
            (entry.bits.has(Class::S) && entry.during.from <= since)
                || self.live.iter().any(is_live)
        };
        let mut people = self.people.iter().map(|entry| (entry.during, entry.bits));
        let mut pairs = self.pairs.iter().map(|entry| (entry.during, entry.bits));
        let is_elsewhere = |(during, bits): (Span, Bits)| is_now(&during) && bits.has(Class::S);
        !people.any(is_elsewhere)
            && !pairs.any(is_elsewhere)
            && self
                .places
                .iter()
                .filter(|entry| is_now(&entry.during))
                .all(|entry| entry.bits.has(Class::O) == runs(entry))
    }
}

/// Session starts of a key, with the classes that are open on them. Entries of one key are disjoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry<K> {
    /// Of what.
    pub key: K,
    /// Which session starts.
    pub during: Span,
    /// What is open.
    pub bits: Bits,
}

/// Session starts `[from, until)`, in milliseconds since 1970-01-01 UTC; the ends of `i64` are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first one in it.
    pub from: i64,
    /// The first one after it.
    pub until: i64,
}

/// A node of the tree of units that figures over people are shown of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A unit and all below it.
    Subtree(UnitKey),
    /// What a unit that has others below it holds itself.
    Own(UnitKey),
}

/// Where a tree of figures over people begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Root {
    /// Of what.
    pub node: Node,
    /// The local day of which this person sees every row there; figures over people leave it out.
    pub today: Option<NaiveDate>,
}

/// A unit whose running sessions are seen without whose they are, if its last whole month is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Live {
    /// The unit that holds the EVSEs.
    pub unit: UnitKey,
    /// The node that is this unit alone.
    pub node: Node,
    /// The month before the one that runs there, in months since the year 0.
    pub last_month: i64,
}

/// Where a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Held by this very unit when it started.
    Unit(UnitKey),
    /// At this EVSE.
    Evse(EvseKey),
}

/// Whose a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// A driver's.
    Driver(DriverKey),
    /// A vehicle's.
    Vehicle(VehicleKey),
    /// Of a driver in this group.
    Group(GroupKey),
    /// Of nobody in any group.
    NoGroup,
}
