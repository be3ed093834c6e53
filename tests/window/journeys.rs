//! What people do on their first days, from the window's opening to what they came for.

use std::{collections::HashSet, fs, path::Path};

use serde_json::{Value, json};

use crate::{
    harness::Desk,
    steps::{DOWN, ENTER, ESCAPE, NOON, drawer, focused, go, leave, rests, synced, tab_to, tile},
};

#[tokio::test]
async fn the_sample_world_is_looked_at_by_one_person_and_then_by_another() {
    let desk = Desk::new();
    // the second half of a month, at noon: there is something to see, and something to compare it with
    let window = desk.open_with(&["--sample", "--now", NOON]).await;
    window.choose("language", "en").await;

    synced(&window).await;
    let seen = window.says().await;
    for what in [
        "Charging now",
        "Cost, net",
        "By property",
        "By user group",
        "vs 1",
        "a preview",
        "Sample world",
    ] {
        assert!(seen.contains(what), "{what} is not on the page: {seen}");
    }
    window.picture("overview").await;
    let find = "return document.querySelector('tbody .label').innerText";
    let property = window.run(find, Value::Null).await;
    let property = property.as_str().expect("a property's name");

    // another person: a new sign-in, and nothing of the one before
    leave(&window).await;
    let everybody = window.says().await;
    for role in [
        "Facility manager",
        "Site manager",
        "Property manager",
        "Controller",
        "Fleet manager",
        "Hotel operator",
        "Tenant admin",
        "Operator",
    ] {
        assert!(everybody.contains(role), "{role} is nobody's: {everybody}");
    }
    assert!(
        !everybody.contains(property),
        "{property} is still there: {everybody}"
    );
    window.picture("sign-in").await;
    window.press("Facility manager").await;
    window
        .until("the other person's overview", async || {
            tile(&window, "Sessions").await.is_some()
        })
        .await;
    assert_eq!(tile(&window, "Cost, net").await, None);
    window.picture("overview-facility-manager").await;
    window.close().await;
}

#[tokio::test]
async fn sites_lead_to_one_alone_and_a_charge_point_says_how_its_days_went() {
    let desk = Desk::new();
    let window = desk.open_with(&["--sample", "--now", NOON]).await;
    synced(&window).await;

    assert!(go(&window, "sites").await);
    let scales = "return [...document.querySelectorAll('main li svg')]
        .map((picture) => [...picture.querySelectorAll('text')].map((text) => text.textContent).join())";
    let scales = window.run(scales, Value::Null).await;
    let scales: HashSet<&Value> = scales.as_array().expect("pictures").iter().collect();
    assert_eq!(scales.len(), 1, "sites are on one scale");
    window.picture("sites").await;
    let text = "return document.querySelector(a)?.innerText ?? null";
    let name = window.run(text, json!("main li h2")).await;
    assert!(name.is_string(), "there is a site");
    window.click("main li a").await;
    window
        .until("one site alone", async || {
            window.run(text, json!(".where [aria-current]")).await == name
                && tile(&window, "Charge points").await.is_some()
        })
        .await;
    window.picture("site").await;

    window.click(".where a").await;
    window
        .until("all sites", async || {
            window.run(text, json!(".where [aria-current]")).await == Value::Null
        })
        .await;
    assert!(go(&window, "charge-points").await);
    let points = tile(&window, "Charge points").await;
    assert!(points.is_some_and(|points| points != "0"));
    let available = tile(&window, "Available, 30 days").await;
    assert!(
        available
            .as_deref()
            .is_some_and(|share| share.ends_with('%')),
        "{available:?}"
    );
    // the computer was off for two days and a half
    assert!(window.says().await.contains("of the time"));
    window.picture("charge-points").await;
    window.click("main tbody th a").await;
    let days =
        "return [...document.querySelectorAll('aside tbody tr')].map((day) => day.innerText)";
    window
        .until("a charge point beside the others", async || {
            let days = window.run(days, Value::Null).await;
            let days: Vec<&str> = days
                .as_array()
                .expect("rows")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            days.len() == 30
                && days[0].starts_with("Today")
                && days.iter().any(|day| day.ends_with("not observed"))
                && days.iter().any(|day| day.ends_with("100.0%"))
        })
        .await;
    window.picture("charge-point").await;
    window.close().await;
}

