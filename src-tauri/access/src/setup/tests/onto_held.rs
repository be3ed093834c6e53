//! What the file leaves out is taken from what the profile holds.

use super::*;
use crate::{ConnectionId, Kind, PersonId, TenantId, UnitId};

fn held() -> Held {
    let unit = |id: &str| UnitId::new(id).unwrap();
    let mut lindenhof = HeldTenant::default();
    lindenhof.units.insert(unit("all"), None);
    lindenhof.units.insert(unit("cellar"), Some(unit("all")));
    lindenhof.units.insert(unit("rack"), Some(unit("cellar")));
    lindenhof.assignments.push(AssignmentSetup {
        unit: unit("cellar"),
        place: Place::Location(reference("ABC/LOC-5")),
        connection: None,
        during: Interval::ALWAYS,
    });
    lindenhof.enrolments.push(HeldEnrolment {
        holder: Holder::Driver(crate::DriverId::new("d1").unwrap()),
        uid: reference("CARD-1"),
        during: Interval::ALWAYS,
    });
    let given_by = PersonId::new("erika").ok();
    let person = PersonId::new("max").unwrap();
    lindenhof.people.insert(
        person,
        vec![HeldGrant {
            may_delegate: true,
            given_by,
        }],
    );
    Held {
        connections: [ConnectionId::new("main").unwrap()].into(),
        tenants: [(TenantId::new("lindenhof").unwrap(), lindenhof)].into(),
    }
}

/// The mistakes of a file that says this of Lindenhof.
fn mistakes_onto(held: &Held, lindenhof: Value) -> Vec<(String, MistakeKind)> {
    let mut tenant =
        json!({ "id": "lindenhof", "name": "Lindenhof", "time_zone": "Europe/Berlin" });
    for (key, value) in lindenhof.as_object().unwrap() {
        put(&mut tenant, &format!("/{key}"), value.clone());
    }
    match read_onto(&json!({ "tenants": [tenant] }).to_string(), held) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes
            .iter()
            .map(|one| (one.path.clone(), one.what.clone()))
            .collect(),
    }
}

fn unknown_unit(id: &str) -> MistakeKind {
    MistakeKind::UnknownId {
        kind: Kind::Unit,
        id: id.to_owned(),
        meant: None,
    }
}

#[test]
fn a_right_file_is_right_onto_a_new_profile() {
    assert!(read_onto(&right().to_string(), &Held::default()).is_ok());
}

#[test]
fn a_name_is_looked_for_in_what_is_held_when_its_list_is_left_out() {
    let file = json!({ "assignments": [
        { "unit": "rack", "location": "L", "connection": "main" },
        { "unit": "attic", "location": "M" },
    ] });
    let path = "$.tenants[0].assignments[1].unit".to_owned();
    assert_eq!(
        mistakes_onto(&held(), file.clone()),
        [(path, unknown_unit("attic"))]
    );
    assert_eq!(
        mistakes_onto(&Held::default(), file).len(),
        2,
        "a new profile holds nothing, but the connection that a sync makes by itself"
    );
}

#[test]
fn units_below_one_that_leaves_its_own_out_are_kept_and_others_are_not() {
    let file = |unit: Value| json!({ "units": [unit], "assignments": [ { "unit": "rack", "location": "L" } ] });
    let keeps = json!({ "id": "all", "kind": "portfolio", "name": "Alles" });
    assert_eq!(mistakes_onto(&held(), file(keeps.clone())), []);
    let mut empties = keeps;
    put(&mut empties, "/units", json!([]));
    let path = "$.tenants[0].assignments[0].unit".to_owned();
    assert_eq!(
        mistakes_onto(&held(), file(empties)),
        [(path, unknown_unit("rack"))]
    );
}

#[test]
fn an_assignment_does_not_overlap_what_another_tenant_keeps() {
    let file = json!({ "tenants": [
        { "id": "hotel", "name": "Hotel", "time_zone": "Europe/Vienna",
          "units": [ { "id": "house", "kind": "property", "name": "Haus", "units": [] } ],
          "assignments": [ { "unit": "house", "location": "loc-5" } ] },
        { "id": "lindenhof", "name": "Lindenhof", "time_zone": "Europe/Berlin" }
    ] });
    let mistakes = read_onto(&file.to_string(), &held()).unwrap_err();
    let what = MistakeKind::OverlapWithHeld {
        of: OverlapOf::Location,
        tenant: "lindenhof".into(),
    };
    let path = "$.tenants[0].assignments[0]".to_owned();
    assert_eq!(mistakes, Mistakes::one(Mistake { path, what }));
}

#[test]
fn an_enrolment_overlaps_one_that_is_kept_and_none_that_is_replaced() {
    let vehicles = json!([{ "id": "van", "tokens": [{ "uid": "card-1" }] }]);
    let mistakes = mistakes_onto(&held(), json!({ "vehicles": vehicles }));
    let path = "$.tenants[0].vehicles[0].tokens[0]".to_owned();
    let what = MistakeKind::OverlapWithHeld {
        of: OverlapOf::Token,
        tenant: "lindenhof".into(),
    };
    assert_eq!(mistakes, [(path, what)]);
    for (drivers, count) in [
        (json!([]), 0),
        (json!([{ "id": "d1", "name": "D", "tokens": [] }]), 0),
        (json!([{ "id": "d1", "name": "D" }]), 1),
    ] {
        let file = json!({ "vehicles": vehicles, "drivers": drivers });
        assert_eq!(mistakes_onto(&held(), file).len(), count, "{drivers}");
    }
}

#[test]
fn a_circle_is_found_over_grants_that_are_kept() {
    let people = json!([
        { "id": "erika", "name": "Erika", "grants": [{ "role": "controller", "given_by": "max" }] },
        { "id": "max", "name": "Max" }
    ]);
    let path = "$.tenants[0].people[0].grants[0].given_by".to_owned();
    let mistakes = mistakes_onto(&held(), json!({ "people": people }));
    assert_eq!(mistakes, [(path, MistakeKind::GivenInACircle)]);
}
