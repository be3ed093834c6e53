//! What waits to be priced, what came of it, and when that holds no longer. The prices themselves are made up here.

use access::{Proof, compile, sign_in};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use model::{
    Amount, Arrival, Arrivals, Cdr, ChargingCost, Component, Credit, Currency, Energy, Evse,
    EvseStatus, Location, Party, PriceReason, PriceState, RecordId, Tariff, TokenRef,
};
use store::{
    Cell, Cursor, Cut, FigureRow, Figures, FoundPerson, OpenError, Page, Passphrase, Price, Priced,
    Profile, Question, Unpriced, WhenBusy, Writer,
};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_425_240, 0).expect("an instant")
}

fn party() -> Party {
    Party {
        country_code: "DE".into(),
        party_id: "HVB".into(),
    }
}

fn named(id: &str) -> RecordId {
    RecordId {
        party: party(),
        id: id.into(),
    }
}

/// A CDR of so many days ago, which the CPMS changed so many times.
fn cdr(id: &str, days_ago: i64, changed: i64) -> Cdr {
    let started_at = now() - TimeDelta::days(days_ago);
    Cdr {
        id: named(id),
        session_id: None,
        started_at,
        ended_at: started_at + TimeDelta::hours(2),
        location_id: "LOC".into(),
        evse_uid: Some("EVSE".into()),
        evse_id: None,
        token: TokenRef {
            party: party(),
            uid: "T".into(),
            kind: "RFID".to_owned(),
            contract_id: "C".into(),
        },
        energy: Energy::from_wh(12_345),
        currency: Currency::new("EUR").expect("a currency"),
        cost: ChargingCost {
            net: Amount::from_minor4(40_000),
            gross: None,
        },
        credit: None,
        last_updated: started_at + TimeDelta::hours(3 + changed),
    }
}

fn credit_of(original: &str, id: &str, days_ago: i64) -> Cdr {
    Cdr {
        credit: Some(Credit {
            reference_id: Some(original.into()),
        }),
        ..cdr(id, days_ago, 0)
    }
}

fn tariff(id: &str, changed: i64) -> Tariff {
    Tariff {
        id: named(id),
        currency: Currency::new("EUR").expect("a currency"),
        last_updated: now() - TimeDelta::days(900) + TimeDelta::hours(changed),
    }
}

fn location(zone: chrono_tz::Tz, changed: i64) -> Location {
    let last_updated = now() - TimeDelta::days(900) + TimeDelta::hours(changed);
    Location {
        id: named("LOC"),
        name: None,
        address: "Ahornweg 7".to_owned(),
        city: "Köln".to_owned(),
        postal_code: None,
        country: "DEU".to_owned(),
        time_zone: zone,
        evses: vec![Evse {
            uid: "EVSE".into(),
            evse_id: None,
            label: None,
            status: EvseStatus::Available,
            connectors: Vec::new(),
            last_updated,
        }],
        last_updated,
    }
}

/// Bytes that say which record in which version they are.
fn arrival<T>(record: T, id: &RecordId, last_updated: DateTime<Utc>) -> Arrival<T> {
    let bytes = format!("{} {}", id.id, last_updated.timestamp());
    Arrival {
        record,
        bytes: bytes.into_bytes().into(),
        fields: Vec::new(),
        rounded: false,
    }
}

fn cdrs(all: impl IntoIterator<Item = Cdr>) -> Arrivals {
    let arrival = |cdr: Cdr| arrival(cdr.clone(), &cdr.id, cdr.last_updated);
    Arrivals::Cdrs(all.into_iter().map(arrival).collect())
}

fn tariffs(all: impl IntoIterator<Item = Tariff>) -> Arrivals {
    let arrival = |one: Tariff| arrival(one.clone(), &one.id, one.last_updated);
    Arrivals::Tariffs(all.into_iter().map(arrival).collect())
}

fn locations(all: impl IntoIterator<Item = Location>) -> Arrivals {
    let arrival = |one: Location| arrival(one.clone(), &one.id, one.last_updated);
    Arrivals::Locations(all.into_iter().map(arrival).collect())
}

