//! Sentences about places and tokens that change hands, and about what today is.

use chrono_tz::{America::Santiago, Asia::Kolkata};
use model::{CiString, Credit};
use serde_json::{Value, json};

use super::{Expected, Expected::*, fixed, seen};
use crate::proof::{Kind, World};

/// The only session looked at: of the internal driver at A, 2026-06-01T06:00:00Z.
const START: &str = "2026-06-01T06:00:00Z";
const NAME: &str = "own-internal-before";

fn controller() -> World {
    fixed::world(json!([{ "role": "controller" }]))
}

fn assigned(world: &mut World, assignments: Value) {
    world.setup["tenants"][0]["assignments"] = assignments;
}

fn assert_seen(world: &World, person: &str, record: &str, field: &str, is: &Expected) {
    let (kind, id) = match record {
        "session" => (Kind::Session, format!("S-{NAME}")),
        _ => (Kind::Cdr, format!("C-{NAME}")),
    };
    let found = seen(world, person, kind, &fixed::key(&id), field);
    assert!(is.is(found.as_ref()), "expected {is}, it is {found:?}");
}

fn with_cdr(world: &mut World, change: impl Fn(&mut model::Cdr)) {
    let name: CiString = format!("C-{NAME}").into();
    let cdrs = &mut world.cpms[0].cdrs;
    cdrs.iter_mut()
        .filter(|cdr| cdr.id.id == name)
        .for_each(change);
}

#[test]
fn a_session_belongs_to_who_held_the_place_when_it_started() {
    let mut world = controller();
    assigned(
        &mut world,
        json!([
            { "unit": "b-site", "location": "LOC-A", "until": START },
            { "unit": "a-site", "location": "loc-a", "from": START },
        ]),
    );
    assert_seen(&world, "haus/p", "session", "unit", &ShownAs("haus/a-site"));
    // handed over in the same second: it is the neighbour's
    assigned(
        &mut world,
        json!([{ "unit": "a-site", "location": "LOC-A", "until": START }]),
    );
    world.setup["tenants"][1]["assignments"] =
        json!([{ "unit": "a", "location": "LOC-A", "from": START }]);
    assert_seen(&world, "haus/p", "session", "unit", &NoRow);
    assert_seen(
        &world,
        "nachbar/p",
        "session",
        "unit",
        &ShownAs("nachbar/a"),
    );
    // who is nobody's driver there
    assert_seen(&world, "nachbar/p", "session", "driver_name", &Empty);
}

#[test]
fn an_evse_goes_its_own_way_while_it_has_an_assignment() {
    let mut world = controller();
    let (location, evse) = ("LOC-A", "E-A");
    let own = |from: &str| {
        json!([
            { "unit": "a-site", "location": location },
            { "unit": "b-site", "evse": evse, "from": from },
        ])
    };
    assigned(&mut world, own(START));
    assert_seen(&world, "haus/p", "session", "unit", &ShownAs("haus/b-site"));
    assigned(&mut world, own("2026-06-01T06:00:01Z"));
    assert_seen(&world, "haus/p", "session", "unit", &ShownAs("haus/a-site"));
    // a Location of which one EVSE is elsewhere does not lie whole in one unit
    let mut second = fixed::place("LOC-A", "E-A2").evses;
    world.cpms[0].locations[0].evses.append(&mut second);
    assigned(&mut world, own(START));
    with_cdr(&mut world, |cdr| cdr.evse_uid = None);
    assert_seen(&world, "haus/p", "cdr", "unit", &NoRow);
    assert_seen(&world, World::OPERATOR, "cdr", "unit", &Empty);
    with_cdr(&mut world, |cdr| cdr.evse_id = Some("de*hvb*e-a2".into()));
    assert_seen(&world, "haus/p", "cdr", "unit", &ShownAs("haus/a-site"));
}

#[test]
fn an_unknown_evse_goes_by_its_whole_location() {
    let mut world = controller();
    with_cdr(&mut world, |cdr| cdr.evse_uid = Some("E-GONE".into()));
    assert_seen(&world, "haus/p", "cdr", "unit", &ShownAs("haus/a-site"));
    assert_seen(&world, "haus/p", "cdr", "evse", &Empty);
    // but is none that a grant of EVSEs or Locations can name
    let mut named = fixed::world(json!([{ "role": "controller", "locations": ["LOC-A"] }]));
    assert_seen(&named, "haus/p", "cdr", "unit", &Shown);
    with_cdr(&mut named, |cdr| cdr.evse_uid = Some("E-GONE".into()));
    assert_seen(&named, "haus/p", "cdr", "unit", &NoRow);
}

