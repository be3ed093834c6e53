//! The real window, driven through WebKit's WebDriver. `cargo xtask test` brings what it needs.

#[path = "window/bench.rs"]
mod bench;
#[path = "window/cpms.rs"]
mod cpms;
#[path = "window/harness.rs"]
mod harness;
#[path = "window/live.rs"]
mod live;
#[path = "window/others_text.rs"]
mod others_text;
#[path = "command_line/program.rs"]
#[expect(dead_code, reason = "the command line's own tests use all of it")]
mod program;
#[path = "window/screens.rs"]
mod screens;
#[path = "command_line/shared.rs"]
mod shared;

use std::{
    collections::HashSet,
    fs,
    io::ErrorKind,
    net::{TcpListener, TcpStream},
    path::Path,
    process::Command,
};

use harness::{Desk, PROGRAM, Window};
use serde_json::{Value, json};

#[tokio::test]
async fn the_window_shows_its_version_and_holds_its_walls() {
    let desk = Desk::new();
    let window = desk.open().await;
    shows_its_version(&window).await;
    refuses_forbidden_commands(&window).await;
    runs_no_inline_script(&window).await;
    reaches_no_other_origin(&window).await;
    is_hardened(&window).await;
    shows_its_version(&window).await; // and is none the worse for it
    window.close().await;
}

async fn shows_its_version(window: &Window) {
    let version = concat!("Voltfolio ", env!("CARGO_PKG_VERSION"));
    window
        .until(version, async || {
            window.text("footer .version").await.as_deref() == Some(version)
        })
        .await;
}

/// `{answer}` or `{refused}`, by the page's own way to the shell.
async fn invoke(window: &Window, command: &str) -> Value {
    let call = "return window.__TAURI_INTERNALS__.invoke(a, {})
        .then((answer) => ({ answer }), (error) => ({ refused: String(error) }));";
    window.run(call, json!(command)).await
}

/// The same with the isolation frame left out: a message that it encrypted for `about` is sent once
/// more under another name. So only the shell's own permissions stand in the way.
async fn invoke_past_isolation(window: &Window, command: &str) -> Value {
    let call = "
        const { invoke, postMessage, transformCallback } = window.__TAURI_INTERNALS__;
        const sealed = new Promise((seen) => addEventListener('message', ({ data }) => data.payload?.nonce && seen(data)));
        await invoke('about', {});
        return new Promise(async (done) => postMessage({
          ...(await sealed),
          cmd: a,
          callback: transformCallback((answer) => done({ answer }), true),
          error: transformCallback((error) => done({ refused: String(error) }), true),
        }));";
    window.run(call, json!(command)).await
}

async fn refuses_forbidden_commands(window: &Window) {
    let answer = invoke(window, "about").await;
    assert_eq!(answer["answer"]["name"], "Voltfolio", "{answer}");
    for command in [
        "plugin:event|emit",
        "plugin:window|close",
        "no_such_command",
    ] {
        let refused = invoke(window, command).await;
        let text = refused["refused"].as_str().unwrap_or_default();
        // the isolation frame's word for it, so its list did this and not the permissions
        assert!(text.contains("refused"), "{command}: {refused}");
    }

    let answer = invoke_past_isolation(window, "about").await;
    assert_eq!(answer["answer"]["name"], "Voltfolio", "{answer}");
    for command in [
        "plugin:event|emit",
        "plugin:window|close",
        "no_such_command",
    ] {
        let refused = invoke_past_isolation(window, command).await;
        let text = refused["refused"].as_str().unwrap_or_default();
        assert!(text.contains("not allowed"), "{command}: {refused}");
    }
}

async fn runs_no_inline_script(window: &Window) {
    let seen = window
        .run(
            "const violation = new Promise((seen) => addEventListener('securitypolicyviolation', seen, { once: true }));
             const script = document.createElement('script');
             script.textContent = 'window.ran = true';
             document.body.append(script);
             const { effectiveDirective, blockedURI } = await violation;
             return { effectiveDirective, blockedURI, ran: 'ran' in window };",
            Value::Null,
        )
        .await;
    assert_eq!(
        seen,
        json!({"effectiveDirective": "script-src-elem", "blockedURI": "inline", "ran": false})
    );
}

