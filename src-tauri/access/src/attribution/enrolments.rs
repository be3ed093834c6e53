//! Whose a token is: a driver's or a vehicle's, in the sessions of the tenant that says so.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use model::{CiString, Party, TokenRef};

use super::Answer;
use super::steps::{self, Span, Steps};
use crate::{Interval, Reference};

/// The store's key of a tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TenantKey(pub i64);

/// The store's key of a driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DriverKey(pub i64);

/// The store's key of a vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VehicleKey(pub i64);

/// Who a token belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolderKey {
    /// A driver.
    Driver(DriverKey),
    /// A vehicle.
    Vehicle(VehicleKey),
}

/// What the CPMS calls a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenName<'a> {
    /// The party that issued it.
    pub party: &'a Party,
    /// What the reader read.
    pub uid: &'a CiString,
}

impl<'a> From<&'a TokenRef> for TokenName<'a> {
    fn from(token: &'a TokenRef) -> Self {
        Self {
            party: &token.party,
            uid: &token.uid,
        }
    }
}

/// A token belongs to somebody for a time, as far as one tenant is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// In whose sessions.
    pub tenant: TenantKey,
    /// The token, bare at any party.
    pub token: Reference,
    /// To whom.
    pub holder: HolderKey,
    /// How long.
    pub during: Interval,
}

/// All enrolments of a profile, in the order in which they are asked for.
///
/// ```
/// use access::attribution::{DriverKey, Enrolment, Enrolments, HolderKey, TenantKey, TokenName};
/// use access::{Interval, Reference};
/// use model::Party;
///
/// let anna = HolderKey::Driver(DriverKey(7));
/// let enrolments = Enrolments::new([Enrolment {
///     tenant: TenantKey(1),
///     token: Reference::new("NO-123").unwrap(),
///     holder: anna,
///     during: Interval::ALWAYS,
/// }]);
/// let party = Party { country_code: "NO".into(), party_id: "ABC".into() };
/// let token = TokenName { party: &party, uid: &"no-123".into() };
/// let start = "2026-05-01T12:00:00Z".parse().unwrap();
/// assert_eq!(enrolments.holder_at(TenantKey(1), token, start), Some(anna));
/// assert_eq!(enrolments.holder_at(TenantKey(2), token, start), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Enrolments {
    /// By the uid without regard to case; of one uid there may be several, at several parties.
    by_uid: HashMap<(TenantKey, String), Vec<Token>>,
}

/// A token as a tenant names it, with whose it is when.
#[derive(Clone, Debug)]
struct Token {
    name: Reference,
    holders: Steps<HolderKey>,
}

impl Enrolments {
    /// Lays out enrolments.
    pub fn new(enrolments: impl IntoIterator<Item = Enrolment>) -> Self {
        let mut spans: BTreeMap<(TenantKey, Reference), Vec<Span<HolderKey>>> = BTreeMap::new();
        for Enrolment {
            tenant,
            token,
            holder,
            during,
        } in enrolments
        {
            let of_token = spans.entry((tenant, token)).or_default();
            of_token.push(Span { holder, during });
        }
        let mut by_uid: HashMap<_, Vec<_>> = HashMap::new();
        for ((tenant, token), spans) in spans {
            let same_uid = by_uid.entry((tenant, token.folded_id())).or_default();
            same_uid.push(Token {
                name: token,
                holders: steps::of_level(&spans),
            });
        }
        Self { by_uid }
    }

    /// Whose the token was in a session of the tenant that started then, if it was exactly one's.
    pub fn holder_at(
        &self,
        tenant: TenantKey,
        token: TokenName<'_>,
        start: DateTime<Utc>,
    ) -> Option<HolderKey> {
        let party = token.party;
        let mut said = self
            .by_uid
            .get(&(tenant, token.uid.folded()))?
            .iter()
            .filter(|enrolled| {
                enrolled.name.means(
                    party.country_code.as_str(),
                    party.party_id.as_str(),
                    token.uid.as_str(),
                )
            })
            .filter_map(|enrolled| enrolled.holders.at(start));
        let first = said.next()?;
        said.all(|other| other == first)
            .then_some(first)
            .and_then(Answer::one)
    }
}

#[cfg(test)]
mod tests;