#[tokio::test]
async fn the_dearest_session_of_last_month_is_found_and_says_why_it_cost_that() {
    let desk = Desk::new();
    let window = desk.open_with(&["--sample", "--now", NOON]).await;
    synced(&window).await;
    assert!(go(&window, "sessions").await);
    window.click("[aria-label=Earlier]").await;
    let first = "return [...document.querySelectorAll('[role=gridcell]')].slice(0, 9).map((cell) => cell.innerText)";
    window
        .until("sessions of last month", async || {
            let row = window.run(first, Value::Null).await;
            row[0]
                .as_str()
                .is_some_and(|started| started.contains("/10/26"))
        })
        .await;
    window.press("Net").await;
    let dearest = "return document.querySelector('[aria-sort=descending]')?.innerText";
    window
        .until("the dearest first", async || {
            let sorted = window.run(dearest, Value::Null).await;
            sorted.as_str().is_some_and(|head| head.starts_with("Net"))
                && window.run(first, Value::Null).await[6] != Value::Null
        })
        .await;
    let row = window.run(first, Value::Null).await;
    let (started, net) = (row[0].as_str(), row[6].as_str().expect("its cost"));
    assert!(
        started.is_some_and(|started| started.contains("/10/26")),
        "{row}"
    );

    // by mouse
    window.click("[role=row].body").await;
    let said = drawer(&window, "What it cost").await;
    assert!(said.contains(net), "{net} is not in {said}");
    assert!(said.contains("The CPMS charged"), "{said}");
    assert!(!said.contains("Driver"), "{said}");
    window.picture("session").await;
    window.click("[aria-label=Close]").await;
    window
        .until("no drawer", async || {
            window.text("aside[aria-label=Session]").await.is_none()
        })
        .await;

    // by keyboard alone: the second one, and away again
    window.keys("[role=grid]", &format!("{DOWN}{ENTER}")).await;
    drawer(&window, "What it cost").await;
    window.keys("[role=grid]", ESCAPE).await;
    window
        .until("no drawer", async || {
            window.text("aside[aria-label=Session]").await.is_none()
        })
        .await;

    // and that month's statement has it, too: on screen, and in a file
    assert!(go(&window, "statements").await);
    let sheets = "return document.querySelectorAll('svg[role=img]').length";
    window
        .until("the pages of a statement", async || {
            window.run(sheets, Value::Null).await.as_u64() > Some(1)
        })
        .await;
    let paper = window.text("main").await.unwrap_or_default();
    assert!(
        paper.contains("Charging statement, October 2026"),
        "{paper}"
    );
    let pages = window.run(sheets, Value::Null).await;
    assert!(
        paper.contains(&format!("Page {pages} of {pages}")),
        "{paper}"
    );
    window.picture("statement").await;
    window.press("Save as PDF").await;
    let outcome = ".outcome[role=status]";
    window
        .until("where it went", async || {
            let said = window.text(outcome).await.unwrap_or_default();
            said.starts_with("Saved as ")
        })
        .await;
    let said = window.text(outcome).await.unwrap_or_default();
    let file = said.trim_start_matches("Saved as ").trim();
    let pdf = fs::read(file).expect("the file is there");
    assert!(Path::new(file).starts_with(desk.home()), "{file}");
    assert!(pdf.starts_with(b"%PDF-1.7"), "{file}");
    window.close().await;
}

#[tokio::test]
async fn a_controller_takes_along_what_was_charged_otherwise_than_the_tariff_says() {
    let desk = Desk::new();
    let window = desk
        .open_with(&["--sample", "--now", NOON, "--person", "musterbau/konrad"])
        .await;
    synced(&window).await;
    for by_keyboard in [false, true] {
        if by_keyboard {
            // the overview says how many there are, and leads to them
            window.keys("main", "go").await;
            rests(&window, "overview").await;
            tab_to(&window, " differing").await;
            window.types(ENTER).await;
            rests(&window, "sessions").await;
        } else {
            window.click(".rail a[href^='#/sessions']").await;
            rests(&window, "sessions").await;
            window.pick("Price", "differs").await;
        }
        window
            .until("those that differ", async || {
                let rows = window.text("[role=grid]").await.unwrap_or_default();
                rows.contains("differs") && !rows.contains("agrees")
            })
            .await;
        window.picture("differing").await;
        if by_keyboard {
            tab_to(&window, "Export").await;
            window.types(ENTER).await;
        } else {
            window.press("Export").await;
        }
        let name = match by_keyboard {
            false => "Sessions 2026-11-01 to 2026-11-30.csv",
            true => "Sessions 2026-11-01 to 2026-11-30 (2).csv",
        };
        window
            .until("the file", async || window.says().await.contains(name))
            .await;
        let sheet = fs::read_to_string(desk.home().join(name)).expect("the file is there");
        let lines: Vec<&str> = sheet.lines().collect();
        assert!(lines[0].ends_with("Net,Gross,Price,State"), "{}", lines[0]);
        assert!(lines.len() > 1, "{sheet}");
        for line in &lines[1..] {
            assert!(line.contains(",differs,"), "{line}");
        }
        window.pick("Price", "All prices").await;
        let agrees = "return document.querySelector('[role=grid]')?.innerText.includes('agrees')";
        window
            .until("all again", async || {
                window.run(agrees, Value::Null).await == true
            })
            .await;
    }
    window.close().await;
}

