//! Pictures of every view, from the sample world at a fixed clock: `cargo xtask screens` makes them.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use chrono::TimeDelta;
use serde_json::Value;

use crate::{
    cpms::{Cpms, Mood},
    harness::{Desk, Window},
    live,
    steps::{NOON, go, open_row, synced},
};

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

    states(&desk, &folder).await;
    offline(&desk, &folder).await;

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
            if !go(&window, view).await {
                continue;
            }
            each_look(&window, &folder, &format!("{view}-{role}")).await;
            if view == "charge-points" {
                window.click("main tbody th a").await;
                each_look(&window, &folder, &format!("charge-point-{role}")).await;
            }
        }
        // one whose price differs has most to show
        let dearest = "[role=row].body:has(.dot)";
        let rows = [dearest, "[role=row].body"];
        if let Some(row) = first(&window, rows).await {
            open_row(&window, row).await;
            each_look(&window, &folder, &format!("session-{role}")).await;
        }
        window.close().await;
    }
}

/// The first of these that is there.
async fn first<'a>(window: &Window, css: [&'a str; 2]) -> Option<&'a str> {
    for one in css {
        if window.text(one).await.is_some() {
            return Some(one);
        }
    }
    None
}

/// What there is to see where there is nothing to see.
async fn states(desk: &Desk, folder: &Path) {
    let words = ["--sample", "--now", NOON, "--person", "musterbau/paula"];
    let window = desk.open_with(&words).await;
    synced(&window).await;
    for (name, address, says) in [
        ("empty", "#/overview?period=2012", "Nothing was charged"),
        (
            "no-match",
            "#/sessions?q=nothing+is+called+that",
            "No session matches",
        ),
        ("gone", "#/sessions?open=elsewhere", "not for you"),
    ] {
        window.choose("language", "en").await;
        let there = "location.hash = a; return true;";
        window.run(there, Value::from(address)).await;
        window
            .until(says, async || window.says().await.contains(says))
            .await;
        each_look(&window, folder, &format!("state-{name}")).await;
    }
    window.close().await;
}

/// A profile that is locked, and then one whose CPMS is gone.
async fn offline(desk: &Desk, folder: &Path) {
    let cpms = Cpms::new();
    cpms.had("S-1", TimeDelta::hours(20));
    let profile = live::profile(&cpms);
    let path = profile.profile();
    let path = path.to_str().expect("a folder of letters");
    let locked = desk.open_with(&["--profile", path]).await;
    locked
        .until("a passphrase is asked for", async || {
            locked.text("#passphrase").await.is_some()
        })
        .await;
    each_look(&locked, folder, "state-locked").await;
    locked.close().await;

    let window = live::open(desk, &profile).await;
    cpms.feels(Mood::Refuses);
    window
        .until("it is missed", async || {
            window.text(".rail .why").await.is_some()
        })
        .await;
    each_look(&window, folder, "state-offline").await;
    window.close().await;
}

async fn each_look(window: &Window, folder: &Path, name: &str) {
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
