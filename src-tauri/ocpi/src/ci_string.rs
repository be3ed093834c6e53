//! [`CiString`]: text whose case carries no meaning.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// Printable ASCII text that keeps its spelling and is compared without regard to case.
///
/// Peers change the case of ids as they like, so `LOC-1` and `loc-1` are one Location; what is shown is what the
/// CPMS wrote. OCPI's length limits are not enforced: an id that is too long is still the id.
///
/// ```
/// use ocpi::CiString;
/// assert_eq!(CiString::from("LOC-1"), CiString::from("loc-1"));
/// assert_eq!(CiString::from("Loc-1").as_str(), "Loc-1");
/// ```
///
/// Source: OCPI 2.2.1, Types, CiString type.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CiString(String);

impl CiString {
    /// The text as the CPMS spelled it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text in ASCII lower case: equal for all spellings, so fit for a key.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The text as the CPMS spelled it, without copying.
    pub fn into_string(self) -> String {
        self.0
    }

    fn folded_bytes(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

impl From<&str> for CiString {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for CiString {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl PartialEq for CiString {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for CiString {}

impl PartialEq<str> for CiString {
    fn eq(&self, other: &str) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }
}

impl PartialEq<&str> for CiString {
    fn eq(&self, other: &&str) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }
}

impl Hash for CiString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for byte in self.folded_bytes() {
            state.write_u8(byte);
        }
        // as `str` does, so that a tuple of two of them can't collide by shifting text
        state.write_u8(0xff);
    }
}

impl Ord for CiString {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded_bytes().cmp(other.folded_bytes())
    }
}

impl PartialOrd for CiString {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for CiString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for CiString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spelling_is_kept_through_json() {
        let id: CiString = serde_json::from_str(r#""De*Swk*E1""#).unwrap();
        assert_eq!(id.as_str(), "De*Swk*E1");
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""De*Swk*E1""#);
        assert_eq!(id.to_string(), "De*Swk*E1");
    }

    #[test]
    fn only_ascii_case_is_ignored() {
        assert_ne!(CiString::from("Ä"), CiString::from("ä"));
        assert_ne!(CiString::from("a"), CiString::from("b"));
        assert_eq!(CiString::from("a"), "A");
    }

    proptest! {
        #[test]
        fn two_spellings_of_one_id_are_one_key(id in "[ -~]{0,36}") {
            let spellings = [id.clone(), id.to_ascii_uppercase(), id.to_ascii_lowercase()].map(CiString::from);
            prop_assert_eq!(spellings.iter().collect::<HashSet<_>>().len(), 1);
            prop_assert_eq!(spellings.iter().collect::<BTreeSet<_>>().len(), 1);
            prop_assert_eq!(spellings[0].folded(), spellings[1].folded());
        }

        #[test]
        fn order_and_equality_agree(a in "[A-Za-z]{0,3}", b in "[A-Za-z]{0,3}") {
            let (a, b) = (CiString::from(a), CiString::from(b));
            prop_assert_eq!(a == b, a.cmp(&b) == Ordering::Equal);
        }
    }
}