/// By every way that a page has, to a listener that counts who comes.
async fn reaches_no_other_origin(window: &Window) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a listener");
    listener.set_nonblocking(true).expect("not waiting");
    let address = listener.local_addr().expect("an address");
    let has_visitor = || match listener.accept() {
        Ok(_) => true,
        Err(error) if error.kind() == ErrorKind::WouldBlock => false,
        Err(error) => panic!("the listener: {error}"),
    };
    let visit = TcpStream::connect(address).expect("the listener listens");
    assert!(has_visitor(), "the listener sees who comes");
    drop(visit);

    let fetched = window
        .run(
            "return fetch('http://' + a).then(() => 'answered', (error) => error.name);",
            json!(address.to_string()),
        )
        .await;
    assert_eq!(fetched, "TypeError");

    let refused = window
        .run(
            "const refused = [];
             addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective));
             const url = 'http://' + a + '/';
             const add = (tag, values) => document.body.append(Object.assign(document.createElement(tag), values));
             add('img', { src: url });
             add('iframe', { src: url });
             add('script', { src: url });
             add('link', { rel: 'stylesheet', href: url });
             navigator.sendBeacon(url, 'x');
             for (const Channel of [WebSocket, EventSource]) {
               try { new Channel(url); } catch { /* the violation counts */ }
             }
             while (refused.length < 7) await new Promise((next) => setTimeout(next, 20));
             return refused.sort();",
            json!(address.to_string()),
        )
        .await;
    assert_eq!(
        refused,
        json!([
            "connect-src",
            "connect-src",
            "connect-src",
            "frame-src",
            "img-src",
            "script-src-elem",
            "style-src-elem"
        ])
    );

    // no policy covers these two: the shell does
    let stays = window
        .run(
            "const opened = window.open('http://' + a);
             location.href = 'http://' + a;
             // whether to go is asked of the shell, and answered before this
             await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
             await window.__TAURI_INTERNALS__.invoke('about', {});
             return { opened, at: location.origin };",
            json!(address.to_string()),
        )
        .await;
    assert_eq!(stays, json!({"opened": null, "at": "tauri://localhost"}));
    assert!(!has_visitor(), "the page reached another origin");
}

async fn is_hardened(window: &Window) {
    let seen = window
        .run(
            "const attempt = (f) => { try { return f(); } catch (error) { return error.name; } };
             return {
               global: typeof window.__TAURI__,
               frozen: Object.isFrozen(Object.prototype),
               evaluated: attempt(() => new Function('return 1')()),
               isolation: getComputedStyle(document.getElementById('__tauri_isolation__')).display,
             };",
            Value::Null,
        )
        .await;
    assert_eq!(
        seen,
        json!({"global": "undefined", "frozen": true, "evaluated": "EvalError", "isolation": "none"})
    );
}

#[tokio::test]
async fn the_window_speaks_both_languages_in_both_themes() {
    let desk = Desk::new();
    let window = desk.open().await;
    shows_its_version(&window).await;
    let mut pictures = HashSet::from([window.picture("window").await]);
    for (language, title) in [("de", "Noch kein Profil"), ("en", "No profile yet")] {
        window.choose("language", language).await;
        window
            .until(title, async || {
                window.text("h1").await.as_deref() == Some(title)
            })
            .await;
        for (theme, paper) in [("light", "rgb(251, 250, 247)"), ("dark", "rgb(20, 22, 26)")] {
            window.choose("theme", theme).await;
            window
                .until(theme, async || {
                    let ground = "return document.getAnimations().length
                        || getComputedStyle(document.body).backgroundColor;";
                    window.run(ground, Value::Null).await == paper
                })
                .await;
            pictures.insert(window.picture(&format!("window-{theme}-{language}")).await);
        }
    }
    assert!(pictures.len() >= 4, "two of the pictures look the same");
    window.close().await;
}

#[tokio::test]
async fn a_data_folder_has_one_window_and_another_folder_another() {
    let (desk, other) = (Desk::new(), Desk::new());
    let window = desk.open().await;
    let beside = other.open().await;
    assert!(desk.start_again().success());
    shows_its_version(&window).await;
    shows_its_version(&beside).await;
    window.close().await;
    beside.close().await;
}

/// The tile of a figure; nothing where there is none.
async fn tile(window: &Window, label: &str) -> Option<String> {
    let find = "
        const labels = [...document.querySelectorAll('.tile .label')];
        return labels.find((one) => one.innerText === a)?.parentElement.querySelector('.figure').innerText ?? null;";
    let found = window.run(find, json!(label)).await;
    found.as_str().map(str::to_owned)
}

