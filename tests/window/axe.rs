//! What axe finds in the real window: on every view, in both themes and languages, with the contrast of what is painted.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use crate::{
    harness::{Desk, Window},
    steps::{ESCAPE, NOON, go, leave, open_row, synced},
};

/// Views that somebody of the operator's is offered.
const VIEWS: [&str; 6] = [
    "overview",
    "sites",
    "charge-points",
    "sessions",
    "statements",
    "connection",
];

#[tokio::test]
async fn axe_finds_nothing_on_any_view_in_both_themes_and_languages() {
    let axe = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(axe).expect("`npm ci` has brought axe");
    let desk = Desk::new();
    let window = desk
        .open_with(&["--sample", "--now", NOON, "--person", "operator"])
        .await;
    synced(&window).await;
    // what is kept of it stays in the page until it is left
    window
        .run(&format!("{axe}; window.axe = axe;"), Value::Null)
        .await;
    for view in VIEWS {
        assert!(go(&window, view).await, "{view} is not offered");
        in_each_look(&window, view).await;
        if view == "charge-points" {
            window.click("main tbody th a").await;
            in_each_look(&window, "a charge point").await;
        }
        if view == "sessions" {
            open_row(&window, "[role=row].body").await;
            in_each_look(&window, "a session").await;
        }
    }
    window.keys("main", "?").await;
    nothing_is_found(&window, "the keys").await;
    window.keys("[role=dialog]", ESCAPE).await;
    leave(&window).await;
    in_each_look(&window, "sign-in").await;
    window.close().await;
}

async fn in_each_look(window: &Window, what: &str) {
    for language in ["de", "en"] {
        for theme in ["dark", "light"] {
            window.choose("language", language).await;
            window.choose("theme", theme).await;
            nothing_is_found(window, &format!("{what}, {language}, {theme}")).await;
        }
    }
}

async fn nothing_is_found(window: &Window, what: &str) {
    // colours change within a moment
    window.still().await;
    let look = "
        const { violations, passes } = await window.axe.run(document);
        return [
            violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html + ' ' + node.failureSummary).join(' ')),
            passes.some(({ id }) => id === 'color-contrast'),
        ];";
    let found = window.run(look, Value::Null).await;
    assert_eq!(found, json!([[], true]), "{what}");
}
