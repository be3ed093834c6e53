//! What is kept of what EVSEs say, who sees it, and how little a status tells of sessions.

mod figures;

use access::{Proof, Scope, compile, setup, sign_in};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use model::{Arrival, Arrivals, Connector, Evse, EvseStatus, Location, Party, RecordId};
use store::{
    ChargePoints, Cursor, FoundPerson, OpenError, Page, Passphrase, Profile, WhenBusy, Writer,
};

const SETUP: &str = r#"{
  "tenants": [
    { "id": "house", "name": "House", "time_zone": "Europe/Berlin",
      "units": [
        { "id": "a", "kind": "property", "name": "A", "units": [] },
        { "id": "b", "kind": "property", "name": "B", "units": [] }
      ],
      "assignments": [ { "unit": "a", "location": "LOC", "until": "2026-11-20T09:10:00Z" } ],
      "people": [
        { "id": "paula", "name": "Paula", "grants": [ { "role": "property-manager", "units": ["a"] } ] },
        { "id": "fritz", "name": "Fritz", "grants": [ { "role": "facility-manager", "units": ["a"] } ] },
        { "id": "tess", "name": "Tess", "grants": [
          { "role": "facility-manager", "units": ["a"] },
          { "role": "property-manager", "units": ["a"], "data_from": "2026-11-20T09:00:30Z" }
        ] },
        { "id": "konrad", "name": "Konrad", "grants": [ { "role": "controller" } ] },
        { "id": "mila", "name": "Mila", "grants": [
          { "role": "facility-manager", "units": ["a"] },
          { "role": "controller", "units": ["b"] }
        ] }
      ] },
    { "id": "next", "name": "Next", "time_zone": "Europe/Berlin",
      "units": [ { "id": "a", "kind": "property", "name": "A", "units": [] } ],
      "assignments": [ { "unit": "a", "location": "LOC", "from": "2026-11-20T09:10:00Z" } ],
      "people": [
        { "id": "nina", "name": "Nina", "grants": [ { "role": "tenant-admin" } ] },
        { "id": "sam", "name": "Sam", "grants": [ { "role": "site-manager", "units": ["a"] } ] }
      ] }
  ]
}"#;

/// So many seconds after nine.
fn at(seconds: i64) -> DateTime<Utc> {
    let nine: DateTime<Utc> = "2026-11-20T09:00:00Z".parse().expect("an instant");
    nine + TimeDelta::seconds(seconds)
}

fn location(status: EvseStatus, changed: DateTime<Utc>) -> Location {
    Location {
        id: RecordId {
            party: Party {
                country_code: "DE".into(),
                party_id: "HVB".into(),
            },
            id: "LOC".into(),
        },
        name: Some("Ahornweg".to_owned()),
        address: "Ahornweg 7".to_owned(),
        city: "Köln".to_owned(),
        postal_code: None,
        country: "DEU".to_owned(),
        time_zone: chrono_tz::Tz::Europe__Berlin,
        evses: vec![Evse {
            uid: "E1".into(),
            evse_id: Some("DE*HVB*E1".into()),
            label: None,
            status,
            connectors: vec![Connector {
                id: "1".into(),
                standard: "IEC_62196_T2".to_owned(),
                power_type: "AC_3_PHASE".to_owned(),
                max_power_w: Some(22_000),
            }],
            last_updated: changed,
        }],
        last_updated: changed,
    }
}

/// A walk through the Locations that ends at an instant, with what has changed since the one before.
async fn walk(writer: &mut Writer, until: DateTime<Utc>, changed: Option<EvseStatus>) {
    let connection = writer.connect("main", Some("http://localhost"), None).await;
    let locations = changed.map(|status| {
        let record = location(status, until);
        Arrival {
            bytes: format!("{status:?} {until}").into_bytes().into(),
            record,
            fields: Vec::new(),
            rounded: false,
        }
    });
    let page = Page {
        arrivals: Arrivals::Locations(locations.into_iter().collect()),
        rejects: Vec::new(),
        cursor: Cursor {
            complete_from: Some(model::BEGINNING),
            complete_until: Some(until),
            ..Cursor::default()
        },
    };
    let connection = connection.expect("a connection");
    let landed = writer.land(&connection, &page, until);
    landed.await.expect("a page lands");
}

/// What a person is told at an instant once these walks have ended: of each charge point what it says, since how many
/// seconds after nine, and for how many seconds it was up and down.
type Told = Vec<(String, Option<i64>, i64, i64)>;

fn told(walks: &[(i64, Option<EvseStatus>)], people: &[&str], now: i64) -> Vec<Told> {
    each(walks, people, now, asked)
}

/// What each of these people gets.
fn each<T>(
    walks: &[(i64, Option<EvseStatus>)],
    people: &[&str],
    now: i64,
    asked: impl AsyncFn(&Profile, &str, DateTime<Utc>) -> T,
) -> Vec<T> {
    let folder = tempfile::tempdir().expect("a folder");
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
    let profile = profile.expect("a profile");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let done: Result<(), OpenError> = profile
            .write(WhenBusy::Refuse, at(0), async |writer| {
                let setup = setup::read(SETUP).expect("no mistakes");
                writer
                    .apply(&setup, false, at(0))
                    .await
                    .expect("it is applied");
                for (until, changed) in walks {
                    walk(writer, at(*until), *changed).await;
                }
                writer.settle(at(now)).await.expect("it settles");
                Ok(())
            })
            .await;
        done.expect("it is written");
        assert!(profile.verify(true).await.expect("it can be read").ok());
        let mut all = Vec::new();
        for person in people {
            all.push(asked(&profile, person, at(now)).await);
        }
        all
    })
}