#[tokio::test]
async fn the_sample_world_is_looked_at_by_one_person_and_then_by_another() {
    let desk = Desk::new();
    // the second half of a month, at noon: there is something to see, and something to compare it with
    let window = desk.open_with(&["--sample", "--now", screens::NOON]).await;
    window.choose("language", "en").await;

    // figures are there while the first sync still runs, and say so
    window
        .until("first figures, incomplete", async || {
            let sessions = tile(&window, "Sessions").await;
            sessions.is_some_and(|sessions| sessions != "0")
                && window.says().await.contains("Incomplete")
        })
        .await;
    screens::synced(&window).await;
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
    window.click(".person").await;
    window.press("Look as somebody else").await;
    window
        .until("everybody", async || {
            window.says().await.contains("Who looks?")
        })
        .await;
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
async fn sites_lead_to_one_alone_and_charge_points_say_what_nobody_observed() {
    let desk = Desk::new();
    let window = desk.open_with(&["--sample", "--now", screens::NOON]).await;
    screens::synced(&window).await;

    assert!(screens::go(&window, "sites").await);
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
    assert!(screens::go(&window, "charge-points").await);
    let points = tile(&window, "Charge points").await;
    assert!(points.is_some_and(|points| points != "0"));
    // the clock stands still, so that no time was observed
    assert_eq!(
        tile(&window, "Available, 30 days").await.as_deref(),
        Some("–")
    );
    assert!(window.says().await.contains("not observed yet"));
    window.picture("charge-points").await;
    window.close().await;
}

/// WebDriver's numbers for keys.
const DOWN: &str = "\u{e015}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// What the drawer says, once it says this.
async fn drawer(window: &Window, says: &str) -> String {
    window
        .until(says, async || {
            let said = window.text("aside[aria-label=Session]").await;
            said.is_some_and(|said| said.contains(says))
        })
        .await;
    let said = window.text("aside[aria-label=Session]").await;
    said.unwrap_or_default()
}

#[tokio::test]
async fn the_dearest_session_of_last_month_is_found_and_says_why_it_cost_that() {
    let desk = Desk::new();
    let window = desk.open_with(&["--sample", "--now", screens::NOON]).await;
    screens::synced(&window).await;
    assert!(screens::go(&window, "sessions").await);
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
    assert!(screens::go(&window, "statements").await);
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
        .open_with(&[
            "--sample",
            "--now",
            screens::NOON,
            "--person",
            "musterbau/konrad",
        ])
        .await;
    screens::synced(&window).await;
    let there = "location.hash = '#/sessions?period=2026&price=different'; return true;";
    window.run(there, Value::Null).await;
    window
        .until("those that differ", async || {
            let rows = window.text("[role=grid]").await.unwrap_or_default();
            rows.contains("differs") && !rows.contains("agrees")
        })
        .await;
    window.picture("differing").await;
    window.press("Export").await;
    window
        .until("the file", async || {
            window.says().await.contains("Saved as")
        })
        .await;
    let file = desk.home().join("Sessions 2026-01-01 to 2026-12-31.csv");
    let sheet = fs::read_to_string(file).expect("the file is there");
    let lines: Vec<&str> = sheet.lines().collect();
    assert!(lines[0].ends_with("Net,Gross,Price,State"), "{}", lines[0]);
    assert!(lines.len() > 1, "{sheet}");
    for line in &lines[1..] {
        assert!(line.contains(",differs,"), "{line}");
    }
    window.close().await;
}

/// Waits until something has the focus, and shows that.
async fn focused(window: &Window, what: &str) {
    let find = "
        const one = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return [one.getAttribute('role') ?? one.localName, outlineStyle, outlineWidth];";
    window
        .until(&format!("a ring around {what}"), async || {
            window.run(find, Value::Null).await == json!([what, "solid", "2px"])
        })
        .await;
}

#[tokio::test]
async fn a_facility_manager_finds_the_charge_point_that_went_silent() {
    let desk = Desk::new();
    let words = [
        "--sample",
        "--now",
        screens::NOON,
        "--person",
        "beispielhof/flora",
    ];
    let window = desk.open_with(&words).await;
    screens::synced(&window).await;
    // each row's own place in its table, and what it says
    let silent = "return [...document.querySelectorAll('tbody tr')]
        .filter((row) => row.innerText.includes('Out of reach'))
        .map((row) => [row.rowIndex, row.innerText])";
    for by_keyboard in [false, true] {
        if by_keyboard {
            window.keys("main", "go").await;
            screens::rests(&window, "overview").await;
            window.keys("main", "gp").await;
        } else {
            window.click(".rail a[href^='#/charge-points']").await;
        }
        screens::rests(&window, "charge-points").await;
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
        // it says since when, and that nobody knows how it was since
        assert!(row.contains("/26") || row.contains("2026"), "{row}");
    }
    window.picture("charge-points").await;
    window.close().await;
}

#[tokio::test]
async fn every_view_is_reached_and_a_session_opened_by_keyboard_alone() {
    let desk = Desk::new();
    let words = ["--sample", "--now", screens::NOON, "--person", "operator"];
    let window = desk.open_with(&words).await;
    screens::synced(&window).await;

    for (keys, view) in [
        ("gs", "sites"),
        ("gp", "charge-points"),
        ("gc", "connection"),
        ("ge", "sessions"),
    ] {
        window.keys("main", keys).await;
        screens::rests(&window, view).await;
        focused(&window, "main").await;
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
    screens::rests(&window, "connection").await;
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
    let words = [
        "--sample",
        "--now",
        screens::NOON,
        "--person",
        "musterbau/fritz",
    ];
    let window = desk.open_with(&words).await;
    screens::synced(&window).await;
    assert!(screens::go(&window, "connection").await);
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

#[test]
fn a_start_without_a_display_ends_with_one_sentence() {
    for display in [None, Some(":4711")] {
        let mut command = Command::new(PROGRAM);
        command.env_remove("WAYLAND_DISPLAY").env_remove("DISPLAY");
        if let Some(display) = display {
            command.env("DISPLAY", display);
        }
        let output = command.output().expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{display:?}: {said}");
        assert!(
            said.starts_with("Voltfolio can't open its window: "),
            "{display:?}: {said}"
        );
        assert_eq!(said.lines().count(), 1, "{display:?}: {said}");
    }
}
