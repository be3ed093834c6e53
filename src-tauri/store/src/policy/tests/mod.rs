//! Policies over a small profile: two parties' Locations, of which one tenant holds some, for a time.

mod desk;

use std::collections::BTreeSet;

use access::{GrantRows, Interval, attribution::EvseKey};
use serde_json::{Value, json};

use super::FoundPerson;
use desk::{Desk, NOW, at};

/// House holds A and B of party ONE, hands A1 from its garage to its yard, and gives B away in the end.
fn house(grants: &Value) -> Value {
    let unit = |id: &str| json!({ "id": id, "kind": "property", "name": id, "units": [] });
    let later = "2026-12-01T00:00:00Z";
    let handed = "2026-06-01T00:00:00Z";
    json!({ "tenants": [{
        "id": "house", "name": "House", "time_zone": "Europe/Berlin",
        "units": [{ "id": "all", "kind": "portfolio", "name": "All", "units": [unit("garage"), unit("yard")] }],
        "assignments": [
            { "unit": "garage", "location": "ONE/A" },
            { "unit": "garage", "evse": "A1", "until": handed },
            { "unit": "yard", "evse": "A1", "from": handed },
            { "unit": "yard", "location": "ONE/B", "until": later }
        ],
        "groups": [{ "id": "guests", "name": "Guests", "usage": "guest" }],
        "drivers": [{ "id": "dora", "name": "Dora", "group": "guests", "tokens": [] }],
        "vehicles": [{ "id": "van", "tokens": [] }],
        "roles": [{ "id": "auditor", "from": "controller", "classes": ["S", "C"] }],
        "people": [{ "id": "anna", "name": "Anna", "grants": grants }]
    }] })
}

fn evses(condition: &Option<BTreeSet<EvseKey>>) -> Vec<EvseKey> {
    condition.iter().flatten().copied().collect()
}

#[test]
fn a_place_that_a_grant_names_binds_when_it_comes() {
    let desk = Desk::new(&house(&json!([
        { "role": "controller", "locations": ["de-one/a"] },
        { "role": "controller", "evses": ["b1"] }
    ])));
    for grant in desk.grants("anna") {
        let none = (&grant.rows.locations, &grant.rows.evses);
        assert!(
            matches!(none, (Some(set), None) | (None, Some(set)) if set.is_empty()),
            "{none:?}"
        );
    }
    desk.land("main", "ONE", "A", &["A1", "A2"]);
    desk.land("main", "ONE", "B", &["B1", "B2"]);
    let grants = desk.grants("anna");
    assert_eq!(
        evses(&grants[0].rows.locations),
        [desk.evse("A1"), desk.evse("A2")]
    );
    assert_eq!(evses(&grants[1].rows.evses), [desk.evse("B1")]);
    let units = desk.policy("anna").tenant.units;
    let lisbon = Some(chrono_tz::Tz::Europe__Lisbon);
    assert_eq!(units[&desk.unit("garage")].time_zone, lisbon);
    assert_eq!(units[&desk.unit("all")].time_zone, None);
    assert_eq!(
        units[&desk.unit("yard")].parent,
        Some(desk.unit("all")),
        "the tree is there"
    );
}

