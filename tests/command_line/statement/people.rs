//! Who may print what: and everybody else is told the same as of a unit that is not there.

use super::House;

#[test]
fn what_is_not_for_somebody_is_as_if_it_were_not_there() {
    let Some(house) = House::new(|_| {}) else {
        return;
    };
    let print = |person: &str, unit: &str| house.print(person, unit, "2026-04", "en", "a.pdf");
    let nowhere = print("paula", "house/nowhere");
    assert_eq!(nowhere.code, 3, "{nowhere:?}");
    for (person, unit) in [
        ("paula", "nowhere"),
        ("paula", "other/loc-001"),
        ("fred", "loc-001"),
        ("petra", "loc-001"),
        ("operator", "house/"),
    ] {
        let refused = print(person, unit);
        assert_eq!(
            (refused.code, &refused.out, &refused.err),
            (nowhere.code, &nowhere.out, &nowhere.err),
            "{person}: {unit}"
        );
    }
    assert!(!house.file("a.pdf").exists());
    for (person, unit) in [
        ("paula", "loc-001"),
        ("petra", "house/loc-002"),
        ("operator", "loc-001"),
    ] {
        print(person, unit).json();
    }
    let unnamed = house
        .desk
        .run("statement --unit loc-001 --month 2026-04 --out a.pdf");
    assert_eq!(unnamed.code, 2, "{unnamed:?}");
    let no_month = print("paula", "loc-001 --month 2026-13");
    assert_eq!(no_month.code, 2, "{no_month:?}");
}

#[test]
fn several_properties_at_a_time_are_for_who_may_take_them_along() {
    let Some(house) = House::set_up(
        |_| {},
        |setup, _| {
            let tenant = &mut setup["tenants"][0];
            let properties = tenant["units"].take();
            tenant["units"] = serde_json::json!([
                { "id": "all", "kind": "portfolio", "name": "All", "units": properties }
            ]);
            let grant = |role: &str| serde_json::json!([{ "role": role, "units": ["all"] }]);
            tenant["roles"] = serde_json::json!([
                { "id": "clerk", "from": "property-manager", "features": ["statement", "rows_across"] }
            ]);
            tenant["people"][0]["grants"] = grant("property-manager");
            tenant["people"][1]["grants"] = grant("clerk");
        },
    ) else {
        return;
    };
    let print = |person: &str, unit: &str| house.print(person, unit, "2026-04", "en", "a.pdf");
    let refused = print("paula", "all");
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.err.contains("one property"), "{refused:?}");
    let all = print("petra", "all").json();
    let sum: i64 = ["loc-000", "loc-001", "loc-002"]
        .iter()
        .filter_map(|unit| print("paula", unit).json()["cdrs"].as_i64())
        .sum();
    assert_eq!(all["cdrs"].as_i64(), Some(sum));
}
