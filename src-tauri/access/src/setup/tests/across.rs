//! Mistakes that take two entries.

use super::*;
use crate::Kind;

fn assignment(place: &str, reference: &str, from: i32, until: impl Into<Option<i32>>) -> Value {
    let year = |year: i32| format!("{year}-01-01T00:00:00Z");
    let mut assignment =
        json!({ "unit": "yard", "from": year(from), "until": until.into().map(year) });
    put(&mut assignment, &format!("/{place}"), json!(reference));
    assignment
}

fn assigned(assignments: Value) -> Value {
    right_but("/tenants/0/assignments", assignments)
}

fn overlap(of: OverlapOf, with: &str) -> MistakeKind {
    MistakeKind::Overlap {
        of,
        with: with.to_owned(),
    }
}

#[test]
fn what_names_nothing_of_a_list_in_the_file_is_unknown() {
    for (pointer, path, kind) in [
        (
            "/tenants/0/assignments/0/unit",
            "$.tenants[0].assignments[0].unit",
            Kind::Unit,
        ),
        (
            "/tenants/0/assignments/1/connection",
            "$.tenants[0].assignments[1].connection",
            Kind::Connection,
        ),
        (
            "/tenants/0/drivers/0/group",
            "$.tenants[0].drivers[0].group",
            Kind::Group,
        ),
        (
            "/tenants/0/people/0/grants/0/role",
            "$.tenants[0].people[0].grants[0].role",
            Kind::Role,
        ),
        (
            "/tenants/0/people/1/grants/0/given_by",
            "$.tenants[0].people[1].grants[0].given_by",
            Kind::Person,
        ),
        (
            "/tenants/0/people/1/grants/0/units/0",
            "$.tenants[0].people[1].grants[0].units[0]",
            Kind::Unit,
        ),
        (
            "/tenants/0/people/1/grants/0/drivers/0",
            "$.tenants[0].people[1].grants[0].drivers[0]",
            Kind::Driver,
        ),
        (
            "/tenants/0/people/1/grants/0/vehicles/0",
            "$.tenants[0].people[1].grants[0].vehicles[0]",
            Kind::Vehicle,
        ),
        (
            "/tenants/0/people/1/grants/0/groups/0",
            "$.tenants[0].people[1].grants[0].groups[0]",
            Kind::Group,
        ),
    ] {
        let what = MistakeKind::UnknownId {
            kind,
            id: "nowhere-to-be-seen".into(),
            meant: None,
        };
        let file = right_but(pointer, json!("nowhere-to-be-seen"));
        assert_eq!(mistakes_in(&file), [(path.to_owned(), what)]);
    }
}

#[test]
fn a_unit_of_another_tenant_is_unknown() {
    let mine = json!({ "unit": "yard", "location": "LOC-7" });
    let paths: Vec<_> = mistakes_in(&right_but("/tenants/1/assignments", json!([mine])));
    assert_eq!(paths.len(), 1);
    assert_eq!(paths[0].0, "$.tenants[1].assignments[0].unit");
}

#[test]
fn a_name_of_a_list_that_is_left_out_is_left_to_the_store() {
    for pointer in [
        "/tenants/0/units",
        "/tenants/0/groups",
        "/tenants/0/roles",
        "/connections",
    ] {
        assert_eq!(mistakes_in(&without(pointer)), [], "{pointer}");
    }
    // some unit keeps children that the file does not name
    let mut file = without("/tenants/0/units/0/units/1/units");
    put(&mut file, "/tenants/0/assignments/0/unit", json!("cellar"));
    assert_eq!(mistakes_in(&file), []);
}

#[test]
fn a_place_is_not_held_twice_at_one_time() {
    let path = "$.tenants[0].assignments[1]";
    let first = "$.tenants[0].assignments[0]";
    for (one, other, of) in [
        (
            assignment("location", "L", 2020, 2024),
            assignment("location", "l", 2023, None),
            OverlapOf::Location,
        ),
        (
            assignment("location", "L", 2023, None),
            assignment("location", "L", 2020, 2024),
            OverlapOf::Location,
        ),
        (
            assignment("evse", "E", 2020, None),
            assignment("evse", "ABC/E", 2021, 2022),
            OverlapOf::Evse,
        ),
        (
            assignment("evse", "ABC/E", 2020, None),
            assignment("evse", "DE-ABC/E", 2021, 2022),
            OverlapOf::Evse,
        ),
    ] {
        let file = assigned(json!([one, other]));
        assert_eq!(
            mistakes_in(&file),
            [(path.to_owned(), overlap(of, first))],
            "{file}"
        );
    }
}

