//! Newest first: what is pulled in which order, and that what is said to be complete is.

use std::{cmp::Reverse, fs, path::Path};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};

use crate::{
    misbehaving::{Asked, Deal, Proxy, without},
    program::{Demo, Desk, records, write_folder},
    shared,
};

const NOW: &str = "2026-11-23T09:14:00Z";
const SMALL_PAGES: &str = "--limit 20 --now 2026-11-23T09:14:00Z";
/// All the data was charged there.
const ZONE: Tz = Tz::Europe__Berlin;

fn instant(text: &str) -> DateTime<Utc> {
    text.parse()
        .unwrap_or_else(|_| panic!("{text:?} is an instant"))
}

/// The windows of a module in the order in which they were begun.
fn windows(asked: &[Asked], module: &str) -> Vec<(Option<DateTime<Utc>>, DateTime<Utc>)> {
    let begun = |one: &&Asked| one.module == module && one.offset == 0 && one.limit > 1;
    let window = |one: &Asked| {
        let until = one.until.as_deref().expect("a date_to");
        (one.from.as_deref().map(instant), instant(until))
    };
    asked.iter().filter(begun).map(window).collect()
}

/// How many of a module's records started on a local day or later.
fn started_from(folder: &Path, module: &str, day: &str) -> usize {
    let day: NaiveDate = day.parse().expect("a day");
    let started = |record: &&Value| {
        let started = instant(record["start_date_time"].as_str().expect("a start"));
        started.with_timezone(&ZONE).date_naive() >= day
    };
    records(folder, module).iter().filter(started).count()
}

fn count(total: &Value, names: &[&str]) -> usize {
    let one = |name: &&str| total[*name].as_u64().expect("a count") as usize;
    names.iter().map(one).sum()
}

#[test]
fn windows_come_newest_first_and_touch() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, SMALL_PAGES);
    let proxy = Proxy::watching(&cpms);
    let desk = Desk::new();
    desk.sync_from(&proxy.url).json();
    let asked = proxy.asked();
    let begun = |module| asked.iter().position(|one| one.module == module);
    assert!(
        begun("tariffs") < begun("sessions"),
        "what sessions refer to comes first"
    );
    // side by side: what is here of a time is here with what it cost
    let begun = asked
        .iter()
        .filter(|one| one.is_of_charging() && one.offset == 0 && one.limit > 1);
    let ends: Vec<&str> = begun.filter_map(|one| one.until.as_deref()).collect();
    assert!(
        ends.is_sorted_by_key(|end| Reverse(instant(end))),
        "{ends:?}"
    );
    for module in ["sessions", "cdrs"] {
        let windows = windows(&asked, module);
        assert_eq!(windows[0].1, instant(NOW));
        assert_eq!(windows[0].0, Some(instant(NOW) - TimeDelta::days(7)));
        for pair in windows.windows(2) {
            let overlap = pair[0].0.map(|from| pair[1].1 - from);
            assert_eq!(overlap, Some(TimeDelta::seconds(1)), "{windows:?}");
        }
        assert!(windows.len() > 5, "{windows:?}");
        // below the last there is nothing, and the CPMS says so
        let counted = |one: &&Asked| one.module == module && one.limit == 1;
        let counts: Vec<&Asked> = asked.iter().filter(counted).collect();
        assert_eq!(counts.len(), 2, "{counts:?}");
        // of the one module OCPI wants a beginning
        let beginning = (module == "sessions").then_some("1970-01-01T00:00:00Z");
        assert_eq!(counts[1].from.as_deref(), beginning);
        let below = counts[1].until.as_deref().map(instant);
        let lowest = windows.last().and_then(|window| window.0);
        assert_eq!(below, lowest.map(|from| from + TimeDelta::seconds(1)));
    }
    let figures = desk.figures("total");
    assert_eq!(
        (&figures["complete_from"], &figures["incomplete"]),
        (&json!("2010-01-01"), &json!(false))
    );
    assert_eq!(figures["as_of"], NOW);
}

