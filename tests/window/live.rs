//! What happens at the CPMS comes on screen by itself; a CPMS that is gone holds nobody up, and is missed aloud.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{Datelike as _, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    cpms::{Cpms, Mood},
    harness::{Desk, Window},
    program::{self, PASSPHRASE},
    steps::{DOWN, ENTER, tile},
};

/// So often the CPMS is asked, in seconds.
const PACE: &str = "1";

/// Keeps, in the page, when the first tile said something for the first time.
const WATCH: &str = "
    const said = (window.said ??= {});
    const look = () => {
        const figure = document.querySelector('.tile .figure')?.innerText;
        if (figure !== undefined) said[figure] ??= Date.now();
    };
    new MutationObserver(look).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
    look();
    return true;";

/// A profile of this CPMS, with all that it had.
pub fn profile(cpms: &Cpms) -> program::Desk {
    let desk = set_up();
    let synced = program::run(&mut desk.sync_command_from(&cpms.url(), "any"));
    synced.json();
    desk
}

/// A profile with nothing in it yet.
fn set_up() -> program::Desk {
    let desk = program::Desk::new();
    let setup = json!({
        "operator": { "name": "Stadtwerke Beispiel" },
        "tenants": [{
            "id": "house", "name": "Hausverwaltung Beispiel", "time_zone": "Europe/Berlin",
            "units": [{ "id": "lindenhof", "kind": "property", "name": "Lindenhof", "units": [] }],
            "assignments": [{ "unit": "lindenhof", "location": "LOC-1" }],
            "people": [
                { "id": "paula", "name": "Paula", "grants": [{ "role": "property-manager", "units": ["lindenhof"] }] }
            ]
        }]
    });
    desk.setup(&setup).json();
    desk
}

/// The window on it, of the property manager.
pub async fn open(desk: &Desk, profile: &program::Desk) -> Window {
    let more = ["--person", "house/paula", "--pace", PACE];
    unlocked(desk, profile, &more).await
}

/// The window on a profile, once its passphrase is typed.
pub async fn unlocked(desk: &Desk, profile: &program::Desk, more: &[&str]) -> Window {
    let folder = profile.profile();
    let folder = folder.to_str().expect("a folder of letters");
    let words = [&["--profile", folder], more].concat();
    let window = desk.open_with(&words).await;
    window
        .until("a passphrase is asked for", async || {
            window.text("#passphrase").await.is_some()
        })
        .await;
    window
        .keys("#passphrase", &format!("{PASSPHRASE}{ENTER}"))
        .await;
    window
        .until("somebody is in", async || {
            window.text(".rail a").await.is_some() || window.text("h2").await.is_some()
        })
        .await;
    window
}

fn milliseconds() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    i64::try_from(since.as_millis()).expect("before the year 292,000,000")
}

/// How many charge now, once it is so many; and after how many milliseconds that was.
async fn charging(window: &Window, count: usize, since: i64) -> i64 {
    window
        .until(&format!("{count} charge"), async || {
            tile(window, "Charging now").await == Some(count.to_string())
        })
        .await;
    let seen = window
        .run("return window.said[a]", json!(count.to_string()))
        .await;
    seen.as_i64().expect("it was seen") - since
}

#[tokio::test]
async fn what_happens_at_the_cpms_comes_on_screen_by_itself_and_what_does_not_is_said() {
    let cpms = Cpms::new();
    for day in 1..30 {
        cpms.had(&format!("S-{day}"), TimeDelta::hours(20 * day));
    }
    let profile = profile(&cpms);
    let desk = Desk::new();
    let window = open(&desk, &profile).await;
    window.choose("language", "en").await;
    charging_is_shown(&window).await;
    window.run(WATCH, Value::Null).await;

    let began = milliseconds();
    cpms.begins("NOW-1");
    let lag = charging(&window, 1, began).await;
    println!("on screen {lag} ms after it began, asked every {PACE} s");

    for (count, mood) in [
        (2, Mood::Refuses),
        (3, Mood::KeepsSilent),
        (4, Mood::BadGateway),
    ] {
        cpms.feels(mood);
        window
            .until(&format!("{mood:?} is said"), async || {
                let foot = window.text(".rail .why").await.unwrap_or_default();
                foot.contains("Voltfolio tries again by itself") && foot.contains("since ")
            })
            .await;
        let foot = window.text(".rail .foot").await.unwrap_or_default();
        assert!(foot.contains("as of"), "{mood:?}: {foot}");
        assert!(!foot.contains("live"), "{mood:?}: {foot}");
        answers_clicks(&window, mood).await;
        let began = milliseconds();
        cpms.begins(&format!("NOW-{count}"));
        cpms.feels(Mood::Answers);
        let lag = charging(&window, count, began).await;
        println!("{mood:?}: on screen {lag} ms after it was back");
        window
            .until("live again", async || {
                let foot = window.text(".rail .foot").await.unwrap_or_default();
                foot.contains("live") && window.text(".rail .why").await.is_none()
            })
            .await;
    }
    keeps_ones_place(&window, &cpms).await;
    window.close().await;
}