#[test]
fn what_only_touches_or_lies_elsewhere_does_not_overlap() {
    let at = |mut assignment: Value, connection: &str| {
        put(&mut assignment, "/connection", json!(connection));
        assignment
    };
    for (one, other) in [
        (
            assignment("location", "L", 2020, 2023),
            assignment("location", "L", 2023, None),
        ),
        (
            assignment("location", "L", 2020, None),
            assignment("evse", "L", 2020, None),
        ),
        (
            assignment("evse", "ABC/E", 2020, None),
            assignment("evse", "XYZ/E", 2020, None),
        ),
        (
            at(assignment("evse", "E", 2020, None), "main"),
            at(assignment("evse", "E", 2020, None), "old"),
        ),
    ] {
        let file = assigned(json!([one, other]));
        assert_eq!(mistakes_in(&file), [], "{file}");
    }
    let all = assigned(json!([
        assignment("evse", "E", 2020, None),
        at(assignment("evse", "E", 2021, None), "old")
    ]));
    assert_eq!(
        mistakes_in(&all).len(),
        1,
        "without a connection it means all"
    );
}

#[test]
fn a_place_is_not_held_by_two_tenants_at_one_time() {
    let mut file = right();
    let room = json!([{ "id": "room", "kind": "property", "name": "Haus", "units": [] }]);
    put(&mut file, "/tenants/1/units", room);
    put(
        &mut file,
        "/tenants/1/assignments",
        json!([{ "unit": "room", "location": "loc-1" }]),
    );
    let what = overlap(OverlapOf::Location, "$.tenants[0].assignments[0]");
    assert_eq!(
        mistakes_in(&file),
        [("$.tenants[1].assignments[0]".to_owned(), what)]
    );
}

#[test]
fn every_overlap_of_a_longer_history_is_named_once() {
    let file = assigned(json!([
        assignment("location", "L", 2020, 2022),
        assignment("location", "L", 2021, 2024),
        assignment("location", "L", 2023, 2025),
        assignment("location", "L", 2025, 2026),
    ]));
    let paths: Vec<_> = mistakes_in(&file)
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        paths,
        ["$.tenants[0].assignments[1]", "$.tenants[0].assignments[2]"]
    );
}

#[test]
fn a_token_is_not_enrolled_twice_at_one_time_in_a_tenant_driver_or_vehicle() {
    let path = |text: &str| text.to_owned();
    let file = right_but("/tenants/0/vehicles/0/tokens/0/uid", json!("abc/no-123"));
    let what = overlap(OverlapOf::Token, "$.tenants[0].vehicles[0].tokens[0]");
    let mistakes = mistakes_in(&file);
    assert_eq!(
        mistakes,
        [(path("$.tenants[0].drivers[0].tokens[0]"), what)]
    );

    let same = json!([{ "id": "guest", "name": "G. Ast", "tokens": [{ "uid": "NO-123" }] }]);
    assert_eq!(
        mistakes_in(&right_but("/tenants/1/drivers", same)),
        [],
        "another tenant may"
    );
}

fn people(grants: &[(&str, &[Option<&str>])]) -> Value {
    let people: Vec<Value> = grants
        .iter()
        .map(|(id, givers)| {
            let grants: Vec<Value> = givers
                .iter()
                .map(|giver| json!({ "role": "controller", "may_delegate": true, "given_by": giver }))
                .collect();
            json!({ "id": id, "name": id, "grants": grants })
        })
        .collect();
    right_but("/tenants/0/people", json!(people))
}

#[test]
fn nobody_gives_to_themselves() {
    let file = people(&[("a", &[None, Some("a")])]);
    let path = "$.tenants[0].people[0].grants[1].given_by".to_owned();
    assert_eq!(mistakes_in(&file), [(path, MistakeKind::GivenToThemselves)]);
}

#[test]
fn no_grant_goes_back_to_who_it_came_from() {
    let file = people(&[
        ("a", &[None, Some("c")]),
        ("b", &[Some("a")]),
        ("c", &[Some("b")]),
    ]);
    let expected: Vec<_> = [(0, 1), (1, 0), (2, 0)]
        .into_iter()
        .map(|(person, grant)| {
            let path = format!("$.tenants[0].people[{person}].grants[{grant}].given_by");
            (path, MistakeKind::GivenInACircle)
        })
        .collect();
    assert_eq!(mistakes_in(&file), expected);
    assert_eq!(
        mistakes_in(&people(&[("a", &[Some("b")]), ("b", &[Some("a")])])).len(),
        2
    );
}

#[test]
fn a_grant_is_handed_on_twice_at_most() {
    let twice = [
        ("a", [None].as_slice()),
        ("b", &[Some("a")]),
        ("c", &[Some("b")]),
    ];
    assert_eq!(mistakes_in(&people(&twice)), []);
    let thrice: Vec<_> = twice
        .into_iter()
        .chain([("d", [Some("c")].as_slice())])
        .collect();
    let path = "$.tenants[0].people[3].grants[0].given_by".to_owned();
    assert_eq!(
        mistakes_in(&people(&thrice)),
        [(path, MistakeKind::GivenTooDeep)]
    );
}

#[test]
fn depth_is_counted_along_grants_that_may_be_handed_on() {
    let mut file = people(&[
        ("a", &[None]),
        ("b", &[Some("a")]),
        ("c", &[None, Some("b")]),
        ("d", &[Some("c")]),
    ]);
    assert_eq!(mistakes_in(&file), [], "c gives what the operator gave");
    put(
        &mut file,
        "/tenants/0/people/2/grants/0/may_delegate",
        json!(false),
    );
    assert_eq!(mistakes_in(&file).len(), 1, "c can only give what b gave");
}