#[test]
fn a_backfill_that_breaks_off_again_and_again_is_complete_back_to_a_day_that_moves() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, SMALL_PAGES);
    let undisturbed = Desk::new();
    let whole = undisturbed.sync(&cpms).json();

    let desk = Desk::new();
    let broken = desk.sync_from(&Proxy::refusing_after(&cpms, "cdrs", 0).url);
    assert_eq!(broken.code, 5, "{broken:?}");
    let figures = desk.figures("total");
    assert_eq!(figures["complete_from"], Value::Null, "no CDR is here");
    assert_eq!(figures["incomplete"], true);

    let mut days = vec!["9999-12-31".to_owned()];
    let mut runs = 0;
    let last = loop {
        let proxy = Proxy::refusing_after(&cpms, "cdrs", 7);
        let run = desk.sync_from(&proxy.url);
        runs += 1;
        assert!(runs < 30, "each run gets further: {days:?}");
        // the backfill goes on where it was, after what is new
        let windows = windows(&proxy.asked(), "cdrs");
        if runs > 1 {
            let overlap = instant(NOW) - TimeDelta::minutes(5);
            assert_eq!(windows[0], (Some(overlap), instant(NOW)), "{windows:?}");
        }
        let figures = desk.figures("total");
        let day = figures["complete_from"].as_str().expect("a day").to_owned();
        assert!(Some(&day) <= days.last(), "{days:?} then {day}");
        let since = desk
            .run(&format!(
                "figures --as operator --from {day} --to 2030-12-31 --by total"
            ))
            .json();
        assert_eq!(since["incomplete"], false);
        let total = &since["total"];
        assert_eq!(
            count(total, &["cdrs", "credits"]),
            started_from(&folder, "cdrs", &day),
            "since {day}"
        );
        assert_eq!(
            count(total, &["sessions"]),
            started_from(&folder, "sessions", &day),
            "since {day}"
        );
        days.push(day);
        if run.code == 0 {
            break run.json();
        }
        assert_eq!(run.code, 5, "{run:?}");
        assert_eq!(figures["incomplete"], true);
        assert!(days.last().is_some_and(|day| day.as_str() > "2010-01-01"));
    };
    assert_eq!(last["complete"], true);
    days.dedup();
    let moved = days
        .iter()
        .filter(|day| day.as_str() > "2010-01-01")
        .count()
        - 1;
    assert!(moved > 1, "it moves with each window: {days:?}");
    assert_eq!(days.last().map(String::as_str), Some("2010-01-01"));
    assert_eq!(desk.digest(), undisturbed.digest());
    assert_eq!(
        desk.figures("property"),
        undisturbed.figures("property"),
        "{whole}"
    );
}

#[test]
fn a_cpms_that_does_not_keep_to_windows_is_walked_whole_and_that_is_remembered() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, SMALL_PAGES);
    let undisturbed = Desk::new();
    undisturbed.sync(&cpms).json();
    for ignored in [
        &["date_to"][..],
        &["date_from"][..],
        &["date_from", "date_to"][..],
    ] {
        let desk = Desk::new();
        let proxy = Proxy::ignoring(&cpms, ignored);
        let synced = desk.sync_from(&proxy.url).json();
        assert_eq!(synced["modules"]["cdrs"]["written"], 501, "{ignored:?}");
        let asked = windows(&proxy.asked(), "cdrs");
        assert_eq!(asked.last(), Some(&(None, instant(NOW))), "{ignored:?}");
        assert_eq!(desk.digest(), undisturbed.digest(), "{ignored:?}");
        let figures = desk.figures("total");
        assert_eq!(figures["complete_from"], "2010-01-01", "{ignored:?}");

        // broken off while it is walked whole, it is not tried by windows again
        let desk = Desk::new();
        let (mut is_whole, mut pages) = (false, 0);
        let flaky = Proxy::before(&cpms, move |asked, url| {
            let is_of_cdrs = asked.module == "cdrs" && asked.limit > 1;
            is_whole |= is_of_cdrs && asked.from.is_none() && asked.until.as_deref() == Some(NOW);
            pages += usize::from(is_of_cdrs && is_whole);
            if pages > 5 {
                return Deal::Refuse;
            }
            Deal::Pass(if asked.is_of_charging() {
                without(&url, ignored)
            } else {
                url
            })
        });
        let broken = desk.sync_from(&flaky.url);
        assert_eq!(broken.code, 5, "{broken:?}");
        let proxy = Proxy::ignoring(&cpms, ignored);
        desk.sync_from(&proxy.url).json();
        let begun = windows(&proxy.asked(), "cdrs");
        let forward = (Some(instant(NOW) - TimeDelta::minutes(5)), instant(NOW));
        assert_eq!(begun, [forward], "{ignored:?}");
        let counted = |one: &Asked| one.module == "cdrs" && one.limit == 1;
        assert!(!proxy.asked().iter().any(counted), "{ignored:?}");
        assert_eq!(desk.digest(), undisturbed.digest(), "{ignored:?}");
    }
}