#[test]
fn an_evse_is_held_by_one_unit_after_the_other_and_never_by_another_tenant_s() {
    let mut setup = house(&json!([{ "role": "controller", "locations": ["A", "B"] }]));
    let mut other = setup["tenants"][0].clone();
    other["id"] = json!("other");
    other["assignments"] =
        json!([{ "unit": "yard", "location": "ONE/B", "from": "2026-12-01T00:00:00Z" }]);
    setup["tenants"]
        .as_array_mut()
        .expect("tenants")
        .push(other);
    let desk = Desk::new(&setup);
    desk.land("main", "ONE", "A", &["A1"]);
    desk.land("main", "ONE", "B", &["B1"]);

    let tenant = desk.policy("house/anna").tenant;
    let (garage, yard) = (desk.unit("garage"), tenant.evses[&desk.evse("A1")][1].1);
    let handed = at("2026-06-01T00:00:00Z");
    let later = at("2026-12-01T00:00:00Z");
    let during = |from, until| Interval::new(from, until).expect("a stretch");
    assert_eq!(
        tenant.evses[&desk.evse("A1")],
        [
            (during(None, Some(handed)), garage),
            (during(Some(handed), None), yard)
        ]
    );
    assert_eq!(
        tenant.evses[&desk.evse("B1")],
        [(during(None, Some(later)), yard)]
    );
    assert!(tenant.units.contains_key(&yard));
    assert_eq!(tenant.units.len(), 3, "its own alone");
    assert_eq!(
        tenant.changes_at,
        Some(later),
        "what is over changes nothing"
    );
}

#[test]
fn a_bare_name_covers_all_places_of_the_tenant_that_go_by_it() {
    let mut setup = house(&json!([{ "role": "controller", "locations": ["A"] }]));
    let anywhere = json!([{ "unit": "garage", "location": "TWO/A" },
        { "unit": "garage", "location": "ONE/A", "connection": "main" },
        { "unit": "garage", "location": "ONE/A", "connection": "more" }]);
    setup["connections"] = json!([
        { "id": "main", "kind": "ocpi", "url": "http://localhost" },
        { "id": "more", "kind": "ocpi", "url": "http://localhost" }
    ]);
    setup["tenants"][0]["assignments"] = anywhere;
    let desk = Desk::new(&setup);
    desk.land("main", "ONE", "A", &["A1"]);
    desk.land("more", "ONE", "A", &["A2"]);
    let both = [desk.evse("A1"), desk.evse("A2")];
    assert_eq!(evses(&desk.grants("anna")[0].rows.locations), both);
    desk.land("main", "TWO", "A", &["A3"]);
    let all = [desk.evse("A1"), desk.evse("A2"), desk.evse("A3")];
    assert_eq!(evses(&desk.grants("anna")[0].rows.locations), all);
}

#[test]
fn a_place_that_others_hold_is_not_covered_by_its_name() {
    let desk = Desk::new(&house(
        &json!([{ "role": "controller", "locations": ["A"] }]),
    ));
    desk.land("main", "ONE", "A", &["A1"]);
    desk.land("main", "TWO", "A", &["A3"]);
    let grants = desk.grants("anna");
    assert_eq!(evses(&grants[0].rows.locations), [desk.evse("A1")]);
}

#[test]
fn a_condition_that_is_left_out_is_not_an_empty_one() {
    let desk = Desk::new(&house(&json!([
        { "role": "controller" },
        { "role": "controller", "units": [], "locations": [], "drivers": [] },
        { "role": "auditor", "units": ["yard"], "drivers": ["dora"], "vehicles": ["van"], "groups": ["guests"] }
    ])));
    let grants = desk.grants("anna");
    assert_eq!(grants[0].rows, GrantRows::default());
    let empty = &grants[1].rows;
    assert!(empty.units.as_ref().is_some_and(BTreeSet::is_empty));
    assert!(empty.locations.as_ref().is_some_and(BTreeSet::is_empty));
    assert!(empty.drivers.as_ref().is_some_and(BTreeSet::is_empty));
    let named = &grants[2].rows;
    assert_eq!(named.units, Some([desk.unit("yard")].into()));
    let lengths = (
        named.drivers.as_ref().map(BTreeSet::len),
        named.vehicles.as_ref().map(BTreeSet::len),
        named.groups.as_ref().map(BTreeSet::len),
    );
    assert_eq!(lengths, (Some(1), Some(1), Some(1)));
}

