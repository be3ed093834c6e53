//! What customers, drivers and a CPMS wrote is text, on every view and in what people take along; and what one person
//! was shown is nowhere when another looks.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};

use crate::{
    harness::{Desk, Window},
    live,
    program::{self, Demo, records, write_folder},
    shared,
    steps::{NOON, go, leave, open_row, rests, synced},
};

const MARKUP: &str = r#"<img src=x onerror="window.owned = true">"#;
const FORMULA: &str = r#"=HYPERLINK("http://example.invalid","press me")"#;
const RIGHT_TO_LEFT: &str = "\u{202e}kcab ti nrut\u{202c} محطة شحن السيارات";
const PICTURES: &str = "Haus 🚗⚡️ 👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿";

const VIEWS: [&str; 6] = [
    "overview",
    "sites",
    "charge-points",
    "sessions",
    "statements",
    "connection",
];

/// Eighty letters without a place to break.
fn long() -> String {
    "Donaudampfschifffahrtsgesellschaft".repeat(3)[..80].to_owned()
}

/// One CPMS in whose every field for text stands something that is no name.
fn folder(to: &Path, from: &Path) {
    let texts = [
        MARKUP.to_owned(),
        FORMULA.to_owned(),
        RIGHT_TO_LEFT.to_owned(),
        PICTURES.to_owned(),
        long(),
    ];
    let mut locations = records(from, "locations");
    for (at, location) in locations.iter_mut().enumerate() {
        for (field, name) in ["name", "address", "city"].into_iter().enumerate() {
            location[name] = json!(texts[(at + field) % texts.len()]);
        }
        let evses = location["evses"].as_array_mut().expect("EVSEs");
        for (place, evse) in evses.iter_mut().enumerate() {
            evse["physical_reference"] = json!(texts[place % texts.len()]);
            // what stands for its id is free text, too
            evse["evse_id"] = json!(format!("{} {place}", texts[(place + 1) % texts.len()]));
        }
    }
    let mut cdrs = records(from, "cdrs");
    for (at, cdr) in cdrs.iter_mut().enumerate() {
        cdr["remark"] = json!(texts[at % texts.len()]);
        cdr["cdr_location"]["name"] = json!(texts[(at + 1) % texts.len()]);
        cdr["cdr_token"]["contract_id"] = json!(texts[(at + 2) % texts.len()]);
        for tariff in cdr["tariffs"].as_array_mut().into_iter().flatten() {
            tariff["tariff_alt_text"] = json!([{ "language": "de", "text": MARKUP }]);
        }
    }
    let sessions = records(from, "sessions");
    write_folder(
        to,
        &[
            ("locations", &locations),
            ("tariffs", &records(from, "tariffs")),
            ("sessions", &sessions),
            ("cdrs", &cdrs),
        ],
    );
}

fn setup(from: &Path) -> Value {
    let mut tokens: Vec<String> = records(from, "cdrs")
        .iter()
        .filter_map(|cdr| cdr["cdr_token"]["uid"].as_str().map(str::to_owned))
        .collect();
    tokens.sort();
    tokens.dedup();
    let names = [MARKUP, FORMULA, RIGHT_TO_LEFT, PICTURES];
    let driver = |(at, uid): (usize, &String)| {
        json!({ "id": format!("d{at}"), "name": format!("{} {at}", names[at % names.len()]), "group": "g",
                "cost_centre": names[(at + 1) % names.len()], "tokens": [{ "uid": uid }] })
    };
    json!({
        "operator": { "name": MARKUP },
        "tenants": [{
            "id": "house", "name": MARKUP, "time_zone": "Europe/Berlin",
            "letterhead": [RIGHT_TO_LEFT, long()],
            "units": [
                { "id": "a", "kind": "property", "name": FORMULA, "recipient": [PICTURES, MARKUP], "units": [] },
                { "id": "b", "kind": "property", "name": MARKUP, "units": [] },
                { "id": "c", "kind": "property", "name": long(), "units": [] }
            ],
            "assignments": [
                { "unit": "a", "location": "LOC-000" },
                { "unit": "b", "location": "LOC-001" },
                { "unit": "c", "location": "LOC-002" }
            ],
            "groups": [{ "id": "g", "name": PICTURES, "usage": "internal" }],
            "drivers": tokens.iter().enumerate().map(driver).collect::<Vec<_>>(),
            "people": [
                { "id": "t", "name": RIGHT_TO_LEFT, "grants": [{ "role": "tenant-admin" }] },
                { "id": "m", "name": long(), "grants": [{ "role": "property-manager", "units": ["a", "b", "c"] }] }
            ]
        }]
    })
}

/// That nothing of it became anything else than text, and that nothing of it is wider than the window.
async fn is_all_text(window: &Window, view: &str) {
    let find = "
        const ours = new Set(['svg', 'path']);
        const strange = [...document.querySelectorAll('img, iframe:not(#__tauri_isolation__), object, video, a[href^=http]')];
        return [window.owned ?? false, strange.map((one) => one.outerHTML), document.documentElement.scrollWidth - innerWidth];";
    let found = window.run(find, Value::Null).await;
    assert_eq!(found[0], json!(false), "{view}: something ran");
    assert_eq!(found[1], json!([]), "{view}");
    let over = found[2].as_i64().unwrap_or_default();
    assert!(over <= 0, "{view} is {over} pixels wider than the window");
}