async fn land(writer: &mut Writer, arrivals: Arrivals) {
    let connection = writer.connect("main", Some("http://localhost"), None).await;
    let page = Page {
        arrivals,
        rejects: Vec::new(),
        cursor: Cursor::default(),
    };
    let connection = connection.expect("a connection");
    let landed = writer.land(&connection, &page, now());
    landed.await.expect("a page lands");
}

/// What the bytes are of that a CDR is priced from.
fn of(unpriced: &Unpriced) -> String {
    let bytes = unpriced
        .record
        .clone()
        .unwrap_or_else(|| b"nothing".to_vec());
    let text = String::from_utf8(bytes).expect("text");
    text.split(' ').next().expect("a word").to_owned()
}

async fn waiting(writer: &mut Writer) -> Vec<Unpriced> {
    writer.unpriced(100).await.expect("what waits")
}

fn price(state: PriceState) -> Price {
    Price {
        state,
        reason: match state {
            PriceState::Same | PriceState::Rounding => None,
            PriceState::Different => Some(PriceReason::Cost(Component::Energy)),
            PriceState::Impossible => Some(PriceReason::NoTariff),
        },
        net: Some(Amount::from_minor4(40_000)),
        gross: None,
        parts: Vec::new(),
        by_kept: None,
    }
}

async fn keep(writer: &mut Writer, priced: Vec<Priced>) {
    writer.keep_prices(&priced).await.expect("prices are kept");
}

/// Prices all that waits; what that was.
async fn price_all(writer: &mut Writer, state: PriceState) -> Vec<String> {
    let all = waiting(writer).await;
    let priced = all.iter().map(|one| one.priced(price(state))).collect();
    keep(writer, priced).await;
    all.iter().map(of).collect()
}

/// Works with a Writer, and looks whether the profile is whole afterwards; what the operator is told is checked and
/// differing, and how many wait.
fn with_writer(work: impl AsyncFnOnce(&mut Writer)) -> (i64, i64, u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
    let profile = profile.expect("a profile");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let done: Result<(), OpenError> = profile
            .write(WhenBusy::Refuse, now(), async |writer| {
                work(writer).await;
                writer.settle(now()).await.expect("it settles");
                Ok(())
            })
            .await;
        done.expect("it is written");
        let checks = profile.verify(true).await.expect("it can be read");
        assert!(checks.ok(), "{checks:?}");
        assert_eq!(checks.digest.is_some(), checks.unpriced == 0);
        let (checked, differing) = figures(&profile).await;
        (checked, differing, checks.unpriced)
    })
}

/// As the operator is told them: from cells and from records the same.
async fn figures(profile: &Profile) -> (i64, i64) {
    let Ok(FoundPerson::One(policy)) = profile.policy("operator", now()).await else {
        panic!("the operator is always there");
    };
    let scope = compile(&sign_in(policy, Proof::OpenedProfile, now()));
    let told: Result<Vec<(i64, i64)>, OpenError> = profile
        .read(scope, async |reader| {
            let mut told = Vec::new();
            for by in [Cut::Total, Cut::Month, Cut::Location] {
                let question = Question {
                    from: NaiveDate::from_ymd_opt(2010, 1, 1).expect("a day"),
                    to: NaiveDate::from_ymd_opt(2030, 12, 31).expect("a day"),
                    by,
                    now: now(),
                };
                let found = reader.figures(question).await.expect("figures");
                let [total, rows]: [(i64, i64); 2] =
                    serde_json::from_str(&found.map(sums).json().expect("JSON")).expect("pairs");
                told.push(if by == Cut::Total { total } else { rows });
            }
            Ok(told)
        })
        .await;
    let told = told.expect("figures");
    assert!(told.iter().all(|one| *one == told[0]), "{told:?}");
    told[0]
}

/// Of the total, and of the rows together.
fn sums(figures: Figures) -> [(i64, i64); 2] {
    let count = |row: &FigureRow| {
        let count = |cell: &Cell<i64>| *cell.shown().expect("it is shown to the operator");
        (count(&row.checked), count(&row.differing))
    };
    let rows = figures.rows.values().map(|row| count(&row.figures));
    [
        figures.total.as_ref().map(count).unwrap_or_default(),
        rows.fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1)),
    ]
}

