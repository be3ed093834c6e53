//! Every record of a year of real charging is read, written back equal in meaning, and taken apart without loss.

mod testkit;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use ocpi::fields::{self, Class, Module, listed_class};
use ocpi::v2_2_1::{Cdr, Location, Session, Tariff, Token};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

fn array(folder: &Path, module: &str) -> String {
    let file = File::open(folder.join(module).with_extension("json.gz")).unwrap();
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}

fn assert_all_round_trip<T: Serialize + DeserializeOwned>(folder: &Path, module: &str) {
    let text = array(folder, module);
    let records: Vec<&RawValue> = serde_json::from_str(&text).unwrap();
    assert!(!records.is_empty(), "{module}");
    for (at, record) in records.iter().enumerate() {
        testkit::assert_round_trip::<T>(record.get(), &format!("{module}[{at}]"));
    }
}

#[test]
fn every_real_record_is_read_and_written_back_equal_in_meaning() {
    let Some(folder) = testkit::shared("data/dev-small") else {
        return;
    };
    assert_all_round_trip::<Location>(&folder, "locations");
    assert_all_round_trip::<Tariff>(&folder, "tariffs");
    assert_all_round_trip::<Token>(&folder, "tokens");
    assert_all_round_trip::<Session>(&folder, "sessions");
    assert_all_round_trip::<Cdr>(&folder, "cdrs");
}

#[test]
fn every_field_of_a_real_record_is_listed_and_identity_is_in_d_alone() {
    let Some(folder) = testkit::shared("data/dev-small") else {
        return;
    };
    let modules = [
        ("locations", Module::Location),
        ("tariffs", Module::Tariff),
        ("sessions", Module::Session),
        ("cdrs", Module::Cdr),
    ];
    for (name, module) in modules {
        let text = array(&folder, name);
        let records: Vec<&RawValue> = serde_json::from_str(&text).unwrap();
        for record in records {
            let by_class = fields::split(module, record.get()).unwrap();
            for (class, field) in by_class.iter() {
                let path = without_indices(&field.path);
                assert_eq!(
                    listed_class(module, &path),
                    Some(class),
                    "{name}: {path} is not in fields.toml"
                );
                let is_identity = ["cdr_token.", "owner.", "remark"]
                    .iter()
                    .any(|root| path.starts_with(root));
                assert_eq!(is_identity, class == Class::D, "{name}: {path}");
            }
        }
    }
}

/// `a[12].b` → `a[].b`.
fn without_indices(path: &str) -> String {
    path.split_inclusive('[')
        .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()))
        .collect()
}
