//! What was not understood stays until it is.

use chrono::{DateTime, TimeDelta, Utc};
use model::{Arrival, Arrivals, Currency, Module, Party, RecordId, Reject, Tariff, Version};
use store::{Cursor, OpenError, Page, Passphrase, Profile, WhenBusy, Writer};

fn now() -> DateTime<Utc> {
    "2026-11-20T09:00:00Z".parse().expect("an instant")
}

fn reject(reason: &'static str, bytes: &str) -> Reject {
    Reject {
        version: None,
        reason,
        detail: String::new(),
        bytes: bytes.as_bytes().into(),
    }
}

fn tariff(bytes: &str) -> Arrival<Tariff> {
    Arrival {
        record: Tariff {
            id: RecordId {
                party: Party {
                    country_code: "DE".into(),
                    party_id: "HVB".into(),
                },
                id: bytes.into(),
            },
            currency: Currency::new("EUR").expect("a currency"),
            last_updated: now(),
        },
        bytes: bytes.as_bytes().into(),
        fields: Vec::new(),
        rounded: false,
    }
}

/// What a module's quarantine has in it.
async fn kept(writer: &mut Writer, module: Module) -> Vec<Vec<u8>> {
    let connection = writer.connect("main", None, None).await;
    let connection = connection.expect("the connection");
    let mut all = Vec::new();
    let mut last = None;
    loop {
        let some = writer.quarantined(&connection, module, last.as_ref(), 2);
        let some = some.await.expect("records");
        all.extend(some.iter().map(|record| record.bytes.clone()));
        let Some(end) = some.into_iter().next_back() else {
            return all;
        };
        last = Some(end);
    }
}

#[test]
fn a_record_that_is_understood_later_leaves_alone_and_moves_no_cursor() {
    let folder = tempfile::tempdir().expect("a folder");
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
    let profile = profile.expect("a profile");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let work = async |writer: &mut Writer| -> Result<(), OpenError> {
        let url = Some("http://localhost");
        let connection = writer.connect("main", url, None).await;
        let connection = connection.expect("a connection");
        let cursor = Cursor {
            complete_from: Some(model::BEGINNING),
            complete_until: Some(now()),
            ..Cursor::default()
        };
        for module in [Module::Tariffs, Module::Cdrs] {
            let page = Page {
                arrivals: Arrivals::none_of(module),
                // the same bytes of another module are another record
                rejects: ["one", "two", "three"]
                    .map(|bytes| reject("not-json", bytes))
                    .into(),
                cursor: cursor.clone(),
            };
            let landed = writer.land(&connection, &page, now());
            landed.await.expect("a page lands");
        }
        let arrivals = Arrivals::Tariffs(vec![tariff("two")]);
        let rejects = [
            reject("missing-field", "one"),
            reject("missing-field", "three"),
        ];
        for written in [1, 0] {
            let landed = writer.land_again(&connection, &arrivals, &rejects);
            let landed = landed.await.expect("it lands");
            assert_eq!((landed.written, landed.quarantined), (written, 2));
            assert_eq!(
                kept(writer, Module::Tariffs).await,
                [b"one".to_vec(), b"three".to_vec()]
            );
            assert_eq!(kept(writer, Module::Cdrs).await.len(), 3);
            let stands = writer.cursor(&connection, Module::Tariffs).await;
            assert_eq!(stands.expect("a cursor"), cursor);
        }
        Ok(())
    };
    let done = runtime.block_on(profile.write(WhenBusy::Refuse, now(), work));
    done.expect("it is written");
}

#[test]
fn a_version_that_a_newer_one_has_taken_the_place_of_leaves_whichever_came_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
    let profile = profile.expect("a profile");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let of = |id: &str, hours: i64| {
        let mut reject = reject("missing-field", &format!("{id} {hours}"));
        reject.version = Some(Version {
            id: tariff(id).record.id,
            last_updated: now() + TimeDelta::hours(hours),
        });
        reject
    };
    let page = |arrivals: &[&str], rejects: Vec<Reject>| Page {
        arrivals: Arrivals::Tariffs(arrivals.iter().copied().map(tariff).collect()),
        rejects,
        cursor: Cursor::default(),
    };
    let work = async |writer: &mut Writer| -> Result<(), OpenError> {
        let url = Some("http://localhost");
        let connection = writer.connect("main", url, None).await;
        let connection = connection.expect("a connection");
        for page in [
            // in another spelling it is the same record
            page(&[], vec![of("mended", -1), of("WORSE", 1), of("same", 0)]),
            page(&["Mended", "worse", "same", "late"], Vec::new()),
            page(&[], vec![of("late", -1), of("elsewhere", -1)]),
        ] {
            let landed = writer.land(&connection, &page, now());
            landed.await.expect("a page lands");
        }
        let left = ["WORSE 1", "same 0", "elsewhere -1"].map(|text| text.as_bytes().to_vec());
        assert_eq!(kept(writer, Module::Tariffs).await, left);
        Ok(())
    };
    let done = runtime.block_on(profile.write(WhenBusy::Refuse, now(), work));
    done.expect("it is written");
}