#[test]
fn a_record_of_the_instant_between_two_windows_comes_however_their_ends_are_taken() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let desk = Desk::new();
    let served = desk.folder().join("served");
    let mut cdrs = records(&folder, "cdrs");
    let between = instant(NOW) - TimeDelta::days(7);
    cdrs[9]["last_updated"] = json!(between);
    write_folder(
        &served,
        &[
            ("locations", &records(&folder, "locations")),
            ("cdrs", &cdrs),
        ],
    );
    let cpms = Demo::serve(&served, SMALL_PAGES);
    let moved = |name: &'static str| {
        Proxy::before(&cpms, move |_, mut url| {
            let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
            let pairs = pairs.into_iter().map(|(key, value)| {
                let value = match DateTime::parse_from_rfc3339(&value) {
                    Ok(at) if key == name => (at + TimeDelta::milliseconds(1)).to_rfc3339(),
                    _ => value,
                };
                (key, value)
            });
            let pairs: Vec<_> = pairs.collect();
            if !pairs.is_empty() {
                url.query_pairs_mut().clear().extend_pairs(pairs);
            }
            Deal::Pass(url)
        })
    };
    // `date_from` exclusive, `date_to` inclusive
    for name in ["date_from", "date_to"] {
        let desk = Desk::new();
        let synced = desk.sync_from(&moved(name).url).json();
        assert_eq!(
            synced["modules"]["cdrs"]["written"], 501,
            "{name}: {synced}"
        );
    }
}

#[test]
fn a_cpms_without_history_is_complete_after_a_few_requests() {
    let desk = Desk::new();
    let served = desk.folder().join("served");
    let modules = ["locations", "tariffs", "sessions", "cdrs"];
    write_folder(&served, &modules.map(|module| (module, &[][..])));
    let cpms = Demo::serve(&served, "");
    let synced = desk.sync(&cpms).json();
    assert_eq!(synced["complete"], true);
    assert!(synced["requests"].as_u64() <= Some(9), "{synced}");
    let figures = desk.figures("total");
    assert_eq!(figures["complete_from"], "2010-01-01");
    assert_eq!(figures["incomplete"], false);

    // one whose history fits a page has it in one
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let desk = Desk::new();
    let young = Demo::serve(&folder, "");
    let synced = desk.sync(&young).json();
    assert_eq!(synced["modules"]["cdrs"]["received"], 501);
    assert!(synced["requests"].as_u64() <= Some(15), "{synced}");
}

#[test]
fn a_second_run_asks_for_what_is_new_alone() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let desk = Desk::new();
    desk.sync(&Demo::serve(&folder, SMALL_PAGES)).json();
    // an hour later something has changed
    let served = desk.folder().join("served");
    let mut cdrs = records(&folder, "cdrs");
    let mut new = cdrs[0].clone();
    new["id"] = json!("NEW");
    new["last_updated"] = json!("2026-11-23T09:20:00Z");
    cdrs.push(new);
    write_folder(&served, &[("cdrs", &cdrs)]);
    for module in ["locations", "tariffs", "sessions"] {
        let name = format!("{module}.json.gz");
        fs::copy(folder.join(&name), served.join(&name)).expect("a module can be copied");
    }
    let cpms = Demo::serve(&served, "--limit 20 --now 2026-11-23T10:14:00Z");
    let proxy = Proxy::watching(&cpms);
    let synced = desk.sync_from(&proxy.url).json();
    assert_eq!(synced["modules"]["cdrs"]["written"], 1);
    assert_eq!(synced["as_of"], "2026-11-23T10:14:00Z");
    let asked = proxy.asked();
    for module in ["locations", "tariffs", "sessions", "cdrs"] {
        let window = (
            Some(instant("2026-11-23T09:09:00Z")),
            instant("2026-11-23T10:14:00Z"),
        );
        assert_eq!(windows(&asked, module), [window], "{module}");
    }
    // three to find the modules, one for each, and the one behind the page that holds something
    assert_eq!(synced["requests"], 3 + 4 + 1, "{synced}");
    assert_eq!(desk.figures("total")["complete_from"], "2010-01-01");
}