#[test]
fn a_name_that_means_two_places_holds_neither() {
    let mut world = controller();
    let mut twin = fixed::place("LOC-C", "E-A");
    twin.id.party.party_id = "ABC".into();
    world.cpms[0].locations.push(twin);
    let by = |evse: &str| json!([{ "unit": "a-site", "location": "LOC-A" }, { "unit": "b-site", "evse": evse }]);
    assigned(&mut world, by("E-A"));
    assert_seen(&world, "haus/p", "session", "unit", &NoRow);
    assigned(&mut world, by("de-hvb/E-A"));
    assert_seen(&world, "haus/p", "session", "unit", &ShownAs("haus/b-site"));
}

#[test]
fn a_token_is_whose_it_was() {
    let mut world = controller();
    let drivers = |first: &str, second: &str| {
        json!([
            { "id": "i", "name": "Ina", "tokens": [{ "uid": "t-internal", "until": first }] },
            { "id": "g", "name": "Gil", "tokens": [{ "uid": "EMP/T-internal", "from": second }] },
        ])
    };
    world.setup["tenants"][0]["drivers"] = drivers(START, START);
    assert_seen(&world, "haus/p", "session", "driver", &ShownAs("g"));
    world.setup["tenants"][0]["drivers"] = drivers("2026-06-01T06:00:01Z", "2026-06-01T06:00:01Z");
    assert_seen(&world, "haus/p", "session", "driver", &ShownAs("i"));
    world.setup["tenants"][0]["drivers"] =
        json!([{ "id": "i", "name": "Ina", "tokens": [{ "uid": "XYZ/T-internal" }] }]);
    assert_seen(&world, "haus/p", "session", "driver", &Empty);
}

#[test]
fn today_is_cut_where_the_unit_is() {
    let mut world = fixed::world(json!([{ "role": "site-manager" }]));
    // 01:00 in Santiago on the 17th; yesterday was until 04:00 UTC
    world.now = fixed::instant("2026-06-17T05:00:00Z");
    let set_start = |world: &mut World, start: &str| {
        let start = fixed::instant(start);
        with_cdr(world, |cdr| cdr.started_at = start);
    };
    set_start(&mut world, "2026-06-17T03:59:59Z");
    assert_seen(&world, "haus/p", "cdr", "energy_wh", &Shown); // in Berlin it is the 17th
    world.cpms[0].locations[0].time_zone = Santiago;
    assert_seen(&world, "haus/p", "cdr", "energy_wh", &NoRow);
    set_start(&mut world, "2026-06-17T04:00:00Z");
    assert_seen(&world, "haus/p", "cdr", "energy_wh", &Shown);
    // Locations that disagree: the tenant's zone, where the day began at 22:00 UTC
    let mut second = fixed::place("LOC-C", "E-C");
    second.time_zone = Kolkata;
    world.cpms[0].locations.push(second);
    assigned(
        &mut world,
        json!([{ "unit": "a-site", "location": "LOC-A" }, { "unit": "a-site", "location": "LOC-C" }]),
    );
    set_start(&mut world, "2026-06-16T22:00:00Z");
    assert_seen(&world, "haus/p", "cdr", "energy_wh", &Shown);
    set_start(&mut world, "2026-06-16T21:59:59Z");
    assert_seen(&world, "haus/p", "cdr", "energy_wh", &NoRow);
}

#[test]
fn a_credit_takes_off_whatever_its_sign() {
    for sign in [1, -1] {
        let mut world = controller();
        with_cdr(&mut world, |cdr| {
            cdr.credit = Some(Credit { reference_id: None });
            cdr.energy = model::Energy::from_wh(10_000 * sign);
            cdr.cost.net = model::Amount::from_minor4(40_000 * sign);
            cdr.cost.gross = None;
        });
        assert_seen(&world, "haus/p", "cdr", "is_credit", &ShownAs("true"));
        assert_seen(&world, "haus/p", "cdr", "energy_wh", &ShownAs("-10000"));
        assert_seen(&world, "haus/p", "cdr", "net", &ShownAs("-4.0000"));
        assert_seen(&world, "haus/p", "cdr", "gross", &Empty);
    }
}

#[test]
fn rights_are_passed_on_twice_and_no_more() {
    let mut world = controller();
    let given = |id: &str, by: Option<&str>| {
        json!({ "id": id, "name": id, "grants": [
        { "role": "controller", "may_delegate": true, "given_by": by } ] })
    };
    world.setup["tenants"][0]["people"] = json!([
        given("one", None),
        given("two", Some("one")),
        given("three", Some("two")),
        given("four", Some("three")),
    ]);
    for (person, is) in [
        ("haus/two", Shown),
        ("haus/three", Shown),
        ("haus/four", NoRow),
    ] {
        assert_seen(&world, person, "session", "net", &is);
    }
    // whoever gave has lost it: so has who received
    world.setup["tenants"][0]["people"][0]["grants"][0]["until"] = json!("2026-06-17T08:20:00Z");
    assert_seen(&world, "haus/three", "session", "net", &NoRow);
}
