//! Where each person looked last, so that the window opens again as it was left.
//!
//! A small file beside the profile. It is not encrypted, so it holds nothing that a CPMS said and nothing that somebody
//! typed: views, words of our own, and ids that whoever runs the profile gave.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};
use specta::Type;
use store::Crosses;

use crate::view::View;

const NAME: &str = "window.json";

/// What of an address is kept. A search is not among it, and neither is what was open.
const PARTS: [&str; 9] = [
    "property", "period", "vs", "state", "price", "sort", "up", "show", "folded",
];

/// An id is up to 64 characters long; a property has two.
const LONGEST: usize = 130;
/// More than these nobody folds by hand.
const MOST_WORDS: usize = 200;

/// Where somebody looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Place {
    /// The view.
    pub view: View,
    /// What is looked at in it, as the page's address has it; a period may be told from the day it is.
    pub parts: BTreeMap<String, String>,
}

impl Place {
    /// Without what is not kept.
    fn kept(self) -> Self {
        let mut parts = self.parts;
        parts.retain(|part, value| PARTS.contains(&part.as_str()) && are_words(value));
        Self { parts, ..self }
    }
}

/// One word, or several with commas between.
fn are_words(value: &str) -> bool {
    let words = value.split(',');
    words.clone().count() <= MOST_WORDS && words.into_iter().all(is_word)
}

/// A word of ours, a day, or the key of a property.
fn is_word(value: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    !value.is_empty()
        && value.len() <= LONGEST
        && value
            .chars()
            .all(|letter| is_plain(letter) || letter == '/')
}

/// Where each person looked last, by the name that they sign in with.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Remembered(BTreeMap<String, Place>);

impl Remembered {
    /// Of a profile's folder. A file that can't be read is as good as none: nobody depends on it.
    pub fn load(folder: &Path) -> Self {
        let read = fs::read(folder.join(NAME)).ok();
        read.and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .map(|Self(places)| {
                let kept = places
                    .into_iter()
                    .map(|(person, place)| (person, place.kept()));
                Self(kept.collect())
            })
            .unwrap_or_default()
    }

    /// Where a person looked last.
    pub fn of(&self, person: &str) -> Option<&Place> {
        self.0.get(person)
    }

    /// Keeps where a person looks; says whether that is news.
    pub fn keep(&mut self, person: &str, place: Place) -> bool {
        let place = place.kept();
        self.0.insert(person.to_owned(), place.clone()) != Some(place)
    }

    /// Writes it down.
    ///
    /// # Errors
    /// The operating system's.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        write(self, folder)
    }
}

/// The one way into the file: for what is marked alone.
fn write<T: Crosses + Serialize>(what: &T, folder: &Path) -> io::Result<()> {
    // beside, and then in its place: whoever ends in between leaves the one before
    let beside = folder.join(format!("{NAME}.new"));
    fs::write(&beside, serde_json::to_vec_pretty(what)?)?;
    fs::rename(beside, folder.join(NAME))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(view: View, parts: &[(&str, &str)]) -> Place {
        let owned = |(part, value): &(&str, &str)| ((*part).to_owned(), (*value).to_owned());
        Place {
            view,
            parts: parts.iter().map(owned).collect(),
        }
    }

    #[test]
    fn what_somebody_typed_and_what_a_cpms_said_are_not_kept() {
        let mut remembered = Remembered::default();
        let typed = [
            ("property", "muster/lindenhof"),
            ("q", "erika"),
            ("open", "1795425240000-abcdef"),
            ("sort", "perKwh"),
            ("folded", "muster/lindenhof,muster/-"),
            ("show", "all,<img>"),
            ("state", "Erika Muster"),
            ("price", "<img>"),
            ("vs", ""),
        ];
        remembered.keep("muster/anna", place(View::Sessions, &typed));
        let kept = [
            ("property", "muster/lindenhof"),
            ("sort", "perKwh"),
            ("folded", "muster/lindenhof,muster/-"),
        ];
        assert_eq!(
            remembered.of("muster/anna"),
            Some(&place(View::Sessions, &kept))
        );
    }

    #[test]
    fn it_is_there_again_for_each_person_and_for_nobody_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut remembered = Remembered::load(folder.path());
        assert!(remembered.keep(
            "muster/anna",
            place(View::Sites, &[("period", "last-month")])
        ));
        assert!(!remembered.keep(
            "muster/anna",
            place(View::Sites, &[("period", "last-month")])
        ));
        remembered.save(folder.path()).expect("it is written");
        let again = Remembered::load(folder.path());
        assert_eq!(again, remembered);
        assert_eq!(again.of("muster/fritz"), None);
    }

    #[test]
    fn a_file_that_says_something_else_says_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in [
            "",
            "{",
            "[]",
            r#"{"muster/anna": {"view": "elsewhere", "parts": {}}}"#,
        ] {
            fs::write(folder.path().join(NAME), text).expect("it is written");
            assert_eq!(
                Remembered::load(folder.path()),
                Remembered::default(),
                "{text}"
            );
        }
        let text =
            r#"{"muster/anna": {"view": "sites", "parts": {"property": "../../x", "q": "x"}}}"#;
        fs::write(folder.path().join(NAME), text).expect("it is written");
        let place = Remembered::load(folder.path());
        let place = place.of("muster/anna").expect("a place");
        assert!(place.parts.is_empty());
    }
}
