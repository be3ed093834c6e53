//! What compiling makes of grants, where the shape itself is the promise. That it gives nobody a row too many is
//! shown by the store's proof, over whole worlds.

use chrono::{DateTime, Utc};

use super::*;
use crate::{
    Bits, Class, Grant, GrantRows, GroupKey, Interval, PersonId, PersonPolicy, RoleId, Template,
    TenantId, TenantPolicy, UnitPolicy, UsageClass,
    attribution::{DriverKey, TenantKey, UnitKey, VehicleKey},
    setup::{Ceiling, RoleSetup},
};

mod release;

const NOW: &str = "2026-11-25T09:00:00Z";

fn at(text: &str) -> Option<DateTime<Utc>> {
    Some(text.parse().unwrap())
}

fn person(id: &str) -> PersonId {
    PersonId::new(id).unwrap()
}

/// Unit 1 over 2 and 3, and 4 alone; driver 10 in group 5 (guests), driver 11 in none.
fn tenant() -> TenantPolicy {
    let unit = |parent: Option<i64>| UnitPolicy {
        parent: parent.map(UnitKey),
        time_zone: None,
        has_one_zone: true,
    };
    TenantPolicy {
        tenant: TenantKey(1),
        id: TenantId::new("house").unwrap(),
        time_zone: chrono_tz::Tz::Europe__Berlin,
        k: 5,
        ceiling: None,
        roles: [].into(),
        units: [(1, None), (2, Some(1)), (3, Some(1)), (4, None)]
            .map(|(key, parent)| (UnitKey(key), unit(parent)))
            .into(),
        groups: [(GroupKey(5), UsageClass::Guest)].into(),
        drivers: [(DriverKey(10), Some(GroupKey(5))), (DriverKey(11), None)].into(),
        evses: [].into(),
        changes_at: None,
        grants: [].into(),
    }
}

fn grant(role: &str, rows: GrantRows) -> Grant {
    Grant {
        role: RoleId::new(role).unwrap(),
        rows,
        valid: Interval::ALWAYS,
        data: Interval::ALWAYS,
        may_delegate: false,
        given_by: None,
    }
}

fn units(keys: &[i64]) -> GrantRows {
    GrantRows {
        units: Some(keys.iter().copied().map(UnitKey).collect()),
        ..GrantRows::default()
    }
}

fn scope(tenant: TenantPolicy) -> Scope {
    let policy = PersonPolicy {
        epoch: 7,
        person: person("anna"),
        tenant,
    };
    let signed_in = sign_in(
        Policy::Person(Box::new(policy)),
        Proof::OpenedProfile,
        NOW.parse().unwrap(),
    );
    compile(&signed_in)
}

fn of(grants: Vec<Grant>) -> TenantRows {
    let mut tenant = tenant();
    tenant.grants.insert(person("anna"), grants);
    rows(&scope(tenant))
}

fn rows(scope: &Scope) -> TenantRows {
    match scope.rows() {
        Rows::Tenant(rows) => rows.clone(),
        Rows::All => panic!("a person of a tenant sees all"),
    }
}

fn nothing(rows: &TenantRows) -> bool {
    rows.places.is_empty() && rows.people.is_empty() && rows.pairs.is_empty()
}

#[test]
fn default_deny_for_who_was_given_nothing() {
    assert!(nothing(&of(Vec::new())));
    assert!(nothing(&of(vec![grant("controller", units(&[]))])));
    assert!(nothing(&of(vec![grant(
        "nobody-knows-it",
        GrantRows::default()
    )])));
    let mut over = grant("controller", GrantRows::default());
    over.valid = Interval::new(None, at(NOW)).unwrap();
    assert!(nothing(&of(vec![over])));
}