async fn charging_is_shown(window: &Window) {
    window
        .until("nobody charges", async || {
            tile(window, "Charging now").await.as_deref() == Some("0")
        })
        .await;
}

/// Goes to another view and back, and says how long the page took.
async fn answers_clicks(window: &Window, mood: Mood) {
    let click = "
        const before = performance.now();
        document.querySelector(`.rail a[href^='#/${a}']`).click();
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        return [performance.now() - before, document.querySelector('h1').innerText];";
    let click = format!("return (async () => {{ {click} }})();");
    for (view, heading) in [("sites", "Sites"), ("overview", "Overview")] {
        let said = window.run(&click, json!(view)).await;
        println!(
            "{mood:?}: {view} after {:.1} ms",
            said[0].as_f64().unwrap_or_default()
        );
        let there = said[1].as_str().unwrap_or_default();
        assert!(there.starts_with(heading), "{said}");
    }
    window.run(WATCH, Value::Null).await;
}

/// A list that grows at its top leaves the row alone that somebody has come to.
async fn keeps_ones_place(window: &Window, cpms: &Cpms) {
    window.click(".rail a[href^='#/sessions']").await;
    window
        .until("rows", async || {
            window.text("[role=row].body").await.is_some()
        })
        .await;
    window.keys("[role=grid]", &DOWN.repeat(3)).await;
    let chosen = "
        const row = document.querySelector('[role=row][aria-selected=true]');
        return row && [row.innerText, document.querySelectorAll('[role=row].body').length, row.getAttribute('aria-rowindex')];";
    window
        .until("a row is chosen", async || {
            window.run(chosen, Value::Null).await != Value::Null
        })
        .await;
    let before = window.run(chosen, Value::Null).await;
    cpms.begins("NOW-9");
    window
        .until("one more row, and the same chosen", async || {
            let after = window.run(chosen, Value::Null).await;
            after[0] == before[0] && after[2] != before[2]
        })
        .await;
}

#[tokio::test]
async fn figures_are_there_while_the_first_sync_runs_and_say_that_they_are_of_a_part() {
    let cpms = Cpms::new();
    cpms.had("S-1", TimeDelta::hours(2));
    // an operator has connected it, and nothing has come yet
    cpms.feels(Mood::TellsNothing);
    let profile = set_up();
    let refused = program::run(&mut profile.sync_command_from(&cpms.url(), "any"));
    assert_ne!(refused.code, 0, "{refused:?}");
    cpms.keeps_back("cdrs");
    cpms.feels(Mood::Answers);

    let desk = Desk::new();
    let window = open(&desk, &profile).await;
    window.choose("language", "en").await;
    let year = (Utc::now() - TimeDelta::hours(2)).year();
    let there = format!("location.hash = '#/overview?period={year}'; return true;");
    window.run(&there, Value::Null).await;
    window
        .until("a session, and that there may be more", async || {
            tile(&window, "Sessions").await.as_deref() == Some("1")
                && window.says().await.contains("Incomplete")
        })
        .await;
    cpms.gives_out();
    window
        .until("all of it", async || {
            tile(&window, "Sessions").await.as_deref() == Some("1")
                && !window.says().await.contains("Incomplete")
        })
        .await;
    window.close().await;
}
