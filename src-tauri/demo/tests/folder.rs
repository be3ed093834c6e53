//! The demo over a folder, asked over loopback.

#[path = "../../serve/tests/testkit/mod.rs"]
mod testkit;

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use demo::{Clock, DemoError, Folder, Options, Records, Troubles};
use serve::{DEFAULT_LIMIT, Module, Question, Source};
use testkit::{TOKEN, get, walk};

fn options(folder: &Path, now: &str, limit: usize) -> Options {
    Options {
        records: Records::Folder(folder.to_owned()),
        port: 0,
        token: TOKEN.to_owned(),
        clock: Clock::FrozenAt(now.parse().unwrap()),
        limit: NonZeroUsize::new(limit).unwrap(),
        troubles: Troubles::default(),
    }
}

/// A running demo; gives the address that its modules are below.
async fn demo(options: Options) -> String {
    let (ready, url) = tokio::sync::oneshot::channel();
    tokio::spawn(demo::run(
        options,
        |url| ready.send(url.to_owned()).unwrap(),
        std::future::pending(),
    ));
    url.await.unwrap().replace("/versions", "/2.2.1")
}

fn gzipped(path: PathBuf, text: &str) {
    let mut encoder =
        flate2::write::GzEncoder::new(fs::File::create(path).unwrap(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap();
}

fn shared(folder: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared =
        std::env::var_os("VOLTFOLIO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let path = shared.join(folder);
    if path.is_dir() {
        return Some(path);
    }
    let is_required =
        std::env::var_os("VOLTFOLIO_REQUIRE_SHARED").is_some_and(|value| value == "1");
    assert!(
        !is_required,
        "{} is not there, but VOLTFOLIO_REQUIRE_SHARED=1",
        path.display()
    );
    println!("not run: {} is not there", path.display());
    None
}

const UNSORTED: &str = r#"[
    {"id": "c", "last_updated": "2026-01-03T00:00:00Z"},
    {"id": "broken", "last_updated": "2026-01-03T17:17:66Z", "kwh": 1.50},
    {"id": "a", "last_updated": "2026-01-01T00:00:00"},
    {"id": "b", "last_updated": "2026-01-02T01:00:00+01:00"},
    {"id": "d", "last_updated": "2026-01-04T00:00:00Z"}
]"#;

#[tokio::test]
async fn records_come_in_order_of_their_change_and_the_future_is_withheld() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cdrs.json"), UNSORTED).unwrap();
    let base = demo(options(folder.path(), "2026-01-03T00:00:00Z", 2)).await;
    assert_eq!(
        walk(&format!("{base}/cdrs")).await,
        [["a", "b"], ["c", "broken"]]
    );

    let base = demo(options(folder.path(), "2026-01-02T23:59:59Z", 2)).await;
    assert_eq!(walk(&format!("{base}/cdrs")).await, [["a", "b"]]);
}

#[tokio::test]
async fn a_record_is_served_as_its_file_has_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cdrs.json"), UNSORTED).unwrap();
    let base = demo(options(folder.path(), "2027-01-01T00:00:00Z", 9)).await;
    let answer = get(&format!("{base}/cdrs")).await;
    let records = answer.envelope().list().unwrap();
    let broken = r#"{"id": "broken", "last_updated": "2026-01-03T17:17:66Z", "kwh": 1.50}"#;
    assert!(records.iter().any(|record| record.get() == broken));
}

#[tokio::test]
async fn trouble_comes_when_it_was_asked_for_and_passes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cdrs.json"), UNSORTED).unwrap();
    let troubles = Troubles {
        delay: Duration::from_millis(20),
        refuse: NonZeroU64::new(3),
        cut_off: NonZeroU64::new(2),
    };
    let base = demo(Options {
        troubles,
        ..options(folder.path(), "2027-01-01T00:00:00Z", 9)
    })
    .await;
    let mut seen = Vec::new();
    let started = Instant::now();
    for _ in 0..6 {
        let answer = get(&format!("{base}/cdrs")).await;
        let is_json = serde_json::from_str::<serde_json::Value>(&answer.body).is_ok();
        seen.push((answer.status, is_json));
    }
    assert!(started.elapsed() >= 6 * troubles.delay);
    let (whole, cut_off, refused) = ((200, true), (200, false), (500, true));
    assert_eq!(seen, [whole, cut_off, refused, cut_off, whole, refused]);
}

#[tokio::test]
async fn a_module_without_a_file_is_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    gzipped(folder.path().join("sessions.json.gz"), "[]");
    let base = demo(options(folder.path(), "2027-01-01T00:00:00Z", 9)).await;
    assert_eq!(get(&format!("{base}/sessions")).await.ids().len(), 0);
    assert_eq!(get(&format!("{base}/cdrs")).await.status, 404);
}

#[test]
fn a_folder_that_cannot_be_served_says_what_is_wrong_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let error = |folder: &Path| Folder::read(folder).unwrap_err();
    assert!(matches!(
        error(folder.path()),
        DemoError::NothingToServe { .. }
    ));
    assert!(matches!(
        error(&folder.path().join("none")),
        DemoError::NothingToServe { .. }
    ));
    fs::write(folder.path().join("cdrs.json.gz"), "not gzip").unwrap();
    assert!(matches!(error(folder.path()), DemoError::Unreadable { .. }));
    fs::write(folder.path().join("cdrs.json"), r#"{"data": []}"#).unwrap();
    let error = error(folder.path());
    assert!(matches!(error, DemoError::NotAnArray { .. }), "{error}");
    assert!(
        error
            .to_string()
            .contains("cdrs.json is not a JSON array of OCPI records"),
        "{error}"
    );
}

#[tokio::test]
async fn every_cdr_of_the_small_folder_is_served_once() {
    let Some(folder) = shared("data/dev-small") else {
        return;
    };
    let all = Folder::read(&folder).unwrap().count(Module::Cdrs);
    let base = demo(options(&folder, "2030-01-01T00:00:00Z", 97)).await;
    let ids: Vec<String> = walk(&format!("{base}/cdrs")).await.concat();
    assert_eq!(
        (ids.len(), ids.iter().collect::<HashSet<_>>().len()),
        (all, all)
    );
}

#[tokio::test]
async fn a_page_out_of_thirty_five_thousand_cdrs_takes_no_time() {
    let Some(folder) = shared("data/dev") else {
        return;
    };
    let folder = Folder::read(&folder).unwrap();
    assert_eq!(folder.count(Module::Cdrs), 35_617);
    let question = Question {
        module: Module::Cdrs,
        from: Some("2024-01-01T00:00:00Z".parse().unwrap()),
        until: "2030-01-01T00:00:00Z".parse().unwrap(),
        offset: 10_000,
        limit: DEFAULT_LIMIT.get(),
    };
    let started = Instant::now();
    for _ in 0..100 {
        assert_eq!(folder.page(question).await.unwrap().records.len(), 1_000);
    }
    // 100 pages in under a second even unoptimised: nothing is parsed, and nothing is looked through
    assert!(
        started.elapsed().as_millis() < 1_000,
        "{:?}",
        started.elapsed()
    );
}