#[test]
fn who_ended_is_nobody_and_a_bare_name_is_whose_it_is_alone() {
    let mut setup = house(&json!([{ "role": "controller" }]));
    let mut other = setup["tenants"][0].clone();
    other["id"] = json!("annex");
    other["assignments"] = json!([]);
    setup["tenants"]
        .as_array_mut()
        .expect("tenants")
        .push(other);
    let desk = Desk::new(&setup);
    let both = ["annex/anna", "house/anna"].map(str::to_owned).to_vec();
    assert_eq!(desk.found("anna"), FoundPerson::Several(both));
    assert_eq!(desk.policy("annex/anna").tenant.id.as_str(), "annex");
    for nobody in [
        "ann",
        "anna/house",
        "else/anna",
        "house/",
        "/anna",
        "",
        "house/operator",
    ] {
        assert_eq!(desk.found(nobody), FoundPerson::Nobody, "{nobody}");
    }

    setup["tenants"][1]["people"] = json!([]);
    desk.setup(&setup);
    assert_eq!(desk.found("annex/anna"), FoundPerson::Nobody);
    assert_eq!(desk.policy("anna").tenant.id.as_str(), "house");
    // who comes again has what the file says now, not what was
    setup["tenants"][1]["people"] = json!([{ "id": "anna", "name": "Anna" }]);
    desk.setup(&setup);
    assert_eq!(desk.grants("annex/anna"), []);

    setup["tenants"].as_array_mut().expect("tenants").remove(0);
    desk.setup(&setup);
    assert_eq!(desk.found("house/anna"), FoundPerson::Nobody);
    assert_eq!(desk.policy("anna").tenant.id.as_str(), "annex");
}

