use model::Party;
use proptest::prelude::*;

use super::*;

const HOUSE: TenantKey = TenantKey(1);
const HOTEL: TenantKey = TenantKey(2);

fn at(hour: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(hour * 3600, 0).unwrap()
}

fn hours(from: impl Into<Option<i64>>, until: impl Into<Option<i64>>) -> Interval {
    Interval::new(from.into().map(at), until.into().map(at)).unwrap()
}

fn driver(driver: i64) -> HolderKey {
    HolderKey::Driver(DriverKey(driver))
}

fn vehicle(vehicle: i64) -> HolderKey {
    HolderKey::Vehicle(VehicleKey(vehicle))
}

fn enrolment(tenant: TenantKey, token: &str, holder: HolderKey, during: Interval) -> Enrolment {
    Enrolment {
        tenant,
        token: Reference::new(token).unwrap(),
        holder,
        during,
    }
}

fn token(country: &str, party: &str, uid: &str) -> TokenRef {
    TokenRef {
        party: Party {
            country_code: country.into(),
            party_id: party.into(),
        },
        uid: uid.into(),
        kind: "RFID".into(),
        contract_id: "C".into(),
    }
}

#[test]
fn a_token_that_changes_hands_is_the_next_ones_from_the_instant_it_is_handed_over() {
    let enrolments = Enrolments::new([
        enrolment(HOUSE, "T1", driver(1), hours(2, 5)),
        enrolment(HOUSE, "t1", vehicle(1), hours(5, 9)),
    ]);
    for (hour, holder) in [
        (1, None),
        (2, Some(driver(1))),
        (4, Some(driver(1))),
        (5, Some(vehicle(1))),
        (9, None),
    ] {
        assert_eq!(
            enrolments.holder_at(HOUSE, (&token("DE", "ABC", "T1")).into(), at(hour)),
            holder,
            "hour {hour}"
        );
    }
}

#[test]
fn what_one_tenant_says_of_a_token_is_unknown_in_anothers_sessions() {
    let enrolments = Enrolments::new([
        enrolment(HOUSE, "T1", driver(1), Interval::ALWAYS),
        enrolment(HOTEL, "T1", driver(2), Interval::ALWAYS),
        enrolment(HOTEL, "T2", driver(2), Interval::ALWAYS),
    ]);
    let holder =
        |tenant, uid| enrolments.holder_at(tenant, (&token("DE", "ABC", uid)).into(), at(0));
    assert_eq!(holder(HOUSE, "T1"), Some(driver(1)));
    assert_eq!(holder(HOTEL, "T1"), Some(driver(2)));
    assert_eq!(holder(HOUSE, "T2"), None);
}

#[test]
fn a_uid_with_its_party_speaks_of_that_partys_token_alone() {
    let enrolments = Enrolments::new([
        enrolment(HOUSE, "abc/t1", driver(1), Interval::ALWAYS),
        enrolment(HOUSE, "NL-XYZ/T1", driver(2), Interval::ALWAYS),
    ]);
    for (country, party, holder) in [
        ("DE", "ABC", Some(driver(1))),
        ("NL", "abc", Some(driver(1))),
        ("nl", "xyz", Some(driver(2))),
        ("DE", "XYZ", None),
    ] {
        assert_eq!(
            enrolments.holder_at(HOUSE, (&token(country, party, "T1")).into(), at(0)),
            holder,
            "{country}-{party}"
        );
    }
}

#[test]
fn a_token_that_is_two_peoples_at_one_time_is_nobodys_then() {
    let enrolments = Enrolments::new([
        enrolment(HOUSE, "T1", driver(1), hours(1, 6)),
        enrolment(HOUSE, "ABC/T1", driver(2), hours(5, 9)),
    ]);
    for (hour, holder) in [(4, Some(driver(1))), (5, None), (6, Some(driver(2)))] {
        assert_eq!(
            enrolments.holder_at(HOUSE, (&token("DE", "ABC", "T1")).into(), at(hour)),
            holder,
            "hour {hour}"
        );
    }
}

/// The same answer by looking at every enrolment.
fn by_scan(
    enrolments: &[Enrolment],
    tenant: TenantKey,
    token: &TokenRef,
    start: DateTime<Utc>,
) -> Option<HolderKey> {
    let (country, party) = (
        token.party.country_code.as_str(),
        token.party.party_id.as_str(),
    );
    let mut holders: Vec<HolderKey> = enrolments
        .iter()
        .filter(|one| one.tenant == tenant && one.during.contains(start))
        .filter(|one| one.token.means(country, party, token.uid.as_str()))
        .map(|one| one.holder)
        .collect();
    holders.dedup();
    holders.first().copied().filter(|_| holders.len() == 1)
}

fn any_interval() -> impl Strategy<Value = Interval> {
    let end = || prop_oneof![Just(None), (0..12_i64).prop_map(Some)];
    (end(), end()).prop_filter_map("empty", |(from, until)| {
        Interval::new(from.map(at), until.map(at))
    })
}

fn any_enrolment() -> impl Strategy<Value = Enrolment> {
    let uid = prop::sample::select(vec![
        "T1",
        "t1",
        "ABC/T1",
        "de-abc/T1",
        "DE-XYZ/t1",
        "T2",
        "abc/t2",
    ]);
    let holder = prop_oneof![(1..3_i64).prop_map(driver), (1..3_i64).prop_map(vehicle)];
    (1..3_i64, uid, holder, any_interval())
        .prop_map(|(tenant, uid, holder, during)| enrolment(TenantKey(tenant), uid, holder, during))
}

proptest! {
    #[test]
    fn halving_and_scanning_give_the_same_holder(
        enrolments in prop::collection::vec(any_enrolment(), 0..12),
        tenant in 1..4_i64,
        country in prop::sample::select(vec!["DE", "nl"]),
        party in prop::sample::select(vec!["abc", "XYZ"]),
        uid in prop::sample::select(vec!["t1", "T2", "T3"]),
    ) {
        let index = Enrolments::new(enrolments.iter().cloned());
        let token = token(country, party, uid);
        for hour in -1..13 {
            prop_assert_eq!(
                index.holder_at(TenantKey(tenant), (&token).into(), at(hour)),
                by_scan(&enrolments, TenantKey(tenant), &token, at(hour)),
                "hour {}", hour
            );
        }
    }
}