#[test]
fn two_grants_meet_in_disjoint_entries_with_what_both_open() {
    let mut early = grant("property-manager", units(&[2]));
    early.data = Interval::new(None, at("2026-01-01T00:00:00Z")).unwrap();
    let places = of(vec![early, grant("facility-manager", units(&[1]))]).places;
    let seen: Vec<(Place, bool, bool)> = places
        .iter()
        .map(|entry| {
            (
                entry.key,
                entry.bits.has(Class::S),
                entry.during == Span::ALWAYS,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (Place::Unit(UnitKey(1)), false, true),
            (Place::Unit(UnitKey(2)), true, false),
            (Place::Unit(UnitKey(2)), false, false),
            (Place::Unit(UnitKey(3)), false, true),
        ]
    );
    assert_eq!(places[1].during.until, places[2].during.from);
}

#[test]
fn a_usage_class_goes_with_the_place_and_its_groups() {
    let rows = of(vec![grant("hotel-operator", units(&[4]))]);
    let home = Place::Unit(UnitKey(4));
    let bits = |who: Who| {
        let found = rows.pairs.iter().find(|entry| entry.key == (home, who));
        found.map_or(Bits::NONE, |entry| entry.bits)
    };
    assert!(bits(Who::Group(GroupKey(5))).has(Class::D));
    assert!(!bits(Who::Group(GroupKey(5))).has(Class::P));
    assert!(bits(Who::NoGroup).has(Class::P) && !bits(Who::NoGroup).has(Class::D));
    assert!(
        rows.places
            .iter()
            .all(|entry| entry.key == home && entry.bits.has(Class::C))
    );
}

#[test]
fn drivers_of_a_fleet_are_covered_at_any_place_and_places_only_together_with_them() {
    let own = GrantRows {
        drivers: Some([DriverKey(10), DriverKey(11)].into()),
        ..GrantRows::default()
    };
    let rows = of(vec![grant("fleet-manager", own.clone())]);
    assert!(rows.places.is_empty() && rows.pairs.is_empty());
    assert_eq!(rows.people.len(), 2);
    assert_eq!(
        rows.roots,
        [],
        "figures over people are of whole units alone"
    );
    let here = GrantRows {
        units: Some([UnitKey(3)].into()),
        ..own.clone()
    };
    let rows = of(vec![grant("fleet-manager", here)]);
    assert!(rows.places.is_empty() && rows.people.is_empty());
    assert_eq!(rows.pairs.len(), 2);
    let both = GrantRows {
        vehicles: Some([VehicleKey(1)].into()),
        ..own
    };
    assert!(nothing(&of(vec![grant("fleet-manager", both)])));
}

#[test]
fn what_is_handed_on_is_never_more_than_its_giver_holds() {
    let given = |by: &str, may_delegate, role: &str, rows| Grant {
        given_by: Some(person(by)),
        may_delegate,
        ..grant(role, rows)
    };
    let mut giver = grant("property-manager", units(&[2]));
    giver.may_delegate = true;
    let people = |grants: &[(&str, Grant)]| {
        let mut tenant = tenant();
        for (id, grant) in grants {
            let held = tenant.grants.entry(person(id)).or_default();
            held.push(grant.clone());
        }
        rows(&scope(tenant))
    };
    let got = given("bert", true, "tenant-admin", GrantRows::default());
    let rows = people(&[("bert", giver.clone()), ("anna", got.clone())]);
    let keys: Vec<Place> = rows.places.iter().map(|entry| entry.key).collect();
    assert_eq!(keys, [Place::Unit(UnitKey(2))]);
    assert!(rows.places.iter().all(|entry| !entry.bits.has(Class::D)));

    let keeps = Grant {
        may_delegate: false,
        ..giver.clone()
    };
    assert!(nothing(&people(&[("bert", keeps), ("anna", got.clone())])));
    // over two hands, and over three
    let first = given("dora", true, "property-manager", units(&[2]));
    let chain = [
        ("dora", giver),
        ("bert", first.clone()),
        ("anna", got.clone()),
    ];
    assert!(!nothing(&people(&chain)));
    let second = Grant {
        given_by: Some(person("carl")),
        ..first
    };
    let [dora, (_, first), anna] = chain;
    let long = [dora, ("carl", first), ("bert", second), anna];
    assert!(nothing(&people(&long)));
    let circle = [
        ("anna", got.clone()),
        ("bert", given("anna", true, "controller", units(&[1]))),
    ];
    assert!(nothing(&people(&circle)));
}

#[test]
fn what_is_cut_off_is_told_of_roles_by_the_ceiling_and_of_grants_by_their_giver() {
    let words = |cut: &CutOff| {
        let person = cut.person.as_ref().map(PersonId::to_string);
        let classes: Vec<String> = cut.classes.iter().map(Class::to_string).collect();
        let features: Vec<String> = cut.features.iter().map(Feature::to_string).collect();
        let (classes, features) = (classes.join(" "), features.join(" "));
        (person, cut.role.to_string(), classes, features, cut.because)
    };
    let told = |tenant: &TenantPolicy| -> Vec<_> { cut_off(tenant).iter().map(words).collect() };
    let mut tenant = tenant();
    let mut giver = grant("property-manager", units(&[1]));
    giver.may_delegate = true;
    // a grant that is not in force yet is told of as well
    giver.valid = Interval::new(at("2027-01-01T00:00:00Z"), None).unwrap();
    tenant.grants.insert(person("bert"), vec![giver]);
    assert_eq!(told(&tenant), []);

    let from_bert = |role: &str| Grant {
        given_by: Some(person("bert")),
        ..grant(role, units(&[2]))
    };
    let grants = vec![from_bert("property-manager"), from_bert("hotel-operator")];
    tenant.grants.insert(person("anna"), grants);
    let lost = |tenant: &TenantPolicy| {
        let told = told(tenant);
        let of_anna = told.into_iter().find(|cut| cut.0.is_some());
        of_anna.expect("something of anna's is cut")
    };
    let (who, role, classes, features, because) = lost(&tenant);
    assert_eq!((who.as_deref(), &*role), (Some("anna"), "hotel-operator"));
    assert_eq!(classes, "P D");
    assert_eq!(features, "faults guest-bill");
    assert_eq!(because, CutBy::Giver);

    let auditor = RoleSetup {
        id: RoleId::new("auditor").unwrap(),
        from: Template::Controller,
        classes: Some([Class::S, Class::C, Class::D].into()),
        features: Some([].into()),
    };
    tenant.roles.insert(auditor.id.clone(), auditor);
    tenant.ceiling = Some(Ceiling {
        classes: Some([Class::O, Class::U, Class::SToday, Class::C].into()),
        features: None,
    });
    let by_ceiling: Vec<_> = told(&tenant)
        .into_iter()
        .filter(|cut| cut.4 == CutBy::Ceiling)
        .map(|(person, role, classes, ..)| (person, role, classes))
        .collect();
    let of = |role: &str, classes: &str| (None, role.to_owned(), classes.to_owned());
    assert_eq!(
        by_ceiling,
        [
            of("auditor", "S D"),
            of("hotel-operator", "S P D"),
            of("property-manager", "S")
        ]
    );
}

#[test]
fn a_scope_ends_with_the_day_a_grant_or_a_holding() {
    let midnight = at("2026-11-25T23:00:00Z");
    assert_eq!(scope(tenant()).until(), midnight);
    let mut soon = tenant();
    let mut grant = grant("controller", GrantRows::default());
    grant.valid = Interval::new(at("2026-11-25T10:00:00Z"), None).unwrap();
    soon.grants.insert(person("anna"), vec![grant]);
    assert_eq!(scope(soon.clone()).until(), at("2026-11-25T10:00:00Z"));
    soon.changes_at = at("2026-11-25T09:30:00Z");
    assert_eq!(scope(soon).until(), at("2026-11-25T09:30:00Z"));
}

#[test]
fn scopes_that_say_the_same_have_one_id_and_others_another() {
    let with = |grants: Vec<Grant>| {
        let mut tenant = tenant();
        tenant.grants.insert(person("anna"), grants);
        scope(tenant).id()
    };
    let some = || vec![grant("controller", units(&[2]))];
    assert_eq!(with(some()), with(some()));
    assert_ne!(with(some()), with(Vec::new()));
    assert_ne!(with(some()), with(vec![grant("controller", units(&[3]))]));
}