#[tokio::test]
async fn a_facility_manager_finds_the_charge_point_that_went_silent() {
    let desk = Desk::new();
    let words = ["--sample", "--now", NOON, "--person", "beispielhof/flora"];
    let window = desk.open_with(&words).await;
    synced(&window).await;
    // each row's own place in its table, and what it says
    let silent = "return [...document.querySelectorAll('tbody tr')]
        .filter((row) => row.innerText.includes('Out of reach'))
        .map((row) => [row.rowIndex, row.innerText])";
    for by_keyboard in [false, true] {
        if by_keyboard {
            window.keys("main", "go").await;
            rests(&window, "overview").await;
            window.keys("main", "gp").await;
        } else {
            window.click(".rail a[href^='#/charge-points']").await;
        }
        rests(&window, "charge-points").await;
        let found = window.run(silent, Value::Null).await;
        assert_eq!(
            found.as_array().map(Vec::len),
            Some(1),
            "{}",
            window.says().await
        );
        let (place, row) = (&found[0][0], found[0][1].as_str().unwrap_or_default());
        assert!(place.as_u64() <= Some(2), "worst first: {found}");
        assert!(row.contains("DE*VFX*E"), "{row}");
        // it says since when
        assert!(row.contains(" Oct, "), "{row}");
    }
    window.picture("charge-points").await;
    window.close().await;
}

#[tokio::test]
async fn every_view_is_reached_and_a_session_opened_by_keyboard_alone() {
    let desk = Desk::new();
    let words = ["--sample", "--now", NOON, "--person", "operator"];
    let window = desk.open_with(&words).await;
    synced(&window).await;

    // where a drawer stands beside it, a list scrolls by itself
    for (keys, view, scrolls) in [
        ("gs", "sites", "main"),
        ("gp", "charge-points", "region"),
        ("gc", "connection", "main"),
        ("ge", "sessions", "main"),
    ] {
        window.keys("main", keys).await;
        rests(&window, view).await;
        focused(&window, scrolls).await;
    }
    window.keys("main", DOWN).await;
    focused(&window, "grid").await;
    window
        .keys("[role=grid]", &format!("{DOWN}{DOWN}{ENTER}"))
        .await;
    drawer(&window, "The CPMS’s own record").await;
    window.keys("[role=grid]", ESCAPE).await;
    window
        .until("the list alone", async || {
            window.text("aside[aria-label=Session]").await.is_none()
        })
        .await;

    window.keys("main", "?").await;
    window
        .until("the keys", async || {
            let keys = window.text("[role=dialog]").await;
            keys.is_some_and(|keys| keys.contains("Charge points"))
        })
        .await;
    window.picture("keys").await;
    window.keys("[role=dialog]", ESCAPE).await;
    window
        .until("no dialog", async || {
            window.text("[role=dialog]").await.is_none()
        })
        .await;

    // what only the operator is told is there for the operator
    window.keys("main", "gc").await;
    rests(&window, "connection").await;
    let seen = window.says().await;
    for what in ["Connected.", "http://127.0.0.1:", "CDRs", "Not understood"] {
        assert!(seen.contains(what), "{what} is not on the page: {seen}");
    }
    window.picture("connection").await;
    window.close().await;
}

#[tokio::test]
async fn a_customer_is_told_how_far_the_data_is_without_a_count() {
    let desk = Desk::new();
    let words = ["--sample", "--now", NOON, "--person", "musterbau/fritz"];
    let window = desk.open_with(&words).await;
    synced(&window).await;
    assert!(go(&window, "connection").await);
    let said = window.text("main").await.unwrap_or_default();
    assert!(
        said.contains("Complete: all that this CPMS had is here."),
        "{said}"
    );
    for what in ["127.0.0.1", "CDRs", "Module", "understood"] {
        assert!(!said.contains(what), "{what}: {said}");
    }
    window.picture("connection-facility-manager").await;
    window.close().await;
}