#[test]
fn what_can_t_be_read_opens_nothing() {
    let all = json!([{ "role": "auditor" }, { "role": "controller", "given_by": null }]);
    let damaged = |statement| {
        let desk = Desk::new(&house(&all));
        assert_eq!(desk.grants("anna").len(), 2);
        assert!(desk.policy("anna").tenant.ceiling.is_none());
        desk.damage(statement);
        desk
    };
    let desk = damaged(r#"UPDATE role SET classes = '["S","Z"]'"#);
    assert!(desk.policy("anna").tenant.roles.is_empty());
    let desk = damaged("UPDATE role SET template = 'everything'");
    assert!(desk.policy("anna").tenant.roles.is_empty());
    let desk = damaged(r#"UPDATE tenant SET ceiling_classes = '["S","Z"]'"#);
    let ceiling = desk.policy("anna").tenant.ceiling.expect("a ceiling");
    assert_eq!(
        (ceiling.classes, ceiling.features),
        (Some(BTreeSet::new()), Some(BTreeSet::new()))
    );
    for statement in [
        "UPDATE grant SET given_by = 'No Id'",
        "UPDATE grant SET role = 'No Id'",
        "UPDATE grant SET units = '[7]'",
        r#"UPDATE grant SET locations = '[["DE"]]'"#,
        r#"UPDATE grant SET evses = '["A1"]'"#,
        "UPDATE grant SET until_at = 9223372036854775807",
        "UPDATE grant SET data_from_at = -9223372036854775808",
    ] {
        let desk = damaged(statement);
        assert_eq!(desk.grants("anna"), [], "{statement}");
    }
    let desk = damaged(r#"UPDATE grant SET units = '["nowhere"]'"#);
    let empty = |grant: &access::Grant| grant.rows.units.as_ref().is_some_and(BTreeSet::is_empty);
    assert!(desk.grants("anna").iter().all(empty));
    assert_eq!(desk.grants("anna").len(), 2);
    let desk = damaged("UPDATE tenant SET time_zone = 'Europe/Nowhere'");
    assert_eq!(desk.found("anna"), FoundPerson::Nobody);
}

#[test]
fn what_hangs_on_a_giver_or_a_role_that_ended_does_not_come_again_with_them() {
    let setup = house(&json!([{ "role": "controller", "may_delegate": true }]));
    let with = |key: &str, list: Value| {
        let mut setup = setup.clone();
        setup["tenants"][0][key] = list;
        setup
    };
    let anna = &setup["tenants"][0]["people"][0];
    let ben = |more: Value| {
        let mut ben = json!({ "id": "ben", "name": "Ben" });
        ben.as_object_mut()
            .expect("a person")
            .extend(more.as_object().expect("keys").clone());
        ben
    };
    let granted =
        json!({ "grants": [{ "role": "controller", "given_by": "anna" }, { "role": "auditor" }] });
    let roles = |desk: &Desk| -> Vec<String> {
        let grants = desk.grants("ben").into_iter();
        grants.map(|grant| grant.role.to_string()).collect()
    };

    let desk = Desk::new(&with("people", json!([anna, ben(granted)])));
    assert_eq!(roles(&desk), ["controller", "auditor"]);
    desk.setup(&with("people", json!([ben(json!({}))])));
    desk.setup(&with("people", json!([anna, ben(json!({}))])));
    assert_eq!(roles(&desk), ["auditor"]);
    let kept = json!([anna, ben(json!({}))]);
    let mut without = with("people", kept.clone());
    without["tenants"][0]["roles"] = json!([]);
    desk.setup(&without);
    desk.setup(&with("people", kept));
    assert_eq!(roles(&desk), [""; 0]);
}

#[test]
fn a_grant_that_is_said_again_stays_since_when_it_was() {
    let both = json!([{ "role": "auditor" }, { "role": "controller", "units": ["yard"] }]);
    let desk = Desk::new(&house(&both));
    desk.damage("UPDATE grant SET recorded_at = 1");
    desk.setup(&house(&both));
    let one = json!([{ "role": "controller", "units": ["yard"] }]);
    desk.setup(&house(&one));
    let rows = desk.rows::<(String, i64, Option<i64>)>(
        "SELECT role, recorded_at, replaced_at FROM grant ORDER BY role",
    );
    let ended = Some(at(NOW).timestamp_millis());
    let expected = [("auditor", 1, ended), ("controller", 1, None)];
    assert_eq!(
        rows,
        expected.map(|(role, from, until)| (role.to_owned(), from, until))
    );
}

#[test]
fn a_pseudonym_is_given_once_and_by_whoever_writes_next() {
    let desk = Desk::new(&house(&json!([])));
    let pseudonyms = || -> Vec<(String, String)> {
        desk.rows(
            "SELECT id, pseudonym FROM driver UNION ALL SELECT id, pseudonym FROM vehicle ORDER BY 1",
        )
    };
    let first = pseudonyms();
    assert_eq!(first.len(), 2);
    for (id, pseudonym) in &first {
        assert_eq!(
            (pseudonym.len(), pseudonym.starts_with('~')),
            (9, true),
            "{id}"
        );
    }
    let mut without = house(&json!([]));
    without["tenants"][0]["drivers"] = json!([]);
    desk.setup(&without);
    desk.setup(&house(&json!([])));
    assert_eq!(pseudonyms(), first, "who comes again is called the same");

    // as an older version leaves it
    desk.damage("UPDATE driver SET pseudonym = NULL");
    desk.land("main", "ONE", "A", &["A1"]);
    assert_eq!(pseudonyms(), first);
    desk.damage("UPDATE driver SET pseudonym = '~aaaaaaaa'");
    desk.land("main", "ONE", "B", &["B1"]);
    assert_eq!(pseudonyms()[0].1, "~aaaaaaaa", "whatever it is, it stays");
    desk.damage("UPDATE driver SET pseudonym = NULL");
    desk.damage("UPDATE tenant SET key = NULL");
    desk.land("main", "ONE", "C", &["C1"]);
    let renamed = pseudonyms();
    assert_ne!(renamed[0].1, first[0].1, "another key gives another name");
    assert_eq!(renamed[1], first[1], "but never to who has one");
}
