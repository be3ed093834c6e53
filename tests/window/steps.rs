//! Steps that several people take in the window.

use serde_json::{Value, json};

use crate::harness::Window;

/// A Wednesday at noon, in the second half of a month.
pub const NOON: &str = "2026-11-18T11:00:00Z";

/// WebDriver's numbers for keys.
pub const TAB: &str = "\u{e004}";
pub const DOWN: &str = "\u{e015}";
pub const ENTER: &str = "\u{e007}";
pub const ESCAPE: &str = "\u{e00c}";

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
            window.run(rests, Value::Null).await == true
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
            window.run(rests, Value::from(view)).await == true
        })
        .await;
}

pub async fn shows_its_version(window: &Window) {
    let version = concat!("Voltfolio ", env!("CARGO_PKG_VERSION"));
    window
        .until(version, async || {
            window.text("footer .version").await.as_deref() == Some(version)
        })
        .await;
}

/// The tile of a figure; nothing where there is none.
pub async fn tile(window: &Window, label: &str) -> Option<String> {
    let find = "
        const labels = [...document.querySelectorAll('.tile .label')];
        return labels.find((one) => one.innerText === a)?.parentElement.querySelector('.figure').innerText ?? null;";
    let found = window.run(find, json!(label)).await;
    found.as_str().map(str::to_owned)
}

/// What the drawer says, once it says this.
pub async fn drawer(window: &Window, says: &str) -> String {
    window
        .until(says, async || {
            let said = window.text("aside[aria-label=Session]").await;
            said.is_some_and(|said| said.contains(says))
        })
        .await;
    let said = window.text("aside[aria-label=Session]").await;
    said.unwrap_or_default()
}

/// Waits until something has the focus, and shows that.
pub async fn focused(window: &Window, what: &str) {
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

/// Goes on from one thing to the next by keyboard, until it is at what has this name or says this.
pub async fn tab_to(window: &Window, name: &str) {
    let at = "
        const one = document.activeElement;
        return one.matches('a, button, input, select') && (one.labels?.[0] ?? one).innerText.includes(a);";
    for _ in 0..40 {
        if window.run(at, json!(name)).await == true {
            return;
        }
        window.types(TAB).await;
    }
    panic!("{name} is not reached by keyboard");
}

/// Opens a row of the list, and waits until it stands there in full.
pub async fn open_row(window: &Window, css: &str) {
    window.click(css).await;
    window
        .until("a session", async || {
            window.text("aside h3").await.is_some()
        })
        .await;
}

/// Signs out, and waits until it is asked who looks.
pub async fn leave(window: &Window) {
    window.click(".person").await;
    window.press("Switch person").await;
    window
        .until("everybody", async || {
            window.says().await.contains("Who are you?")
        })
        .await;
}
