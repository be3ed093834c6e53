use proptest::prelude::*;

use super::*;

fn at(hour: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(hour * 3600, 0).unwrap()
}

fn hours(from: impl Into<Option<i64>>, until: impl Into<Option<i64>>) -> Interval {
    Interval::new(from.into().map(at), until.into().map(at)).unwrap()
}

fn location(location: i64, unit: i64, during: Interval) -> Assignment {
    Assignment {
        level: Level::Location(LocationKey(location)),
        unit: Some(UnitKey(unit)),
        during,
    }
}

fn evse(evse: i64, unit: i64, during: Interval) -> Assignment {
    Assignment {
        level: Level::Evse(EvseKey(evse)),
        unit: Some(UnitKey(unit)),
        during,
    }
}

/// EVSEs 1 and 2 are at Location 1, EVSE 3 at Location 2.
fn places() -> [(EvseKey, LocationKey); 3] {
    [(1, 1), (2, 1), (3, 2)].map(|(evse, location)| (EvseKey(evse), LocationKey(location)))
}

const HOUSE: Option<LocationKey> = Some(LocationKey(1));

#[test]
fn an_assignment_holds_its_first_instant_and_not_its_last() {
    let assignments = Assignments::new([location(1, 10, hours(5, 9))], places());
    for (hour, unit) in [(4, None), (5, Some(10)), (8, Some(10)), (9, None)] {
        assert_eq!(
            assignments.unit_at(Some(EvseKey(1)), HOUSE, at(hour)),
            unit.map(UnitKey),
            "hour {hour}"
        );
    }
}

#[test]
fn a_moved_place_belongs_to_its_new_unit_from_the_instant_of_the_move() {
    let moved = [
        location(1, 10, hours(None, 5)),
        location(1, 20, hours(5, None)),
    ];
    let assignments = Assignments::new(moved, places());
    assert_eq!(
        assignments.unit_at(Some(EvseKey(1)), HOUSE, at(4)),
        Some(UnitKey(10))
    );
    assert_eq!(
        assignments.unit_at(Some(EvseKey(1)), HOUSE, at(5)),
        Some(UnitKey(20))
    );
}

#[test]
fn an_evses_own_assignment_wins_over_its_locations_while_it_lasts() {
    let both = [location(1, 10, Interval::ALWAYS), evse(1, 20, hours(5, 9))];
    let assignments = Assignments::new(both, places());
    for (hour, unit) in [(4, 10), (5, 20), (9, 10)] {
        assert_eq!(
            assignments.unit_at(Some(EvseKey(1)), HOUSE, at(hour)),
            Some(UnitKey(unit)),
            "hour {hour}"
        );
    }
    assert_eq!(
        assignments.unit_at(Some(EvseKey(2)), HOUSE, at(6)),
        Some(UnitKey(10))
    );
}

#[test]
fn an_unknown_evse_goes_by_its_location_only_while_no_evse_there_is_elsewhere() {
    let both = [
        location(1, 10, Interval::ALWAYS),
        evse(1, 20, hours(5, 9)),
        evse(2, 10, hours(1, 3)),
    ];
    let assignments = Assignments::new(both, places());
    for (hour, unit) in [
        (2, Some(10)),
        (4, Some(10)),
        (5, None),
        (8, None),
        (9, Some(10)),
    ] {
        assert_eq!(
            assignments.unit_at(None, HOUSE, at(hour)),
            unit.map(UnitKey),
            "hour {hour}"
        );
    }
}

#[test]
fn an_unknown_evse_at_a_location_that_nobody_holds_belongs_to_nobody() {
    let assignments = Assignments::new([evse(3, 10, Interval::ALWAYS)], places());
    assert_eq!(assignments.unit_at(None, Some(LocationKey(2)), at(5)), None);
    assert_eq!(assignments.unit_at(None, None, at(5)), None);
}

#[test]
fn an_evse_without_a_given_location_goes_by_the_one_it_is_at() {
    let assignments = Assignments::new([location(2, 10, Interval::ALWAYS)], places());
    assert_eq!(
        assignments.unit_at(Some(EvseKey(3)), None, at(5)),
        Some(UnitKey(10))
    );
    assert_eq!(assignments.unit_at(Some(EvseKey(4)), None, at(5)), None);
}

