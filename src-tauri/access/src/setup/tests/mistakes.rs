//! Mistakes that one entry makes by itself.

use super::*;
use crate::Kind;

fn assert_mistake(file: &Value, path: &str, what: MistakeKind) {
    assert_eq!(mistakes_in(file), [(path.to_owned(), what)]);
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn what_is_no_json_is_one_mistake_with_its_line_and_column() {
    let mistakes = read("{\n  \"operator\": { \"name\": Muster }\n}").unwrap_err();
    let what = MistakeKind::Syntax {
        line: 2,
        column: 25,
    };
    assert_eq!(
        mistakes,
        Mistakes::one(Mistake {
            path: "$".into(),
            what
        })
    );

    let mistakes = read("{ \"tenants\": [\n").unwrap_err();
    assert_eq!(
        mistakes.iter().next().unwrap().what,
        MistakeKind::EndsEarly { line: 2 }
    );
    for text in [
        "",
        "{} {}",
        "{,}",
        "nul",
        &"[".repeat(1_000),
        "{\"k\": 1e999}",
    ] {
        assert_eq!(read(text).unwrap_err().iter().count(), 1, "{text}");
    }
}

#[test]
fn json_that_is_no_object_is_of_the_wrong_type() {
    for (text, found) in [
        ("[]", JsonKind::List),
        ("null", JsonKind::Null),
        ("7", JsonKind::Number),
    ] {
        let what = MistakeKind::WrongType {
            expected: JsonKind::Object,
            found,
        };
        assert_eq!(
            read(text).unwrap_err(),
            Mistakes::one(Mistake {
                path: "$".into(),
                what
            })
        );
    }
}

#[test]
fn a_key_that_nothing_reads_is_named_with_the_one_that_was_meant() {
    let unknown = |key: &str, meant| MistakeKind::UnknownKey {
        key: key.to_owned(),
        meant,
    };
    assert_mistake(
        &right_but(
            "/tenants/0/people/1/grants/0/dat_from",
            json!("2025-01-01T00:00:00Z"),
        ),
        "$.tenants[0].people[1].grants[0].dat_from",
        unknown("dat_from", None), // data_from is there already
    );
    assert_mistake(
        &right_but("/tenants/1/driver", json!([])),
        "$.tenants[1].driver",
        unknown("driver", some("drivers")),
    );
    assert_mistake(
        &right_but("/connections/0/access token", json!("?")),
        "$.connections[0][\"access token\"]",
        unknown("access token", None),
    );
}

#[test]
fn a_key_that_stands_twice_is_a_mistake_though_json_allows_it() {
    let mistakes = read(r#"{ "operator": { "name": "A", "name": "B" }, "tenants": [] }"#);
    let path = "$.operator.name".to_owned();
    assert_eq!(
        mistakes.unwrap_err(),
        Mistakes::one(Mistake {
            path,
            what: MistakeKind::RepeatedKey
        })
    );
}

#[test]
fn a_key_that_must_be_there_is_missed_where_it_would_stand() {
    for (pointer, path) in [
        ("/operator/name", "$.operator.name"),
        ("/connections/0/kind", "$.connections[0].kind"),
        ("/connections/0/url", "$.connections[0].url"),
        ("/tenants/0/name", "$.tenants[0].name"),
        ("/tenants/0/time_zone", "$.tenants[0].time_zone"),
        ("/tenants/0/units/0/kind", "$.tenants[0].units[0].kind"),
        (
            "/tenants/0/assignments/0/unit",
            "$.tenants[0].assignments[0].unit",
        ),
        (
            "/tenants/0/drivers/0/tokens/0/uid",
            "$.tenants[0].drivers[0].tokens[0].uid",
        ),
        ("/tenants/0/roles/0/from", "$.tenants[0].roles[0].from"),
        (
            "/tenants/0/people/0/grants/0/role",
            "$.tenants[0].people[0].grants[0].role",
        ),
    ] {
        assert_mistake(&without(pointer), path, MistakeKind::MissingKey);
    }
}

#[test]
fn a_value_of_another_type_is_named_with_both_types() {
    use JsonKind::{Bool, List, Null, Number, Object, Text, WholeNumber};
    for (pointer, value, path, expected, found) in [
        ("/operator", json!("x"), "$.operator", Object, Text),
        ("/connections", Value::Null, "$.connections", List, Null),
        (
            "/connections/1",
            json!([]),
            "$.connections[1]",
            Object,
            List,
        ),
        (
            "/tenants/1/name",
            json!(5),
            "$.tenants[1].name",
            Text,
            Number,
        ),
        (
            "/tenants/0/k",
            json!("5"),
            "$.tenants[0].k",
            WholeNumber,
            Text,
        ),
        (
            "/tenants/1/people",
            json!({}),
            "$.tenants[1].people",
            List,
            Object,
        ),
        (
            "/tenants/0/ceiling",
            Value::Null,
            "$.tenants[0].ceiling",
            Object,
            Null,
        ),
        (
            "/tenants/0/people/0/grants/0/may_delegate",
            json!("yes"),
            "$.tenants[0].people[0].grants[0].may_delegate",
            Bool,
            Text,
        ),
    ] {
        let what = MistakeKind::WrongType { expected, found };
        assert_mistake(&right_but(pointer, value), path, what);
    }
}

#[test]
fn a_text_for_people_is_neither_empty_nor_broken_over_lines() {
    for (value, what) in [
        ("", MistakeKind::EmptyText),
        (" \t", MistakeKind::EmptyText),
        ("a\nb", MistakeKind::ControlCharacter),
        ("\u{1b}[2J", MistakeKind::ControlCharacter),
    ] {
        for (pointer, path) in [
            ("/tenants/0/units/0/name", "$.tenants[0].units[0].name"),
            ("/tenants/0/people/0/name", "$.tenants[0].people[0].name"),
            (
                "/tenants/0/drivers/0/cost_centre",
                "$.tenants[0].drivers[0].cost_centre",
            ),
        ] {
            assert_mistake(&right_but(pointer, json!(value)), path, what.clone());
        }
    }
}

#[test]
fn paper_has_room_for_so_many_lines() {
    let file = |key: &str, place: &str, lines: usize| {
        let mut file = right();
        file.pointer_mut(place).unwrap()[key] = json!(vec!["A line"; lines]);
        file
    };
    for (key, place, path, most) in [
        ("letterhead", "/tenants/0", "$.tenants[0].letterhead", 5),
        (
            "recipient",
            "/tenants/0/units/0",
            "$.tenants[0].units[0].recipient",
            6,
        ),
    ] {
        assert_eq!(mistakes_in(&file(key, place, most)), []);
        let what = MistakeKind::TooManyLines { most };
        assert_mistake(&file(key, place, most + 1), path, what);
    }
}

#[test]
fn k_is_a_whole_number_from_3_to_20() {
    for right in [3, 20] {
        assert_eq!(mistakes_in(&right_but("/tenants/0/k", json!(right))), []);
    }
    for wrong in [json!(2), json!(21), json!(-5), json!(5.5), json!(261)] {
        let what = MistakeKind::OutOfRange { least: 3, most: 20 };
        assert_mistake(&right_but("/tenants/0/k", wrong), "$.tenants[0].k", what);
    }
}

#[test]
fn a_word_of_no_list_is_named_with_the_one_that_was_meant() {
    for (pointer, path, list, found, meant) in [
        (
            "/connections/0/kind",
            "$.connections[0].kind",
            WordList::ConnectionKind,
            "OCPI",
            some("ocpi"),
        ),
        (
            "/tenants/0/units/0/kind",
            "$.tenants[0].units[0].kind",
            WordList::UnitKind,
            "building",
            None,
        ),
        (
            "/tenants/0/groups/0/usage",
            "$.tenants[0].groups[0].usage",
            WordList::Usage,
            "unknown",
            None,
        ),
        (
            "/tenants/0/roles/0/classes/0",
            "$.tenants[0].roles[0].classes[0]",
            WordList::Class,
            "X",
            None,
        ),
        (
            "/tenants/0/ceiling/classes/0",
            "$.tenants[0].ceiling.classes[0]",
            WordList::Class,
            "S_LIFE",
            some("S_LIVE"),
        ),
        (
            "/tenants/0/roles/0/from",
            "$.tenants[0].roles[0].from",
            WordList::Template,
            "auditor",
            None,
        ),
        (
            "/tenants/0/time_zone",
            "$.tenants[0].time_zone",
            WordList::TimeZone,
            "Europe/Belrin",
            some("Europe/Berlin"),
        ),
        (
            "/tenants/0/time_zone",
            "$.tenants[0].time_zone",
            WordList::TimeZone,
            "+01:00",
            None,
        ),
    ] {
        let what = MistakeKind::UnknownWord {
            list,
            found: found.to_owned(),
            meant,
        };
        assert_mistake(&right_but(pointer, json!(found)), path, what);
    }
}

#[test]
fn an_interval_ends_after_it_starts() {
    for (pointer, path) in [
        (
            "/tenants/0/assignments/0/until",
            "$.tenants[0].assignments[0].until",
        ),
        (
            "/tenants/0/drivers/0/tokens/1/until",
            "$.tenants[0].drivers[0].tokens[1].until",
        ),
        (
            "/tenants/0/people/1/grants/0/until",
            "$.tenants[0].people[1].grants[0].until",
        ),
        (
            "/tenants/0/people/1/grants/0/data_until",
            "$.tenants[0].people[1].grants[0].data_until",
        ),
    ] {
        let mistakes = mistakes_in(&right_but(pointer, json!("2023-01-01T01:00:00+01:00")));
        assert_eq!(mistakes.len(), 1, "{pointer}");
        assert_eq!(mistakes[0].0, path);
        assert!(
            matches!(mistakes[0].1, MistakeKind::EndsBeforeItStarts { .. }),
            "{pointer}"
        );
    }
}

#[test]
fn an_instant_has_a_date_a_time_and_an_offset() {
    for found in [
        "2026-01-01",
        "2026-01-01T00:00:00",
        "tomorrow",
        "2026-02-30T00:00:00Z",
    ] {
        assert_mistake(
            &right_but("/tenants/0/assignments/0/from", json!(found)),
            "$.tenants[0].assignments[0].from",
            MistakeKind::NotAnInstant {
                found: found.to_owned(),
            },
        );
    }
}

#[test]
fn an_assignment_names_one_place() {
    let path = "$.tenants[0].assignments[0]";
    assert_mistake(
        &without("/tenants/0/assignments/0/location"),
        path,
        MistakeKind::NoPlace,
    );
    let both = right_but("/tenants/0/assignments/0/evse", json!("E"));
    assert_mistake(&both, path, MistakeKind::TwoPlaces);
    assert_mistake(
        &right_but("/tenants/0/assignments/0/location", json!("ABCD/LOC")),
        "$.tenants[0].assignments[0].location",
        MistakeKind::NotAReference {
            found: "ABCD/LOC".into(),
        },
    );
}

#[test]
fn a_url_with_a_password_is_refused_without_repeating_it() {
    let file = right_but(
        "/connections/0/url",
        json!("https://me:hunter2@cpms.example/ocpi"),
    );
    let why = UrlFault::Credentials;
    assert_mistake(&file, "$.connections[0].url", MistakeKind::NotAUrl { why });
    let mistakes = read_value(&file).unwrap_err();
    for lang in [Lang::De, Lang::En] {
        assert!(!mistakes.sentences(lang).contains("hunter2"));
    }
}

#[test]
fn the_operators_own_id_names_no_person() {
    let reserved = || MistakeKind::ReservedId {
        id: "operator".into(),
    };
    assert_mistake(
        &right_but("/tenants/0/people/1/id", json!("operator")),
        "$.tenants[0].people[1].id",
        reserved(),
    );
    assert_mistake(
        &right_but("/tenants/0/people/1/grants/0/given_by", json!("operator")),
        "$.tenants[0].people[1].grants[0].given_by",
        reserved(),
    );
}

#[test]
fn nothing_is_called_as_what_belongs_to_none() {
    for (pointer, path) in [
        ("/tenants/0/id", "$.tenants[0].id"),
        (
            "/tenants/0/drivers/0/cost_centre",
            "$.tenants[0].drivers[0].cost_centre",
        ),
    ] {
        let file = right_but(pointer, json!("-"));
        assert_mistake(&file, path, MistakeKind::MeansNone);
    }
}

#[test]
fn a_role_of_the_tenants_own_does_not_take_a_templates_id() {
    let mut file = right_but("/tenants/0/roles/0/id", json!("controller"));
    put(
        &mut file,
        "/tenants/0/people/1/grants/0/role",
        json!("controller"),
    );
    let what = MistakeKind::TemplateId {
        id: "controller".into(),
    };
    assert_mistake(&file, "$.tenants[0].roles[0].id", what);
}

#[test]
fn all_mistakes_are_found_in_one_run() {
    let mut file = right();
    put(&mut file, "/operator/name", json!(""));
    put(&mut file, "/tenants/0/k", json!(2));
    put(&mut file, "/tenants/0/assignments/0/from", json!("?"));
    put(&mut file, "/tenants/0/assignments/1/unit", json!("attic"));
    put(&mut file, "/tenants/1/id", json!("Hotel"));
    let paths: Vec<_> = mistakes_in(&file)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        paths,
        [
            "$.operator.name",
            "$.tenants[0].k",
            "$.tenants[0].assignments[0].from",
            "$.tenants[1].id",
            "$.tenants[0].assignments[1].unit",
        ]
    );
}

#[test]
fn a_mistake_is_a_sentence_in_either_language() {
    let mistakes = read_value(&right_but(
        "/tenants/0/people/1/grants/0/units/0",
        json!("al"),
    ));
    let mistakes = mistakes.unwrap_err();
    assert_eq!(
        mistakes.to_string(),
        "$.tenants[0].people[1].grants[0].units[0]: There is no unit `al`. Did you mean `all`?"
    );
    assert_eq!(
        mistakes.sentences(Lang::De),
        "$.tenants[0].people[1].grants[0].units[0]: \
         Unter den Einheiten gibt es „al“ nicht. Ist „all“ gemeint?"
    );
}

#[test]
fn a_text_of_the_file_stays_on_one_line_of_a_sentence() {
    let id = format!("a\n\u{1b}[31m{}", "z".repeat(500));
    let file = right_but("/tenants/0/groups/0/id", json!(id));
    for lang in [Lang::De, Lang::En] {
        let first = read_value(&file)
            .unwrap_err()
            .iter()
            .next()
            .unwrap()
            .sentence(lang);
        assert!(
            !first.contains(char::is_control) && first.chars().count() < 200,
            "{first}"
        );
    }
}

#[test]
fn ids_are_unique_in_their_tenant_each_kind_by_itself() {
    let yard = json!({ "id": "yard", "kind": "site", "name": "Noch ein Hof", "units": [] });
    assert_mistake(
        &right_but("/tenants/0/units/1", yard.clone()),
        "$.tenants[0].units[1].id",
        MistakeKind::DuplicateId {
            kind: Kind::Unit,
            id: "yard".into(),
            first: "$.tenants[0].units[0].units[0].units[0].id".into(),
        },
    );
    assert_eq!(
        mistakes_in(&right_but("/tenants/1/units/0", yard)),
        [],
        "in another tenant"
    );
    let group = json!({ "id": "yard", "name": "Hofgemeinschaft", "usage": "guest" });
    assert_eq!(
        mistakes_in(&right_but("/tenants/0/groups/1", group)),
        [],
        "of another kind"
    );
    assert_mistake(
        &right_but("/tenants/1/id", json!("lindenhof")),
        "$.tenants[1].id",
        MistakeKind::DuplicateId {
            kind: Kind::Tenant,
            id: "lindenhof".into(),
            first: "$.tenants[0].id".into(),
        },
    );
}
