//! Which units figures over people are shown of, and where running sessions are told.

use super::*;

/// Of roots: the unit, `own` where it alone is meant, and the day that is left out.
fn roots(grants: Vec<Grant>) -> Vec<String> {
    texts(of(grants))
}

fn texts(rows: TenantRows) -> Vec<String> {
    let text = |root: Root| {
        let (own, unit) = match root.node {
            Node::Subtree(unit) => ("", unit),
            Node::Own(unit) => ("own ", unit),
        };
        let today = root.today.map(|day| format!(" without {day}"));
        format!("{own}{}{}", unit.0, today.unwrap_or_default())
    };
    rows.roots.into_iter().map(text).collect()
}

#[test]
fn roots_are_the_topmost_units_of_grants_over_whole_units() {
    let two = vec![
        grant("facility-manager", units(&[2])),
        grant("facility-manager", units(&[1])),
    ];
    assert_eq!(roots(two), ["1"]);
    let all = vec![grant("facility-manager", GrantRows::default())];
    assert_eq!(roots(all), ["1", "4"]);
}

#[test]
fn figures_over_people_are_handed_on_whole_or_by_who_sees_the_rows() {
    let handed = |held: Vec<Grant>, role: &str, of: &[i64]| -> Vec<String> {
        let mut tenant = tenant();
        let held = held.into_iter().map(|grant| Grant {
            may_delegate: true,
            ..grant
        });
        tenant.grants.insert(person("bert"), held.collect());
        let got = Grant {
            given_by: Some(person("bert")),
            ..grant(role, units(of))
        };
        tenant.grants.insert(person("anna"), vec![got]);
        texts(rows(&scope(tenant)))
    };
    let facility = || grant("facility-manager", units(&[1]));
    assert_eq!(handed(vec![facility()], "facility-manager", &[1]), ["1"]);
    // by day of what its giver sees by month alone
    assert_eq!(handed(vec![facility()], "facility-manager", &[2]), [""; 0]);
    // what its giver sees rows of has no figures over people for them: of that part alone, whose rows they see
    let rows_of_a_part = grant("property-manager", units(&[2]));
    let both = vec![facility(), rows_of_a_part];
    assert_eq!(handed(both, "facility-manager", &[1]), ["2"]);
    // a part of what another grant makes a root
    let twice = vec![facility(), grant("facility-manager", units(&[2]))];
    assert_eq!(handed(twice, "facility-manager", &[2]), [""; 0]);
    let of_today = grant("site-manager", units(&[2]));
    assert_eq!(handed(vec![of_today], "facility-manager", &[2]), [""; 0]);
    let admin = grant("tenant-admin", GrantRows::default());
    assert_eq!(handed(vec![admin], "facility-manager", &[2]), ["2"]);
}

#[test]
fn who_sees_rows_somewhere_has_roots_beside_them_alone() {
    let facility = || grant("facility-manager", units(&[1]));
    let mixed = vec![facility(), grant("property-manager", units(&[2]))];
    assert_eq!(roots(mixed), ["own 1", "3"]);
    let mut windowed = grant("property-manager", units(&[3]));
    windowed.data = Interval::new(at("2026-01-01T00:00:00Z"), None).unwrap();
    assert_eq!(roots(vec![facility(), windowed]), ["own 1", "2"]);
    let own_fleet = GrantRows {
        drivers: Some([DriverKey(10)].into()),
        ..GrantRows::default()
    };
    let fleet = vec![facility(), grant("fleet-manager", own_fleet.clone())];
    assert_eq!(roots(fleet), [""; 0], "their drivers charge anywhere");
    let here = GrantRows {
        units: Some([UnitKey(4)].into()),
        ..own_fleet
    };
    assert_eq!(roots(vec![facility(), grant("fleet-manager", here)]), ["1"]);
}

#[test]
fn who_sees_today_has_roots_without_it() {
    let site = |keys: &[i64]| grant("site-manager", units(keys));
    assert_eq!(roots(vec![site(&[1])]), ["1 without 2026-11-25"]);
    let facility = grant("facility-manager", units(&[1]));
    assert_eq!(
        roots(vec![facility, site(&[3])]),
        ["own 1", "2", "3 without 2026-11-25"]
    );
    let mut tenant = tenant();
    let unit = tenant.units.get_mut(&UnitKey(4)).unwrap();
    unit.has_one_zone = false;
    tenant.grants.insert(person("anna"), vec![site(&[4])]);
    assert_eq!(rows(&scope(tenant)).roots, [], "whose today is not one day");
}

#[test]
fn a_grant_that_says_more_than_whole_units_opens_no_figures_over_people() {
    let mut windowed = grant("facility-manager", units(&[1]));
    windowed.data = Interval::new(at("2026-01-01T00:00:00Z"), None).unwrap();
    let grouped = GrantRows {
        groups: Some([GroupKey(5)].into()),
        ..units(&[1])
    };
    for one in [windowed, grant("facility-manager", grouped)] {
        let rows = of(vec![one]);
        assert_eq!(rows.roots, []);
        let pairs = rows.pairs.iter().map(|entry| entry.bits);
        let mut bits = rows.places.iter().map(|entry| entry.bits).chain(pairs);
        assert!(bits.all(|bits| !bits.has(Class::U)));
    }
}

#[test]
fn running_sessions_are_seen_while_the_month_before_is_released() {
    let live = of(vec![grant("facility-manager", units(&[1]))]).live;
    let october = 2026 * 12 + 9;
    let is = |unit, node| Live {
        unit: UnitKey(unit),
        node,
        last_month: october,
    };
    assert_eq!(
        live,
        [
            is(1, Node::Own(UnitKey(1))),
            is(2, Node::Subtree(UnitKey(2))),
            is(3, Node::Subtree(UnitKey(3))),
        ]
    );
}
