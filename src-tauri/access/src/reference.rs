use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use thiserror::Error;

const LONGEST_ID: usize = 255; // OCPI says 36 to 48; systems that ignore it exist

/// Names a Location, an EVSE or a token the way its CPMS does, before or after it has been synced.
///
/// Written `ID`, `PARTY/ID` or `COUNTRY-PARTY/ID`. The first slash parts, so an id with a slash in it has
/// its party before it. Spelling is kept; two references are equal if they differ in ASCII case alone.
///
/// Source: OCPI 2.2.1, 16.1 (`CiString`).
#[derive(Clone, Debug)]
pub struct Reference {
    country: Option<String>,
    party: Option<String>,
    id: String,
}

/// A text that names no Location, EVSE or token.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("neither ID nor PARTY/ID nor COUNTRY-PARTY/ID")]
pub struct NotAReference;

impl Reference {
    /// Takes a text as a reference.
    ///
    /// # Errors
    /// [`NotAReference`] when the id is empty, has a control character or a space at its end, or when what
    /// stands before the slash is no party.
    pub fn new(text: &str) -> Result<Self, NotAReference> {
        let (country, party, id) = match text.split_once('/') {
            None => (None, None, text),
            Some((owner, id)) => match owner.split_once('-') {
                None => (None, Some(owner), id),
                Some((country, party)) => (Some(country), Some(party), id),
            },
        };
        let fits =
            country.is_none_or(is_country) && party.is_none_or(is_party) && is_foreign_id(id);
        if !fits {
            return Err(NotAReference);
        }
        Ok(Self {
            country: country.map(str::to_owned),
            party: party.map(str::to_owned),
            id: id.to_owned(),
        })
    }

    /// The two letters of the country, where they were written.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// The party, where it was written.
    pub fn party(&self) -> Option<&str> {
        self.party.as_deref()
    }

    /// The CPMS's own id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether this means the object that the CPMS calls by these three.
    pub fn means(&self, country: &str, party: &str, id: &str) -> bool {
        self.id.eq_ignore_ascii_case(id)
            && self
                .party()
                .is_none_or(|own| own.eq_ignore_ascii_case(party))
            && self
                .country()
                .is_none_or(|own| own.eq_ignore_ascii_case(country))
    }

    /// Whether there can be one object that both mean, as `LOC-1` and `ABC/loc-1` can.
    pub fn may_equal(&self, other: &Self) -> bool {
        self.id.eq_ignore_ascii_case(&other.id)
            && agree(self.party(), other.party())
            && agree(self.country(), other.country())
    }

    /// One key for all references that [`Self::may_equal`] this one.
    pub(crate) fn folded_id(&self) -> String {
        self.id.to_ascii_lowercase()
    }

    fn folded(&self) -> (Option<String>, Option<String>, String) {
        let lower = |text: &String| text.to_ascii_lowercase();
        (
            self.country.as_ref().map(lower),
            self.party.as_ref().map(lower),
            lower(&self.id),
        )
    }
}

fn agree(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        (None, _) | (_, None) => true,
    }
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_party(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_foreign_id(text: &str) -> bool {
    (1..=LONGEST_ID).contains(&text.len())
        && text.trim() == text
        && !text.chars().any(char::is_control)
}

impl PartialEq for Reference {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Reference {}

impl PartialOrd for Reference {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Reference {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded().cmp(&other.folded())
    }
}

impl Hash for Reference {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded().hash(state);
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(country) = &self.country {
            write!(f, "{country}-")?;
        }
        if let Some(party) = &self.party {
            write!(f, "{party}/")?;
        }
        f.write_str(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(text: &str) -> Reference {
        Reference::new(text).unwrap()
    }

    #[test]
    fn a_reference_is_printed_as_it_was_written() {
        for text in [
            "LOC-000",
            "abc/LOC-000",
            "de-ABC/LOC-000",
            "ABC/a/b",
            "DE*ABC*E1",
        ] {
            assert_eq!(reference(text).to_string(), text);
        }
    }

    #[test]
    fn case_does_not_part_two_references() {
        assert_eq!(reference("de-abc/loc-1"), reference("DE-ABC/LOC-1"));
        assert_ne!(reference("ABC/LOC-1"), reference("LOC-1"));
    }

    #[test]
    fn a_bare_id_may_mean_what_a_full_one_means_but_parties_part() {
        assert!(reference("loc-1").may_equal(&reference("DE-ABC/LOC-1")));
        assert!(reference("ABC/LOC-1").may_equal(&reference("DE-abc/LOC-1")));
        assert!(!reference("ABC/LOC-1").may_equal(&reference("XYZ/LOC-1")));
        assert!(!reference("DE-ABC/LOC-1").may_equal(&reference("NL-ABC/LOC-1")));
        assert!(reference("abc/loc-1").means("DE", "ABC", "LOC-1"));
        assert!(!reference("NL-abc/loc-1").means("DE", "ABC", "LOC-1"));
    }

    #[test]
    fn what_has_no_id_or_no_party_before_its_slash_is_refused() {
        for wrong in [
            "",
            "/LOC",
            "ABC/",
            "ABCD/LOC",
            "D-ABC/LOC",
            "DE-/LOC",
            " LOC",
            "A\tB",
        ] {
            assert_eq!(Reference::new(wrong), Err(NotAReference), "{wrong:?}");
        }
    }
}
