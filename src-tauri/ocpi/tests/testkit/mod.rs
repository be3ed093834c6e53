//! What the tests of this room share: the folder of shared data, and equality in meaning.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ocpi::{DateTime, Number, record};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// A folder of the shared data; `None`, with a line that says so, on a machine without it.
pub fn shared(folder: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared =
        std::env::var_os("VOLTFOLIO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let path = shared.join(folder);
    if path.is_dir() {
        return Some(path);
    }
    let is_required =
        std::env::var_os("VOLTFOLIO_REQUIRE_SHARED").is_some_and(|value| value == "1");
    assert!(
        !is_required,
        "{} is not there, but VOLTFOLIO_REQUIRE_SHARED=1",
        path.display()
    );
    println!("not run: {} is not there", path.display());
    None
}

/// What a JSON text means: numbers are decimals, instants are instants, and `null`, absent and empty are one.
#[derive(Debug, PartialEq)]
enum Meaning {
    Object(BTreeMap<String, Meaning>),
    List(Vec<Meaning>),
    Instant(DateTime),
    Number(Number),
    Text(String),
    Flag(bool),
}

fn meaning(text: &str) -> Option<Meaning> {
    match text.as_bytes()[0] {
        b'{' => {
            let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap();
            let members = members
                .into_iter()
                .filter_map(|(name, raw)| Some((name, meaning(raw.get())?)));
            Some(Meaning::Object(members.collect()))
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).unwrap();
            let items: Vec<_> = items
                .into_iter()
                .filter_map(|raw| meaning(raw.get()))
                .collect();
            (!items.is_empty()).then_some(Meaning::List(items))
        }
        b'"' => {
            let text: String = serde_json::from_str(text).unwrap();
            Some(DateTime::parse(&text).map_or(Meaning::Text(text), Meaning::Instant))
        }
        b'n' => None,
        b't' | b'f' => Some(Meaning::Flag(text == "true")),
        _ => Some(Meaning::Number(Number::parse(text).unwrap())),
    }
}

/// Two JSON texts mean the same.
pub fn assert_same_meaning(written: &str, original: &str, name: &str) {
    assert_eq!(meaning(written.trim()), meaning(original.trim()), "{name}");
}

/// The text is a `T`, and is written back equal in meaning.
pub fn assert_round_trip<T: Serialize + DeserializeOwned>(text: &str, name: &str) {
    let value: T = record::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_same_meaning(&serde_json::to_string(&value).unwrap(), text, name);
}