#[test]
fn what_waits_comes_newest_first_and_nothing_that_is_out_already() {
    let told = with_writer(async |writer| {
        land(
            writer,
            cdrs([cdr("A", 40, 0), cdr("B", 1, 0), cdr("C", 400, 0)]),
        )
        .await;
        let first = writer.unpriced(2).await.expect("what waits");
        assert_eq!(first.iter().map(of).collect::<Vec<_>>(), ["B", "A"]);
        let second = writer.unpriced(2).await.expect("what waits");
        assert_eq!(second.iter().map(of).collect::<Vec<_>>(), ["C"]);
        assert!(waiting(writer).await.is_empty());
        let states = [PriceState::Different, PriceState::Rounding];
        let priced = first
            .iter()
            .zip(states)
            .map(|(one, state)| one.priced(price(state)));
        keep(writer, priced.collect()).await;
        assert!(waiting(writer).await.is_empty(), "C is out still");
        writer.call_back_prices();
        let third = waiting(writer).await;
        assert_eq!(third.iter().map(of).collect::<Vec<_>>(), ["C"]);
    });
    assert_eq!(told, (2, 1, 1));
}

#[test]
fn a_cdr_that_comes_anew_waits_again_whatever_was_out_of_it() {
    let told = with_writer(async |writer| {
        land(writer, cdrs([cdr("A", 1, 0), cdr("B", 1, 0)])).await;
        assert_eq!(price_all(writer, PriceState::Different).await, ["A", "B"]);
        land(writer, cdrs([cdr("A", 1, 1)])).await;
        let out = waiting(writer).await;
        assert_eq!(out.iter().map(of).collect::<Vec<_>>(), ["A"]);
        // changed while it was being priced
        land(writer, cdrs([cdr("A", 1, 2)])).await;
        keep(writer, vec![out[0].priced(price(PriceState::Different))]).await;
        let again = waiting(writer).await;
        let last = String::from_utf8(again[0].record.clone().expect("bytes")).expect("text");
        assert_eq!(
            last,
            format!("A {}", cdr("A", 1, 2).last_updated.timestamp())
        );
        keep(writer, vec![again[0].priced(price(PriceState::Same))]).await;
    });
    assert_eq!(told, (2, 1, 0));
}

#[test]
fn a_credit_is_of_its_originals_bytes_and_waits_again_once_these_come() {
    let told = with_writer(async |writer| {
        land(writer, cdrs([credit_of("A", "A-CR", 1)])).await;
        let out = waiting(writer).await;
        assert!(out[0].is_credit && out[0].record.is_none());
        assert_eq!(out[0].charged.net, Amount::from_minor4(-40_000));
        keep(writer, vec![out[0].priced(price(PriceState::Impossible))]).await;
        // in another spelling, as ids are compared
        land(writer, cdrs([cdr("a", 2, 0)])).await;
        assert_eq!(price_all(writer, PriceState::Same).await, ["a", "a"]);
        land(writer, cdrs([cdr("A", 2, 1)])).await;
        assert_eq!(price_all(writer, PriceState::Different).await.len(), 2);
    });
    assert_eq!(told, (2, 2, 0));
}

