//! The tests of this module.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::tree::read_list;
use super::*;

fn flat<'a>(by_class: &'a ByClass<'_>) -> Vec<(&'static str, &'a str, &'a str)> {
    by_class
        .iter()
        .map(|(class, field)| (class.letter(), field.path.as_str(), field.text.as_ref()))
        .collect()
}

#[test]
fn the_list_is_read_and_names_each_path_once() {
    let list = read_list().unwrap();
    assert_eq!(
        list.keys().collect::<Vec<_>>(),
        ["cdr", "location", "session", "tariff"]
    );
    for (module, classes) in &list {
        let letters = Class::ALL.map(Class::letter);
        assert!(
            classes
                .keys()
                .all(|letter| letters.contains(&letter.as_str())),
            "{module}"
        );
        let paths: Vec<_> = classes.values().flatten().collect();
        assert_eq!(
            paths.iter().collect::<BTreeSet<_>>().len(),
            paths.len(),
            "{module} lists a path twice"
        );
    }
}

#[test]
fn values_stand_as_written_in_the_records_order() {
    let record = r#" {"kwh": 1.50e0, "status":"A\u0043TIVE", "x": {"y": [true, null, {}, []]},
        "charging_periods": [{"dimensions": [{"volume": 0.30000000000000004}, {"volume": 2}], "tariff_id": "T"}],
        "cdr_token": {"uid": "\"04\u00e4", "contract_id": "C"}} "#;
    let by_class = split(Module::Session, record).unwrap();
    assert_eq!(
        flat(&by_class),
        [
            ("S", "kwh", "1.50e0"),
            ("S", "status", "ACTIVE"),
            (
                "S",
                "charging_periods[0].dimensions[0].volume",
                "0.30000000000000004"
            ),
            ("S", "charging_periods[0].dimensions[1].volume", "2"),
            ("C", "charging_periods[0].tariff_id", "T"),
            ("D", "x.y[0]", "true"),
            ("D", "x.y[1]", "null"),
            ("D", "cdr_token.uid", "\"04ä"),
            ("D", "cdr_token.contract_id", "C"),
        ]
    );
}

#[test]
fn what_is_not_listed_is_identity_however_it_is_dressed_up() {
    let cases = [
        r#"{"driver": "Anna"}"#,
        r#"{"cdr_token.uid": "Anna"}"#,
        r#"{"status": {"driver": "Anna"}}"#,
        r#"{"status": ["Anna"]}"#,
        r#"{"charging_periods": {"start_date_time": "Anna"}}"#,
        r#"{"charging_periods": [[{"start_date_time": "Anna"}]]}"#,
        r#"{"charging_periods": "Anna"}"#,
        r#"{"STATUS": "Anna"}"#,
        r#"{"": "Anna"}"#,
        r#"{"charging_periods[].tariff_id": "Anna"}"#,
    ];
    for record in cases {
        let by_class = split(Module::Session, record).unwrap();
        assert_eq!(by_class.of(Class::D).len(), 1, "{record}");
        assert_eq!(by_class.iter().count(), 1, "{record}");
    }
}

#[test]
fn identity_is_in_no_other_class() {
    let paths = [
        "cdr_token.uid",
        "cdr_token.contract_id",
        "signed_data.signed_values[].signed_data",
        "remark",
        "authorization_reference",
    ];
    for path in paths {
        assert_eq!(listed_class(Module::Cdr, path), Some(Class::D), "{path}");
    }
    assert_eq!(
        listed_class(Module::Location, "publish_allowed_to[].uid"),
        Some(Class::D)
    );
    assert_eq!(
        listed_class(Module::Location, "evses[].connectors[].tariff_ids[]"),
        Some(Class::C)
    );
    assert_eq!(
        listed_class(Module::Cdr, "cdr_location.evse_uid"),
        Some(Class::S)
    );
    assert_eq!(listed_class(Module::Cdr, "cdr_token"), None);
    assert_eq!(listed_class(Module::Cdr, "driver"), None);
}

#[test]
fn what_is_no_json_object_is_refused() {
    for text in [
        "",
        "[]",
        "1",
        "{",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{"a":1}{"#,
        r#"{"a":tru}"#,
        r#"{"a":"\u12"}"#,
        r#"{"a":"\"#,
    ] {
        assert!(
            matches!(split(Module::Cdr, text), Err(FieldsError::NotJson { .. })),
            "{text}"
        );
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    assert_eq!(split(Module::Cdr, &deep), Err(FieldsError::TooDeep));
}

#[test]
fn a_longer_string_than_is_taken_is_refused_with_its_place_as_a_value_and_as_a_name() {
    let (most, more) = (
        "ä".repeat(MOST_STRING_BYTES / 2),
        "a".repeat(MOST_STRING_BYTES + 1),
    );
    let taken = format!(r#"{{"{most}": ["{most}"]}}"#);
    assert_eq!(
        split(Module::Cdr, &taken).map(|all| all.iter().count()),
        Ok(1)
    );
    for (text, at) in [
        (format!(r#"{{"a": [ "{more}"]}}"#), 8),
        (format!(r#"{{ "{more}": 1}}"#), 2),
    ] {
        assert_eq!(
            split(Module::Cdr, &text).err(),
            Some(FieldsError::StringTooLong { at })
        );
    }
}

fn leaves(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Object(members) => members.values().map(leaves).sum(),
        serde_json::Value::Array(items) => items.iter().map(leaves).sum(),
        _ => 1,
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "\\PC{0,6}".prop_map(Into::into)
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map(
                "(kwh|charging_periods|dimensions|volume|cdr_token|uid|\\PC{0,3})",
                inner,
                0..4
            )
            .prop_map(|members| members
                .into_iter()
                .collect::<serde_json::Map<_, _>>()
                .into())
        ]
    })
}

proptest! {
    #[test]
    fn nothing_is_dropped_and_nothing_is_told_twice(value in any_json()) {
        let record = serde_json::json!({ "kwh": 1, "charging_periods": value });
        let text = record.to_string();
        let by_class = split(Module::Session, &text).unwrap();
        prop_assert_eq!(by_class.iter().count(), leaves(&record));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[{}\\[\\]\",:a-c1\\\\ é]{0,40}") {
        let _ = split(Module::Cdr, &text);
    }
}
