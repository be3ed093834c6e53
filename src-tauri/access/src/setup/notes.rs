//! What was read, as far as one part of the file speaks of another. Taken down while reading, so that the
//! checks across the file also see entries that are wrong elsewhere, and know where each stands.

use std::collections::{BTreeMap, BTreeSet};

use super::{Holder, Place};
use crate::{ConnectionId, Interval, Kind, PersonId, Reference, TenantId, UnitId};

/// The ids that the lists of the file declare, each with its path. A list that is not there has no entry.
#[derive(Default)]
pub(super) struct Declared(BTreeMap<Kind, BTreeMap<String, String>>);

impl Declared {
    /// The list is in the file, if only as an empty one.
    pub(super) fn open(&mut self, kind: Kind) {
        self.0.entry(kind).or_default();
    }

    /// Where the id stands already; else it stands here from now on.
    pub(super) fn add(&mut self, kind: Kind, id: &str, path: &str) -> Option<&str> {
        let list = self.0.entry(kind).or_default();
        if !list.contains_key(id) {
            list.insert(id.to_owned(), path.to_owned());
            return None;
        }
        list.get(id).map(String::as_str)
    }

    pub(super) fn ids(&self, kind: Kind) -> Option<impl Iterator<Item = &str>> {
        self.0
            .get(&kind)
            .map(|list| list.keys().map(String::as_str))
    }
}

/// An id that is meant to be declared somewhere.
pub(super) struct Use {
    pub kind: Kind,
    pub id: String,
    pub path: String,
}

pub(super) struct AssignmentNote {
    pub place: Place,
    pub connection: Option<ConnectionId>,
    pub during: Interval,
    pub path: String,
}

pub(super) struct EnrolmentNote {
    pub uid: Reference,
    pub during: Interval,
    pub path: String,
}

pub(super) struct GrantNote {
    pub may_delegate: bool,
    pub given_by: Option<PersonId>,
    /// Of `given_by`.
    pub path: String,
}

pub(super) struct PersonNote {
    pub id: PersonId,
    /// `None`: the key is left out, so the person keeps theirs.
    pub grants: Option<Vec<GrantNote>>,
}

/// Notes on one tenant.
#[derive(Default)]
pub(super) struct TenantNotes {
    pub id: Option<TenantId>,
    pub declared: Declared,
    pub uses: Vec<Use>,
    /// `None`: the key is left out, so the tenant keeps its own.
    pub assignments: Option<Vec<AssignmentNote>>,
    pub enrolments: Vec<EnrolmentNote>,
    /// Units whose `units` are left out.
    pub keep_children: BTreeSet<UnitId>,
    /// Drivers and vehicles whose `tokens` are left out.
    pub keep_tokens: BTreeSet<Holder>,
    pub people: Vec<PersonNote>,
}
