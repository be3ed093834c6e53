use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

/// Text that compares without regard to upper and lower case, and keeps the spelling it came in.
///
/// Source: OCPI 2.2.1, types, CiString. Only ASCII is folded, since OCPI allows no other letters.
#[derive(Clone, Debug)]
pub struct CiString(String);

impl CiString {
    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text that equal ids share, for use as a key.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    fn bytes(&self) -> impl Iterator<Item = u8> {
        self.0.bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

impl<T: Into<String>> From<T> for CiString {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for CiString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq for CiString {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for CiString {}

impl Hash for CiString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().for_each(|byte| byte.hash(state));
        0xff_u8.hash(state);
    }
}

impl Ord for CiString {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes().cmp(other.bytes())
    }
}

impl PartialOrd for CiString {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::CiString;

    #[test]
    fn an_id_in_two_spellings_is_one_id() {
        let ids: HashSet<CiString> = ["LOC-1".into(), "loc-1".into(), "LOC-2".into()].into();
        assert_eq!(ids.len(), 2);
        assert_eq!(CiString::from("Loc-1").as_str(), "Loc-1");
    }
}