#[test]
fn an_evse_that_two_units_claim_belongs_to_nobody_not_to_its_locations_unit() {
    let claims = [
        location(1, 10, Interval::ALWAYS),
        evse(1, 20, hours(1, 6)),
        evse(1, 30, hours(5, 9)),
    ];
    let assignments = Assignments::new(claims, places());
    for (hour, unit) in [
        (0, Some(10)),
        (4, Some(20)),
        (5, None),
        (6, Some(30)),
        (9, Some(10)),
    ] {
        assert_eq!(
            assignments.unit_at(Some(EvseKey(1)), HOUSE, at(hour)),
            unit.map(UnitKey),
            "hour {hour}"
        );
    }
}

#[test]
fn an_evse_whose_name_means_others_too_belongs_to_nobody_while_it_does() {
    let vague = Assignment {
        unit: None,
        ..evse(1, 20, hours(5, 9))
    };
    let claims = [location(1, 10, Interval::ALWAYS), vague];
    let assignments = Assignments::new(claims, places());
    for (hour, unit) in [(4, Some(10)), (5, None), (8, None), (9, Some(10))] {
        for evse in [Some(EvseKey(1)), None] {
            assert_eq!(
                assignments.unit_at(evse, HOUSE, at(hour)),
                unit.map(UnitKey),
                "hour {hour}"
            );
        }
    }
}

/// The same answer by looking at every assignment.
fn by_scan(
    assignments: &[Assignment],
    places: &[(EvseKey, LocationKey)],
    evse: Option<EvseKey>,
    location: Option<LocationKey>,
    start: DateTime<Utc>,
) -> Option<UnitKey> {
    let claims = |level: Level| -> Vec<Option<UnitKey>> {
        let of_level = assignments
            .iter()
            .filter(|assignment| assignment.level == level);
        of_level
            .filter(|one| one.during.contains(start))
            .map(|one| one.unit)
            .collect()
    };
    let agreed = |claims: &[Option<UnitKey>]| {
        let first = *claims.first()?;
        claims.iter().all(|unit| *unit == first).then_some(first)?
    };
    if let Some(evse) = evse {
        let own = claims(Level::Evse(evse));
        if !own.is_empty() {
            return agreed(&own);
        }
        let at = places
            .iter()
            .find(|(at, _)| *at == evse)
            .map(|(_, location)| *location);
        return agreed(&claims(Level::Location(location.or(at)?)));
    }
    let location = location?;
    let unit = agreed(&claims(Level::Location(location)))?;
    let elsewhere = places
        .iter()
        .filter(|(_, at)| *at == location)
        .flat_map(|(evse, _)| claims(Level::Evse(*evse)))
        .any(|other| other != Some(unit));
    (!elsewhere).then_some(unit)
}

fn any_interval() -> impl Strategy<Value = Interval> {
    let end = || prop_oneof![Just(None), (0..12_i64).prop_map(Some)];
    (end(), end()).prop_filter_map("empty", |(from, until)| {
        Interval::new(from.map(at), until.map(at))
    })
}

fn any_assignment() -> impl Strategy<Value = Assignment> {
    let level = prop_oneof![
        (0..5_i64).prop_map(|evse| Level::Evse(EvseKey(evse))),
        (0..3_i64).prop_map(|location| Level::Location(LocationKey(location))),
    ];
    let unit = prop::option::weighted(0.8, (0..3_i64).prop_map(UnitKey));
    (level, unit, any_interval()).prop_map(|(level, unit, during)| Assignment {
        level,
        unit,
        during,
    })
}

proptest! {
    #[test]
    fn halving_and_scanning_give_the_same_unit(
        assignments in prop::collection::vec(any_assignment(), 0..12),
        located in prop::collection::vec(0..3_i64, 5),
        evse in prop::option::of((0..6_i64).prop_map(EvseKey)),
        location in prop::option::of((0..4_i64).prop_map(LocationKey)),
    ) {
        let places: Vec<_> = (0..).zip(&located)
            .map(|(evse, location)| (EvseKey(evse), LocationKey(*location)))
            .collect();
        let index = Assignments::new(assignments.iter().copied(), places.iter().copied());
        for hour in -1..13 {
            prop_assert_eq!(
                index.unit_at(evse, location, at(hour)),
                by_scan(&assignments, &places, evse, location, at(hour)),
                "hour {}", hour
            );
        }
    }
}
