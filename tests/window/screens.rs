//! Pictures of every view, from the sample world at a fixed clock: `cargo xtask screens` makes them.

use std::{env, fs, path::PathBuf};

use crate::{
    harness::{Desk, Window},
    tile,
};

/// A Wednesday at noon, in the second half of a month.
pub const NOON: &str = "2026-11-18T11:00:00Z";

/// Who is looked over the shoulder of, and what is on screen once their figures are there.
const PEOPLE: [(&str, &str); 8] = [
    ("property-manager", "musterbau/paula"),
    ("facility-manager", "musterbau/fritz"),
    ("site-manager", "musterbau/svenja"),
    ("controller", "musterbau/konrad"),
    ("fleet-manager", "musterbau/frieda"),
    ("hotel-operator", "beispielhof/hanna"),
    ("tenant-admin", "beispielhof/tilda"),
    ("operator", "operator"),
];

/// No test of its own: it is started by name, with the folder to write to.
#[tokio::test]
#[ignore = "makes pictures, for `cargo xtask screens`"]
async fn screens() {
    let folder = env::var_os("VOLTFOLIO_SCREENS").expect("VOLTFOLIO_SCREENS names the folder");
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    let desk = Desk::new();

    let window = desk.open().await;
    each_look(&window, &folder, "no-profile").await;
    window.close().await;

    let window = desk.open_with(&["--sample", "--now", NOON]).await;
    synced(&window).await;
    window.click(".person").await;
    window.click(".card button").await;
    window
        .until("everybody", async || window.text("h2").await.is_some())
        .await;
    each_look(&window, &folder, "sign-in").await;
    window.close().await;

    for (role, person) in PEOPLE {
        let window = desk
            .open_with(&["--sample", "--now", NOON, "--person", person])
            .await;
        synced(&window).await;
        each_look(&window, &folder, &format!("overview-{role}")).await;
        for view in [
            "sites",
            "charge-points",
            "statements",
            "connection",
            "sessions",
        ] {
            if go(&window, view).await {
                each_look(&window, &folder, &format!("{view}-{role}")).await;
            }
        }
        if window.text("[role=row].body").await.is_some() {
            window.click("[role=row].body").await;
            window
                .until("a session", async || {
                    window.text("aside h3").await.is_some()
                })
                .await;
            each_look(&window, &folder, &format!("session-{role}")).await;
        }
        window.close().await;
    }
}

/// Waits until the sample world is here whole, and figures are settled.
pub async fn synced(window: &Window) {
    window.choose("language", "en").await;
    window
        .until("figures", async || tile(window, "Sessions").await.is_some())
        .await;
    window
        .until("all of it", async || {
            // between two runs: what came is counted, also by people
            let rests = "return !document.querySelector('.moves') && document.body.innerText.includes('live,')";
            window.run(rests, serde_json::Value::Null).await == true
                && !window.says().await.contains("Incomplete")
        })
        .await;
}

/// Goes to a view, if it is offered, and waits until it has its answer.
pub async fn go(window: &Window, view: &str) -> bool {
    let link = format!(".rail a[href^='#/{view}']");
    if window.text(&link).await.is_none() {
        return false;
    }
    window.click(&link).await;
    rests(window, view).await;
    true
}

/// Waits until a view is there, and has its answer.
pub async fn rests(window: &Window, view: &str) {
    window
        .until(view, async || {
            let rests = "return location.hash.startsWith('#/' + a)
                && document.querySelector('main article')?.getAttribute('aria-busy') === 'false'";
            window.run(rests, serde_json::Value::from(view)).await == true
        })
        .await;
}

async fn each_look(window: &Window, folder: &std::path::Path, name: &str) {
    for language in ["de", "en"] {
        for theme in ["dark", "light"] {
            window.choose("language", language).await;
            window.choose("theme", theme).await;
            let png = window.still().await;
            let path = folder.join(format!("{name}-{theme}-{language}.png"));
            fs::write(path, png).expect("the picture can be written");
        }
    }
}
