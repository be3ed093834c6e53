//! Figures over people, counted by hand. k is 5 everywhere, and today is the 17th of June.

use serde_json::{Value, json};

use super::{
    fixed::instant,
    house::{House, WITHHELD, shown},
};
use crate::{Cut, proof::naive::Figure};

pub const YEAR: (&str, &str) = ("2026-01-01", "2026-12-31");
const JUNE: (&str, &str) = ("2026-06-01", "2026-06-30");

pub fn facility(unit: &str) -> Value {
    json!([{ "role": "facility-manager", "units": [unit] }])
}

pub fn in_b(people: usize) -> House {
    House::of(facility("b"), &["b"]).charge("b", "2026-06-03", 0..people)
}

pub fn year(house: &House) -> Figure {
    house.total(YEAR.0, YEAR.1)
}

pub fn by_day(house: &House, day: &str) -> Option<Figure> {
    house.row(YEAR.0, YEAR.1, Cut::Day, day)
}

pub fn by_unit(house: &House, unit: &str) -> Option<Figure> {
    house.row(YEAR.0, YEAR.1, Cut::Unit, unit)
}

#[test]
fn five_people_are_shown_and_four_are_not() {
    assert_eq!(year(&in_b(5)), shown(5));
    assert_eq!(year(&in_b(4)), WITHHELD);
    // the same people twice are as many people
    let again = in_b(4).charge("b", "2026-06-04", 0..4);
    assert_eq!(year(&again), WITHHELD);
    // nobody at all is a figure over fewer than five
    assert_eq!(year(&in_b(0)), WITHHELD);
}

#[test]
fn one_person_makes_up_four_fifths_and_no_more() {
    for (energy_wh, is_shown) in [(16_000, true), (16_001, false), (-16_001, false)] {
        let mut house = House::of(facility("b"), &["b"]).charge("b", "2026-06-03", 0..4);
        house.add("b", instant("2026-06-04T10:00:00Z"), 4, energy_wh);
        let is = matches!(year(&house), Figure::Shown(_));
        assert_eq!(is, is_shown, "{energy_wh} Wh beside 4,000");
    }
}

#[test]
fn a_person_is_the_driver_else_the_contract_else_the_token() {
    // five tokens of one driver are one person, and so are five of one contract
    let mut house = in_b(5);
    house.0.setup["tenants"][0]["drivers"][0]["tokens"] =
        json!([{ "uid": "T-0" }, { "uid": "T-20" }, { "uid": "T-21" }]);
    assert_eq!(year(&house), shown(5));
    let mut house = House::of(facility("b"), &["b"]).charge("b", "2026-06-03", 20..25);
    assert_eq!(year(&house), shown(5));
    house.0.cpms[0].sessions[0].token.contract_id = "de-emp-24".into();
    assert_eq!(year(&house), WITHHELD);
    for (place, uid) in [(0, "T-20"), (4, "T-24")] {
        let token = &mut house.0.cpms[0].sessions[place].token;
        token.contract_id = "".into();
        token.uid = uid.into();
    }
    assert_eq!(year(&house), shown(5));
    house.0.cpms[0].sessions[4].token.uid = "t-20".into();
    assert_eq!(year(&house), WITHHELD);
}

#[test]
fn days_are_withheld_as_a_whole_where_the_hidden_ones_have_four_people() {
    let four = in_b(5)
        .charge("b", "2026-06-04", 5..7)
        .charge("b", "2026-06-05", 7..9);
    assert_eq!(year(&four), shown(9));
    assert_eq!(by_day(&four, "2026-06-03"), Some(WITHHELD));
    let five = four.charge("b", "2026-06-06", 9..10);
    assert_eq!(by_day(&five, "2026-06-03"), Some(shown(5)));
    assert_eq!(by_day(&five, "2026-06-04"), Some(WITHHELD));
    assert_eq!(five.total("2026-06-03", "2026-06-04"), WITHHELD);
    assert_eq!(by_day(&five, "2026-06-18"), None); // not begun
}

#[test]
fn a_day_with_nobody_in_it_counts_as_hidden() {
    let house = in_b(5);
    assert_eq!(by_day(&house, "2026-06-03"), Some(WITHHELD));
    assert_eq!(by_day(&house, "2026-06-04"), Some(WITHHELD));
    // held on that day alone, there is no other
    let mut house = in_b(5);
    let held = &mut house.0.setup["tenants"][0]["assignments"][0];
    held["from"] = json!("2026-06-02T22:00:00Z");
    held["until"] = json!("2026-06-03T22:00:00Z");
    assert_eq!(by_day(&house, "2026-06-03"), Some(shown(5)));
    assert_eq!(by_day(&house, "2026-06-04"), None);
}

#[test]
fn a_month_with_nobody_in_it_hides_the_others() {
    let house =
        House::since("2026-04-30T22:00:00Z", facility("b"), &["b"]).charge("b", "2026-06-03", 0..5);
    assert_eq!(year(&house), shown(5));
    assert_eq!(house.total(JUNE.0, JUNE.1), WITHHELD);
    assert_eq!(
        house.row(YEAR.0, YEAR.1, Cut::Month, "2026-05"),
        Some(WITHHELD)
    );
    assert_eq!(house.row(YEAR.0, YEAR.1, Cut::Month, "2026-04"), None);
}