#[tokio::test]
async fn what_others_wrote_is_text_on_every_view_and_in_a_sheet() {
    let Some(from) = shared::folder("data/dev-small") else {
        return;
    };
    let served = tempfile::tempdir().expect("a folder");
    folder(served.path(), &from);
    let cpms = Demo::serve(served.path(), "");
    let profile = program::Desk::new();
    profile.setup(&setup(&from)).json();
    profile.sync(&cpms).json();

    let desk = Desk::new();
    for (person, period) in [
        ("house/t", "2026"),
        ("house/m", "2026-05"),
        ("operator", "2026"),
    ] {
        let window = live::unlocked(&desk, &profile, &["--person", person]).await;
        window.choose("language", "en").await;
        for view in VIEWS {
            let there = "location.hash = `#/${a[0]}?period=${a[1]}`; return true;";
            window.run(there, json!([view, period])).await;
            if window
                .text(&format!(".rail a[href^='#/{view}']"))
                .await
                .is_none()
            {
                continue; // not offered to this person
            }
            rests(&window, view).await;
            is_all_text(&window, &format!("{person}: {view}")).await;
            window
                .picture(&format!("others-text-{}-{view}", person.replace('/', "-")))
                .await;
            if view == "sessions" {
                opens_one(&window, person).await;
                takes_along(&window, &desk, person).await;
            }
        }
        window.close().await;
    }
}

async fn opens_one(window: &Window, person: &str) {
    open_row(window, "[role=row].body").await;
    let all = "for (const one of document.querySelectorAll('aside summary, aside details')) one.open = true; return true;";
    window.run(all, Value::Null).await;
    is_all_text(window, &format!("{person}: a session")).await;
    let says = window.text("aside:has(h3)").await.unwrap_or_default();
    let parts = [MARKUP, "HYPERLINK", "Donaudampf", "kcab", "🚗"];
    assert!(parts.iter().any(|part| says.contains(part)), "{says}");
    window.picture("others-text-session").await;
}

/// A sheet whose cells a spreadsheet program takes for text.
async fn takes_along(window: &Window, desk: &Desk, person: &str) {
    window.press("Export").await;
    window
        .until("the file", async || {
            window.says().await.contains("Saved as")
        })
        .await;
    let sheets: Vec<_> = fs::read_dir(desk.home())
        .expect("the home")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    for sheet in sheets {
        let text = fs::read_to_string(&sheet).expect("the file can be read");
        assert!(text.contains("'=HYPERLINK"), "{person}: {text}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for record in reader.records() {
            for cell in &record.expect("a line like the others") {
                assert!(!cell.starts_with(['=', '+', '@']), "{person}: {cell}");
            }
        }
        fs::remove_file(sheet).expect("it can be removed");
    }
}

/// All texts of some length, of each view that is offered, and of a session in full.
async fn texts(window: &Window) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for view in VIEWS {
        if !go(window, view).await {
            continue;
        }
        texts.extend(said(window).await);
        if view == "sessions" && window.text("[role=row].body").await.is_some() {
            open_row(window, "[role=row].body").await;
            texts.extend(said(window).await);
        }
    }
    texts
}

async fn said(window: &Window) -> Vec<String> {
    let find = "
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts = new Set();
        while (walk.nextNode()) texts.add(walk.currentNode.data.trim());
        return [...texts].filter((text) => text.length > 5);";
    let found = window.run(find, Value::Null).await;
    serde_json::from_value(found).expect("texts")
}

/// Wherever a page can keep something.
async fn everything(window: &Window) -> String {
    let find = "
        const kept = 'caches' in window ? await caches.keys() : [];
        const databases = window.indexedDB?.databases ? await indexedDB.databases() : [];
        return JSON.stringify([
            document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }, location.href, history.state,
            performance.getEntries().map((entry) => entry.name), kept, databases, window.name,
        ]);";
    let found = window.run(find, Value::Null).await;
    found.as_str().expect("what is kept").to_owned()
}

#[tokio::test]
async fn what_one_person_was_shown_is_nowhere_when_another_looks() {
    let desk = Desk::new();
    let words = ["--sample", "--now", NOON, "--person"];
    let fresh = desk
        .open_with(&[words.as_slice(), &["musterbau/fritz"]].concat())
        .await;
    synced(&fresh).await;
    let mut own = Vec::new();
    for view in VIEWS {
        if go(&fresh, view).await {
            own.push(everything(&fresh).await);
        }
    }
    fresh.close().await;

    let window = desk
        .open_with(&[words.as_slice(), &["operator"]].concat())
        .await;
    synced(&window).await;
    let mut foreign = texts(&window).await;
    // Voltfolio's own words are everybody's
    let assets = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/dist/assets");
    let assets = fs::read_dir(assets).expect("the page is built").flatten();
    let scripts = assets.filter(|asset| asset.path().extension().is_some_and(|of| of == "js"));
    let words: Vec<String> = scripts
        .map(|script| fs::read_to_string(script.path()).expect("a script"))
        .collect();
    let is_ours = |text: &str| words.iter().any(|words| words.contains(text));
    let is_own = |text: &str| own.iter().any(|own| own.contains(text));
    foreign.retain(|text| !is_own(text) && !is_ours(text));
    assert!(foreign.len() > 100, "{foreign:?}");
    leave(&window).await;
    // names of people who may look are everybody's who opens an operator's profile
    for text in said(&window).await {
        foreign.remove(&text);
    }
    let left = |everything: &str| {
        let found = foreign.iter().find(|text| everything.contains(*text));
        found.cloned()
    };
    assert_eq!(left(&everything(&window).await), None, "at the door");
    window.press("Fritz Funkenflug").await;
    synced(&window).await;
    for view in VIEWS {
        if go(&window, view).await {
            assert_eq!(left(&everything(&window).await), None, "{view}");
        }
    }
    window.close().await;
}
