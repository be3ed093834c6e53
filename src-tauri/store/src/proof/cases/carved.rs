//! Whose figures are over people where: by hand. k is 5, and today is the 17th of June.

use serde_json::json;

use super::{
    fixed::instant,
    house::{House, WITHHELD, shown},
    released::{YEAR, by_day, by_unit, facility, in_b, year},
};
use crate::{
    Cut,
    proof::naive::{Figure, Rows},
};

#[test]
fn any_condition_but_whole_units_hides_figures() {
    for (key, value) in [
        ("data_from", json!("2026-01-01T00:00:00Z")),
        ("locations", json!(["LOC-b"])),
        ("evses", json!(["E-b"])),
        ("drivers", json!(["d1"])),
        ("groups", json!(["residents"])),
    ] {
        let mut grants = facility("b");
        grants[0][key] = value;
        let house = House::of(grants, &["b"]).charge("b", "2026-06-03", 0..9);
        let (total, rows) = house.told(YEAR.0, YEAR.1, Cut::Unit);
        assert_eq!(total, Figure::Hidden, "{key}");
        assert_eq!(rows, Rows::Each(std::collections::BTreeMap::new()), "{key}");
    }
}

#[test]
fn what_is_seen_row_by_row_is_carved_out_of_the_tree() {
    let grants = json!([
        { "role": "facility-manager", "units": ["portfolio"] },
        { "role": "property-manager", "units": ["a-1"] },
    ]);
    let with = |people: usize| {
        House::of(grants.clone(), &["a-1", "a-2", "b"])
            .charge("a-1", "2026-06-03", 0..2)
            .charge("a-2", "2026-06-03", 0..5)
            .charge("b", "2026-06-03", 0..people)
    };
    let all = with(5);
    assert_eq!(year(&all), shown(12));
    for (unit, sessions) in [("a-1", 2), ("a-2", 5), ("b", 5)] {
        assert_eq!(by_unit(&all, unit), Some(shown(sessions)), "{unit}");
    }
    // both are roots, so their months are told by day as far as that goes, and a range may cut a month
    assert_eq!(
        all.row("2026-06-01", "2026-06-16", Cut::Unit, "a-1"),
        Some(shown(2))
    );
    let few = with(4);
    assert_eq!(year(&few), WITHHELD);
    assert_eq!(by_unit(&few, "a-1"), Some(shown(2)));
    assert_eq!(by_unit(&few, "a-2"), Some(shown(5)));
    assert_eq!(by_unit(&few, "b"), Some(WITHHELD));
    assert_eq!(few.row(YEAR.0, YEAR.1, Cut::Property, "a"), Some(shown(7)));
}

#[test]
fn an_evse_that_is_seen_row_by_row_takes_its_unit_out_of_the_tree() {
    let with = |key: &str, name: &str| {
        let grants = json!([
            { "role": "facility-manager", "units": ["b"] },
            { "role": "controller", key: [name] },
        ]);
        House::of(grants, &["a-1", "b"]).charge("b", "2026-06-03", 0..9)
    };
    assert_eq!(year(&with("evses", "E-a-1")), shown(9));
    assert_eq!(year(&with("evses", "E-b")), WITHHELD);
    assert_eq!(year(&with("locations", "LOC-b")), WITHHELD);
    // a driver's sessions are seen wherever they are
    assert_eq!(year(&with("drivers", "d19")), WITHHELD);
}

#[test]
fn a_site_manager_has_today_exactly() {
    let grants = json!([{ "role": "site-manager", "units": ["b"] }]);
    let with = |people: usize| {
        House::of(grants.clone(), &["b"])
            .charge("b", "2026-06-03", 0..people)
            .charge("b", "2026-06-17", 0..0)
    };
    let and_today = |mut house: House| {
        house.add("b", instant("2026-06-17T06:00:00Z"), 7, 1_000);
        house.add("b", instant("2026-06-16T22:00:00Z"), 8, 1_000); // midnight
        house
    };
    let five = and_today(with(5));
    assert_eq!(year(&five), shown(7));
    assert_eq!(by_day(&five, "2026-06-17"), Some(shown(2)));
    assert_eq!(by_day(&five, "2026-06-03"), Some(WITHHELD));
    let four = and_today(with(4));
    assert_eq!(year(&four), WITHHELD);
    assert_eq!(four.total("2026-06-17", "2026-06-17"), shown(2));
    assert_eq!(by_unit(&five, "b"), Some(shown(7)));
}