async fn scope(profile: &Profile, person: &str, now: DateTime<Utc>) -> Scope {
    let Ok(FoundPerson::One(policy)) = profile.policy(person, now).await else {
        panic!("{person} is there");
    };
    compile(&sign_in(policy, Proof::OpenedProfile, now))
}

async fn asked(profile: &Profile, person: &str, now: DateTime<Utc>) -> Told {
    let scope = scope(profile, person, now).await;
    let told: Result<Told, OpenError> = profile
        .read(scope, async |reader| {
            let day = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
            let found = reader.charge_points((day, day), None, None, now).await;
            let found = found.expect("charge points").map(shaped);
            Ok(serde_json::from_str(&found.json().expect("JSON")).expect("what was shaped"))
        })
        .await;
    told.expect("it can be read")
}

fn shaped(found: ChargePoints) -> Told {
    let point = |point: store::ChargePoint| {
        assert_eq!(point.days.len(), 30);
        assert_eq!(point.plugs[0].max_power_w, Some(22_000));
        let sum = |part: fn(&store::ObservedTime) -> i64| {
            point.days.iter().map(part).sum::<i64>() / 1_000
        };
        let since = point.since.map(|since| (since - at(0)).num_seconds());
        let (up, down) = (sum(|day| day.up), sum(|day| day.down));
        (point.status, since, up, down)
    };
    found.points.into_iter().map(point).collect()
}

fn one(status: &str, since: Option<i64>, up: i64, down: i64) -> Told {
    vec![(status.to_owned(), since, up, down)]
}

use EvseStatus::{Available, Charging, OutOfOrder, Unknown};

#[test]
fn what_is_not_named_says_what_it_said_before() {
    let walks = [(0, Some(Available)), (10, None), (20, None), (40, None)];
    for told in told(&walks, &["house/paula", "operator"], 41) {
        assert_eq!(told, one("AVAILABLE", Some(0), 40, 0));
    }
}

#[test]
fn after_more_than_three_polls_nobody_knows_what_was_in_between() {
    let walks = [
        (0, Some(Available)),
        (10, Some(OutOfOrder)),
        (40, None),
        (71, None),
        (81, Some(Available)),
        (91, None),
    ];
    // up 0 to 10 and 81 to 91, down 10 to 40 and 71 to 81
    let told = told(&walks, &["house/paula"], 91);
    assert_eq!(told, [one("AVAILABLE", Some(81), 20, 40)]);
}

#[test]
fn what_nobody_can_reach_is_neither_up_nor_down() {
    let walks = [(0, Some(Available)), (10, Some(Unknown)), (30, None)];
    let told = told(&walks, &["house/paula", "house/fritz"], 30);
    assert_eq!(told[0], one("UNKNOWN", Some(10), 10, 0));
    assert_eq!(told[1], told[0]);
}

#[test]
fn who_may_not_see_sessions_is_not_told_when_one_runs() {
    let idle = [(0, Some(Available)), (10, None), (20, None), (30, None)];
    let busy = [
        (0, Some(Available)),
        (10, Some(Charging)),
        (20, Some(Available)),
        (30, None),
    ];
    let (idle, busy) = (
        told(&idle, &["house/fritz", "house/paula"], 31),
        told(&busy, &["house/fritz", "house/paula"], 31),
    );
    assert_eq!(idle[0], one("IN_SERVICE", Some(0), 30, 0));
    assert_eq!(busy[0], idle[0]);
    assert_eq!(busy[1], one("AVAILABLE", Some(20), 30, 0));
}

#[test]
fn a_moved_charge_point_tells_its_new_holder_nothing_from_before() {
    let mut walks = vec![(0, Some(OutOfOrder))];
    walks.extend((1..=70).map(|walk| (10 * walk, None)));
    let told = told(&walks, &["house/paula", "next/nina", "operator"], 700);
    assert_eq!(told[0], []); // it is another's now
    assert_eq!(told[1], one("OUTOFORDER", Some(600), 0, 100));
    assert_eq!(told[2], one("OUTOFORDER", Some(0), 0, 700));
}

#[test]
fn what_is_broken_since_yesterday_is_so_too_for_who_sees_the_sessions_of_today() {
    let walks = [(700, Some(OutOfOrder))];
    let told = told(&walks, &["next/nina", "next/sam"], 86_400);
    assert_eq!(told[0], one("OUTOFORDER", Some(700), 0, 0));
    assert_eq!(told[1], told[0]);
}

#[test]
fn when_a_session_began_is_told_to_nobody_who_does_not_see_sessions_of_then() {
    let walks = [
        (0, Some(Available)),
        (10, Some(Charging)),
        (20, None),
        (30, None),
        (40, None),
    ];
    let told = told(&walks, &["house/paula", "house/tess"], 41);
    assert_eq!(told[0][0].1, Some(10));
    assert_eq!(told[1][0].0, "CHARGING");
    assert_ne!(told[1][0].1, Some(10));
}

#[test]
fn who_has_no_operational_class_is_told_of_no_charge_point() {
    let told = told(&[(0, Some(OutOfOrder)), (10, None)], &["house/konrad"], 10);
    assert_eq!(told, [Told::new()]);
}
