//! How the window opens: in which language, in which folder, and where there is no display.

use std::{collections::HashSet, process::Command};

use serde_json::Value;

use crate::{
    harness::{Desk, PROGRAM},
    steps::shows_its_version,
};

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