#[test]
fn a_changed_tariff_lets_only_those_wait_that_were_priced_by_it() {
    let told = with_writer(async |writer| {
        land(
            writer,
            cdrs([cdr("own", 1, 0), cdr("kept", 2, 0), cdr("other", 3, 0)]),
        )
        .await;
        let out = waiting(writer).await;
        assert_eq!(out[0].tariff("T1"), None);
        let by_kept = [None, Some("t1".to_owned()), Some("T2".to_owned())];
        let priced = out.iter().zip(by_kept).map(|(one, by_kept)| {
            one.priced(Price {
                by_kept,
                ..price(PriceState::Impossible)
            })
        });
        keep(writer, priced.collect()).await;
        land(writer, tariffs([tariff("T1", 0)])).await;
        let out = waiting(writer).await;
        assert_eq!(out.iter().map(of).collect::<Vec<_>>(), ["kept"]);
        assert!(out[0].tariff("t1").expect("it is here").starts_with(b"T1 "));
        let same = Price {
            by_kept: Some("T1".to_owned()),
            ..price(PriceState::Same)
        };
        keep(writer, vec![out[0].priced(same.clone())]).await;
        // the same again changes nothing
        land(writer, tariffs([tariff("T1", 0)])).await;
        assert!(waiting(writer).await.is_empty());
        land(writer, tariffs([tariff("T1", 1)])).await;
        let out = waiting(writer).await;
        let anew = format!("T1 {}", tariff("T1", 1).last_updated.timestamp());
        assert_eq!(out[0].tariff("T1"), Some(anew.as_bytes()));
        // and while it is out, once more
        land(writer, tariffs([tariff("T1", 2)])).await;
        keep(writer, vec![out[0].priced(same)]).await;
        assert_eq!(waiting(writer).await.len(), 1);
    });
    assert_eq!(told, (2, 0, 1));
}

#[test]
fn a_location_that_comes_or_moves_to_another_time_zone_lets_its_cdrs_wait_again() {
    use chrono_tz::Tz;
    let told = with_writer(async |writer| {
        land(writer, cdrs([cdr("A", 1, 0)])).await;
        let out = waiting(writer).await;
        assert_eq!(out[0].time_zone, Tz::UTC);
        keep(writer, vec![out[0].priced(price(PriceState::Different))]).await;
        for (changed, zone) in [(0, Tz::Europe__Berlin), (1, Tz::Europe__Lisbon)] {
            land(writer, locations([location(zone, changed)])).await;
            let out = waiting(writer).await;
            assert_eq!(out[0].time_zone, zone);
            keep(writer, vec![out[0].priced(price(PriceState::Different))]).await;
        }
        // what else changes about it changes no price
        land(writer, locations([location(Tz::Europe__Lisbon, 2)])).await;
        assert!(waiting(writer).await.is_empty());
    });
    assert_eq!(told, (1, 1, 0));
}

#[test]
fn a_credit_is_not_priced_by_what_another_tenant_holds() {
    let told = with_writer(async |writer| {
        land(writer, locations([location(chrono_tz::Tz::UTC, 0)])).await;
        let credit = credit_of("A", "A-CR", 1);
        land(writer, cdrs([cdr("A", 10, 0), credit])).await;
        assert_eq!(price_all(writer, PriceState::Same).await, ["A", "A"]);
        let at = now() - TimeDelta::days(5);
        let tenant = |id: &str, assignments: serde_json::Value| {
            serde_json::json!({
                "id": id, "name": id, "time_zone": "UTC",
                "units": [{ "id": "p", "kind": "property", "name": "p", "units": [] }],
                "assignments": assignments
            })
        };
        let before = serde_json::json!([{ "unit": "p", "location": "LOC", "until": at }]);
        let after = serde_json::json!([{ "unit": "p", "location": "LOC", "from": at }]);
        // the Location changes hands between the original and its credit
        let tenants = [tenant("one", before), tenant("two", after)];
        apply(writer, &tenants).await;
        let out = waiting(writer).await;
        assert_eq!(out.iter().map(of).collect::<Vec<_>>(), ["nothing"]);
        let impossible = Price {
            reason: Some(PriceReason::NoOriginal),
            ..price(PriceState::Impossible)
        };
        keep(writer, vec![out[0].priced(impossible)]).await;
        // and does not after all
        let whole = serde_json::json!([{ "unit": "p", "location": "LOC" }]);
        let nothing = serde_json::json!([]);
        let tenants = [tenant("one", whole), tenant("two", nothing)];
        apply(writer, &tenants).await;
        assert_eq!(price_all(writer, PriceState::Same).await, ["A"]);
    });
    assert_eq!(told, (2, 0, 0));
}

async fn apply(writer: &mut Writer, tenants: &[serde_json::Value]) {
    let setup = serde_json::json!({ "operator": { "name": "x" }, "tenants": tenants });
    let said = access::setup::read(&setup.to_string()).expect("no mistakes");
    writer.apply(&said, false, now()).await.expect("a setup");
}
