//! What figures say of charge points: how the time went, for whoever held them then, and how many there are now.

use chrono::{DateTime, NaiveDate, Utc};
use model::{Amount, Arrival, Arrivals, Cdr, ChargingCost, Currency, Energy, EvseStatus, TokenRef};
use store::{
    Cursor, Cut, FigureRow, Figures, Key, OpenError, Page, Profile, Question, Reader, WhenBusy,
};

use crate::{at, each, location, scope, walk};
use EvseStatus::{Available, OutOfOrder};

/// Of each row of figures and of all together: for how many seconds it was up, down, and held on that day until now.
/// Nothing for what is hidden.
type Times = Vec<(String, Option<[i64; 3]>)>;

async fn times(profile: &Profile, person: &str, by: Cut, now: DateTime<Utc>) -> Times {
    times_from(profile, person, (20, by), now).await
}

/// The same, from another day of that month on.
async fn times_from(
    profile: &Profile,
    person: &str,
    (from, by): (u32, Cut),
    now: DateTime<Utc>,
) -> Times {
    let scope = scope(profile, person, now).await;
    let told: Result<Times, OpenError> = profile
        .read(scope, async |reader| {
            let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
            let (from, to) = (day(from), day(20));
            let found = reader.figures(Question { from, to, by, now }).await;
            let found = found.expect("figures").map(timed);
            Ok(serde_json::from_str(&found.json().expect("JSON")).expect("what was shaped"))
        })
        .await;
    told.expect("it can be read")
}

fn timed(found: Figures) -> Times {
    let seconds = |figures: &FigureRow| {
        let time = figures.observed.shown()?;
        Some([time.up, time.down, time.passed].map(|milliseconds| milliseconds / 1_000))
    };
    let rows = found.rows.iter();
    let rows = rows.map(|(key, row)| (key.to_string(), seconds(&row.figures)));
    let total = found.total.as_ref().and_then(seconds);
    rows.chain([("total".to_owned(), total)]).collect()
}

#[test]
fn figures_say_how_many_charge_points_there_are_now_to_who_may_know_what_they_do() {
    // mila sees of one house what charges, and of another what charge points do; sam, what began today alone
    let people = [
        "house/paula",
        "next/nina",
        "house/konrad",
        "house/mila",
        "next/sam",
        "operator",
    ];
    let count = |now| {
        each(
            &[(0, Some(Available))],
            &people,
            now,
            async |profile, person, now| {
                let scope = scope(profile, person, now).await;
                let count: Result<serde_json::Value, OpenError> = profile
                    .read(scope, async |reader| {
                        // of a day before there was any of them
                        let day = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
                        let (from, to, by) = (day, day, Cut::Total);
                        let found = reader.figures(Question { from, to, by, now }).await;
                        let found = found.expect("figures").map(|found| found.evses_now).json();
                        Ok(serde_json::from_str(&found.expect("JSON")).expect("a cell"))
                    })
                    .await;
                count.expect("it can be read")
            },
        )
    };
    let (none, one) = (serde_json::json!(0), serde_json::json!(1));
    let hidden = serde_json::json!({ "hidden": true });
    // it changes hands after ten minutes
    assert_eq!(
        count(500),
        [&one, &none, &hidden, &hidden, &hidden, &one].map(Clone::clone)
    );
    assert_eq!(
        count(700),
        [&none, &one, &hidden, &hidden, &hidden, &one].map(Clone::clone)
    );
}

#[test]
fn figures_say_how_the_time_went_for_whoever_held_it_then() {
    // ten minutes: out of order up to the fifth, handed over at the tenth
    let mut walks = vec![(0, Some(OutOfOrder)), (300, Some(Available))];
    walks.extend((1..=30).map(|walk| (10 * walk, None)));
    walks.extend((31..=90).map(|walk| (10 * walk, None)));
    walks.sort_by_key(|(at, changed)| (*at, changed.is_none()));
    let people = [
        "house/paula",
        "house/fritz",
        "next/nina",
        "operator",
        "house/konrad",
    ];
    // since midnight in Berlin ten hours have passed at nine
    let before = 10 * 3_600;
    let row = |key: &str, time: [i64; 3]| (key.to_owned(), Some(time));
    let of_house = [300, 300, before + 600];
    let of_next = [300, 0, 300];
    let expected: [(Cut, [Times; 5]); 3] = [
        (
            Cut::Property,
            [
                vec![row("house/a", of_house), row("total", of_house)],
                vec![row("house/a", of_house), row("total", of_house)],
                vec![row("next/a", of_next), row("total", of_next)],
                vec![
                    row("house/a", of_house),
                    row("next/a", of_next),
                    row("total", [600, 300, before + 900]),
                ],
                vec![("house/a".to_owned(), None), ("total".to_owned(), None)],
            ],
        ),
        (
            Cut::Evse,
            [
                vec![row("DE-HVB/E1", of_house), row("total", of_house)],
                vec![row("DE-HVB/E1", of_house), row("total", of_house)],
                vec![row("DE-HVB/E1", of_next), row("total", of_next)],
                vec![
                    row("DE-HVB/E1", [600, 300, before + 900]),
                    row("total", [600, 300, before + 900]),
                ],
                vec![("DE-HVB/E1".to_owned(), None), ("total".to_owned(), None)],
            ],
        ),
        (
            Cut::Total,
            [
                vec![row("total", of_house)],
                vec![row("total", of_house)],
                vec![row("total", of_next)],
                vec![row("total", [600, 300, before + 900])],
                vec![("total".to_owned(), None)],
            ],
        ),
    ];
    for (by, expected) in expected {
        let told = each(&walks, &people, 900, async |profile, person, now| {
            times(profile, person, by, now).await
        });
        assert_eq!(told, expected, "{by:?}");
    }
}