#[test]
fn a_cell_is_shown_to_nobody_that_is_too_few_without_today() {
    let mut house = in_b(4);
    house.add("b", instant("2026-06-17T06:00:00Z"), 4, 1_000);
    assert_eq!(year(&house), WITHHELD);
    house.add("b", instant("2026-06-16T06:00:00Z"), 4, 1_000);
    assert_eq!(year(&house), shown(6));
}

#[test]
fn sessions_that_are_seen_in_a_window_are_exact_in_it_and_withheld_outside() {
    let grants = json!([
        { "role": "facility-manager", "units": ["b"] },
        { "role": "property-manager", "units": ["b"], "data_from": "2026-06-09T22:00:00Z" },
    ]);
    let house = House::of(grants, &["b"])
        .charge("b", "2026-06-03", 0..9)
        .charge("b", "2026-06-10", 0..1);
    assert_eq!(house.total("2026-06-10", "2026-06-30"), shown(1));
    assert_eq!(house.total("2026-06-09", "2026-06-30"), WITHHELD);
    assert_eq!(year(&house), WITHHELD);
}

#[test]
fn people_are_told_of_to_who_may_count_them_all() {
    let with = |classes: serde_json::Value| {
        let grants = json!([{ "role": "own", "units": ["b"] }]);
        let mut house = House::of(grants, &["b"]).charge("b", "2026-06-03", 0..9);
        house.0.setup["tenants"][0]["roles"] =
            json!([{ "id": "own", "from": "facility-manager", "classes": classes }]);
        house
    };
    assert_eq!(year(&with(json!(["U"]))), shown(9));
    assert_eq!(year(&with(json!(["U[internal]"]))), Figure::Hidden);
    assert_eq!(year(&with(json!(["O", "S_LIVE"]))), Figure::Hidden);
    let mut under_a_ceiling = with(json!(["U"]));
    under_a_ceiling.0.setup["tenants"][0]["ceiling"] = json!({ "classes": ["O"] });
    assert_eq!(year(&under_a_ceiling), Figure::Hidden);
}

#[test]
fn where_it_is_another_day_is_a_root_of_its_own() {
    let grants = json!([{ "role": "site-manager", "units": ["a"] }]);
    let mut house = House::of(grants, &["a-1", "a-2"])
        .charge("a-1", "2026-06-03", 0..5)
        .charge("a-2", "2026-06-03", 5..9);
    assert_eq!(year(&house), shown(9));
    // 22:20 in Berlin, and the 18th in Auckland
    house.0.now = instant("2026-06-17T20:20:00Z");
    house.0.cpms[0].locations[1].time_zone = chrono_tz::Pacific::Auckland;
    assert_eq!(year(&house), WITHHELD);
    assert_eq!(by_unit(&house, "a-1"), Some(shown(5)));
    assert_eq!(by_unit(&house, "a-2"), Some(WITHHELD));
    let grants = json!([{ "role": "facility-manager", "units": ["a"] }]);
    house.0.setup["tenants"][0]["people"][0]["grants"] = grants;
    assert_eq!(year(&house), shown(9));
}

#[test]
fn nobody_is_told_more_of_people_than_who_gave_it() {
    let with = |above: serde_json::Value| {
        let grants =
            json!([{ "role": "facility-manager", "units": ["portfolio"], "given_by": "chief" }]);
        let mut house = House::of(grants, &["a-1", "b"])
            .charge("a-1", "2026-06-03", 0..5)
            .charge("b", "2026-06-03", 0..5);
        let chief = json!({ "id": "chief", "name": "Who gives", "grants": [above] });
        if let Some(people) = house.0.setup["tenants"][0]["people"].as_array_mut() {
            people.push(chief);
        }
        house
    };
    let all = json!({ "role": "property-manager", "may_delegate": true });
    assert_eq!(year(&with(all.clone())), shown(10));
    let of_b = json!({ "role": "property-manager", "units": ["b"], "may_delegate": true });
    assert_eq!(year(&with(of_b)), shown(5));
    let mut windowed = all;
    windowed["data_from"] = json!("2026-01-01T00:00:00Z");
    assert_eq!(year(&with(windowed)), Figure::Hidden);
    let kept = json!({ "role": "property-manager" });
    assert_eq!(year(&with(kept)), Figure::Hidden);
}
