//! The write-ahead log: whoever reads all the time must not let it grow for ever.

use std::{
    fs,
    ops::Range,
    path::Path,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::Duration,
};

use access::{Proof, compile, sign_in};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use model::{
    Amount, Arrival, Arrivals, Cdr, ChargingCost, Currency, Energy, FieldClass, Party, RecordId,
    TokenRef,
};
use store::{Cursor, Cut, FoundPerson, OpenError, Page, Passphrase, Profile, Question, WhenBusy};

const CDRS: u64 = 100_000;
const PAGE: u64 = 1_000;
/// Twice what the writer lets it grow to, for the page that is landing and a reader that is waited for.
const MOST_LOG: u64 = 128 << 20;

fn profile(folder: &Path) -> Profile {
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    Profile::open_or_make(folder, passphrase.as_ref()).expect("a profile")
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_425_240, 0).expect("an instant")
}

fn cdr(n: u64) -> Arrival<Cdr> {
    let party = Party {
        country_code: "DE".into(),
        party_id: "HVB".into(),
    };
    // no two alike, as far as a compressor can see
    let noise: String = (0..8)
        .map(|word| {
            format!(
                "{:016x}",
                (n * 8 + word + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            )
        })
        .collect();
    let started_at = now() - TimeDelta::minutes(n as i64 * 10);
    let record = Cdr {
        id: RecordId {
            party: party.clone(),
            id: format!("C-{noise:.20}-{n}").into(),
        },
        session_id: Some(format!("S-{n}").into()),
        started_at,
        ended_at: started_at + TimeDelta::hours(2),
        location_id: format!("LOC-{}", n % 12).into(),
        evse_uid: Some(format!("EVSE-{}", n % 267).into()),
        evse_id: None,
        token: TokenRef {
            party,
            uid: format!("T-{}", n % 269).into(),
            kind: "RFID".to_owned(),
            contract_id: format!("C-{}", n % 269).into(),
        },
        energy: Energy::from_wh(12_345),
        currency: Currency::new("EUR").expect("a currency"),
        cost: ChargingCost {
            net: Amount::from_minor4(40_000),
            gross: Some(Amount::from_minor4(47_600)),
        },
        credit: None,
        last_updated: started_at + TimeDelta::hours(3),
    };
    Arrival {
        record,
        bytes: format!("{{\"id\":\"{n}\",\"remark\":\"{noise}\"}}")
            .into_bytes()
            .into(),
        fields: vec![(FieldClass::Session, format!("{{\"/remark\":\"{noise}\"}}"))],
        rounded: false,
    }
}

fn page(cdrs: Range<u64>) -> Page {
    Page {
        arrivals: Arrivals::Cdrs(cdrs.map(cdr).collect()),
        rejects: Vec::new(),
        cursor: Cursor::default(),
    }
}

/// Lands all CDRs, page by page.
async fn land_all(profile: &Profile) {
    let done: Result<(), OpenError> = profile
        .write(WhenBusy::Refuse, now(), async |writer| {
            let connection = writer.connect("main", Some("http://localhost"), None).await;
            let connection = connection.expect("a connection");
            for first in (0..CDRS).step_by(PAGE as usize) {
                let page = page(first..first + PAGE);
                let landed = writer.land(&connection, &page, now()).await;
                assert_eq!(landed.expect("a page lands").written, PAGE);
            }
            Ok(())
        })
        .await;
    done.expect("all land");
}

/// Asks for figures again and again; how often.
async fn look_until(profile: &Profile, done: &AtomicBool) -> u64 {
    let Ok(FoundPerson::One(policy)) = profile.policy("operator", now()).await else {
        panic!("the operator is always there");
    };
    let scope = compile(&sign_in(policy, Proof::OpenedProfile, now()));
    let question = Question {
        from: NaiveDate::from_ymd_opt(2010, 1, 1).expect("a day"),
        to: NaiveDate::from_ymd_opt(2030, 12, 31).expect("a day"),
        by: Cut::Month,
        now: now(),
    };
    let looked: Result<u64, OpenError> = profile
        .read(scope, async |reader| {
            let mut looks = 0;
            while !done.load(Ordering::Relaxed) {
                let found = reader.figures(question).await.expect("figures");
                let cdrs =
                    found.map(|found| found.total.and_then(|total| total.cdrs.shown().copied()));
                let cdrs: u64 = cdrs
                    .json()
                    .ok()
                    .and_then(|text| text.parse().ok())
                    .expect("a count");
                assert_eq!(cdrs % PAGE, 0, "a part of a page is never seen");
                looks += 1;
            }
            Ok(looks)
        })
        .await;
    looked.expect("figures")
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(work)
}

#[test]
fn a_reader_that_loops_keeps_the_log_small() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let profile = profile(&folder.path().join("profile"));
    // makes the database, so that there is something to read
    let made: Result<(), OpenError> = run(profile.write(WhenBusy::Refuse, now(), async |_| Ok(())));
    made.expect("a database");
    let log = profile.folder().join("voltfolio.db-wal");

    let (done, largest) = (AtomicBool::new(false), AtomicU64::new(0));
    let size = || fs::metadata(&log).map_or(0, |log| log.len());
    let (looks, left) = thread::scope(|scope| {
        let reader = scope.spawn(|| run(look_until(&profile, &done)));
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                largest.fetch_max(size(), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(2));
            }
        });
        // whatever happens to the writer, the others end
        let landed = thread::Builder::new().spawn_scoped(scope, || run(land_all(&profile)));
        let landed = landed.expect("a thread").join();
        // the reader still looks, again and again
        let left = size();
        done.store(true, Ordering::Relaxed);
        landed.expect("the writer");
        (reader.join().expect("the reader"), left)
    });
    let largest = largest.into_inner();
    eprintln!("{looks} looks; the log was at most {} MB", largest >> 20);
    assert!(looks > 10, "{looks} looks");
    assert_eq!(left, 0, "the writer folded it at its end");
    assert!(largest < MOST_LOG, "the log grew to {} MB", largest >> 20);
}