/// A CDR of what was charged at the EVSE a minute after nine.
fn cdr() -> Cdr {
    let id = location(Available, at(0)).id;
    Cdr {
        session_id: None,
        started_at: at(60),
        ended_at: at(120),
        location_id: id.id.clone(),
        evse_uid: Some("E1".into()),
        evse_id: None,
        token: TokenRef {
            party: id.party.clone(),
            uid: "T".into(),
            kind: "RFID".to_owned(),
            contract_id: "C".into(),
        },
        energy: Energy::from_wh(1),
        currency: Currency::new("EUR").expect("a currency"),
        cost: ChargingCost {
            net: Amount::default(),
            gross: None,
        },
        credit: None,
        last_updated: at(120),
        id,
    }
}

#[test]
fn a_part_of_a_month_is_told_whole_whichever_of_its_days_has_the_first_record() {
    let walks = [(0, Some(Available)), (10, None)];
    let people = ["operator", "house/paula"];
    let told = each(&walks, &people, 41, async |profile, person, now| {
        let lands: Result<(), OpenError> = profile
            .write(WhenBusy::Refuse, now, async |writer| {
                let connection = writer.connect("main", Some("http://localhost"), None).await;
                let arrival = Arrival {
                    bytes: b"a CDR".to_vec().into(),
                    record: cdr(),
                    fields: Vec::new(),
                    rounded: false,
                };
                let page = Page {
                    arrivals: Arrivals::Cdrs(vec![arrival]),
                    rejects: Vec::new(),
                    cursor: Cursor::default(),
                };
                let connection = connection.expect("a connection");
                writer
                    .land(&connection, &page, now)
                    .await
                    .expect("a page lands");
                Ok(())
            })
            .await;
        lands.expect("it is written");
        times_from(profile, person, (18, Cut::Month), now).await
    });
    // two days before that on which something was charged, and ten hours of that one
    let passed = 2 * 86_400 + 10 * 3_600 + 41;
    let whole = [10, 0, passed];
    let expected = vec![
        ("2026-11".to_owned(), Some(whole)),
        ("total".to_owned(), Some(whole)),
    ];
    assert_eq!(told, [expected.clone(), expected]);
}

#[test]
fn a_charge_point_that_lands_while_somebody_looks_is_there_at_their_next_question() {
    let looked = each(
        &[(0, None)],
        &["house/paula", "operator"],
        41,
        async |profile, person, now| {
            let scope = scope(profile, person, now).await;
            let looked: Result<[Vec<String>; 2], OpenError> = profile
                .read(scope, async |reader| {
                    let before = evses(reader, now).await;
                    // asked once more of what is kept by then
                    assert_eq!(evses(reader, now).await, before);
                    let lands: Result<(), OpenError> = profile
                        .write(WhenBusy::Refuse, now, async |writer| {
                            walk(writer, at(40), Some(Available)).await;
                            Ok(())
                        })
                        .await;
                    lands.expect("it is written");
                    Ok([before, evses(reader, now).await])
                })
                .await;
            looked.expect("it can be read")
        },
    );
    let there = vec!["DE-HVB/E1".to_owned()];
    assert_eq!(looked[0], [Vec::new(), there.clone()]);
    // it landed for whoever looked before, and nothing has left since
    assert_eq!(looked[1], [there.clone(), there]);
}

async fn evses(reader: &mut Reader, now: DateTime<Utc>) -> Vec<String> {
    let day = now.date_naive();
    let (from, to, by) = (day, day, Cut::Evse);
    let found = reader.figures(Question { from, to, by, now }).await;
    let keys = |found: Figures| found.rows.keys().map(Key::to_string).collect::<Vec<_>>();
    let found = found.expect("figures").map(keys).json();
    serde_json::from_str(&found.expect("JSON")).expect("what was shaped")
}