#[test]
fn a_unit_with_children_has_a_part_of_its_own_among_them() {
    let three = House::of(facility("a"), &["a", "a-1", "a-2"])
        .charge("a-1", "2026-06-03", 0..5)
        .charge("a-2", "2026-06-03", 5..10)
        .charge("a", "2026-06-03", 10..13);
    assert_eq!(year(&three), shown(13));
    for unit in ["a", "a-1", "a-2"] {
        assert_eq!(by_unit(&three, unit), Some(WITHHELD), "{unit}");
    }
    assert_eq!(
        three.row(YEAR.0, YEAR.1, Cut::Property, "a"),
        Some(shown(13))
    );
    // five people are hidden together: three of its own and two at a site
    let five = House::of(facility("a"), &["a", "a-1", "a-2"])
        .charge("a-1", "2026-06-03", 0..5)
        .charge("a-2", "2026-06-03", 5..7)
        .charge("a", "2026-06-03", 10..13);
    assert_eq!(by_unit(&five, "a-1"), Some(shown(5)));
    assert_eq!(by_unit(&five, "a-2"), Some(WITHHELD));
    assert_eq!(by_unit(&five, "a"), Some(WITHHELD));
    // over whole months alone
    assert_eq!(
        five.row("2026-06-01", "2026-06-16", Cut::Unit, "a-1"),
        Some(WITHHELD)
    );
    assert_eq!(
        five.row("2026-06-01", "2026-06-30", Cut::Unit, "a-1"),
        Some(shown(5))
    );
}

#[test]
fn a_year_of_a_child_is_its_months() {
    let house = House::since("2026-04-30T22:00:00Z", facility("a"), &["a-1", "a-2"])
        .charge("a-1", "2026-05-03", 0..5)
        .charge("a-2", "2026-05-03", 5..10)
        .charge("a-1", "2026-06-03", 0..4)
        .charge("a-2", "2026-06-03", 5..10);
    let may = |unit| house.row("2026-05-01", "2026-05-31", Cut::Unit, unit);
    assert_eq!(may("a-1"), Some(shown(5)));
    assert_eq!(may("a-2"), Some(shown(5)));
    assert_eq!(by_unit(&house, "a-1"), Some(WITHHELD));
    assert_eq!(by_unit(&house, "a-2"), Some(WITHHELD));
    assert_eq!(year(&house), shown(19));
}

#[test]
fn a_unit_that_came_within_the_month_parts_days_from_units() {
    let with = |from: &str| {
        let mut house = House::of(facility("a"), &["a-1", "a-2"]);
        for day in 1..=17 {
            house = house
                .charge("a-1", &format!("2026-06-{day:02}"), 0..5)
                .charge("a-2", &format!("2026-06-{day:02}"), 5..10);
        }
        house.0.now = instant("2026-06-17T12:00:00Z");
        house.0.setup["tenants"][0]["assignments"][1]["from"] = json!(from);
        house
    };
    let whole = with("2026-05-31T22:00:00Z");
    assert_eq!(by_day(&whole, "2026-06-03"), Some(shown(10)));
    assert_eq!(by_unit(&whole, "a-1"), Some(shown(17 * 5)));
    let part = with("2026-06-09T22:00:00Z");
    assert_eq!(by_unit(&part, "a-1"), Some(shown(17 * 5)));
    assert_eq!(by_day(&part, "2026-06-03"), Some(WITHHELD));
    // where units are not split, days are
    let mut by_days = House::of(facility("a"), &["a-1", "a-2"]);
    for day in 1..=17 {
        by_days = by_days.charge("a-1", &format!("2026-06-{day:02}"), 0..5);
    }
    by_days.0.now = instant("2026-06-17T12:00:00Z");
    by_days.0.setup["tenants"][0]["assignments"][1]["from"] = json!("2026-06-09T22:00:00Z");
    assert_eq!(by_day(&by_days, "2026-06-03"), Some(shown(5)));
    assert_eq!(by_unit(&by_days, "a-1"), Some(WITHHELD));
}

#[test]
fn groups_are_split_within_their_class() {
    let row = |house: &House, group| house.row(JUNE.0, JUNE.1, Cut::Group, group);
    let enough = in_b(5)
        .charge("b", "2026-06-03", 10..15)
        .charge("b", "2026-06-03", 20..25);
    for group in ["residents", "staff", "-"] {
        assert_eq!(row(&enough, group), Some(shown(5)), "{group}");
    }
    let few = in_b(5)
        .charge("b", "2026-06-03", 10..12)
        .charge("b", "2026-06-03", 20..25);
    assert_eq!(row(&few, "residents"), Some(WITHHELD));
    assert_eq!(row(&few, "staff"), Some(WITHHELD));
    assert_eq!(row(&few, "-"), Some(shown(5)));
    // nobody unknown is hidden, too, and alone
    let known = in_b(5).charge("b", "2026-06-03", 10..15);
    assert_eq!(row(&known, "residents"), Some(WITHHELD));
    assert_eq!(row(&known, "-"), Some(WITHHELD));
    assert_eq!(
        enough.row("2026-06-01", "2026-06-16", Cut::Group, "-"),
        Some(WITHHELD)
    );
}
