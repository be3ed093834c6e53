//! Which room may know which: read from `cargo metadata`, since an edge once there is hard to take away.

use std::{collections::BTreeMap, process::Command};

use serde_json::Value;

/// Direct edges that are allowed. `model` may be known by everyone, `access` by everyone that knows `store`.
const EDGES: [(&str, &[&str]); 17] = [
    ("model", &[]),
    ("ocpi", &[]),
    ("access", &[]),
    ("pricing", &[]),
    ("store", &["access"]),
    ("cpms", &["ocpi"]),
    ("sync", &["store", "cpms", "ocpi", "pricing"]),
    ("figures", &["store"]),
    ("billing", &["store", "pricing"]),
    ("support", &["store"]),
    ("reports", &["store", "figures", "billing", "support"]),
    ("serve", &["ocpi"]),
    ("demo", &["serve", "ocpi"]),
    ("fence", &["access", "store"]),
    (
        "cli",
        &[
            "access", "store", "sync", "figures", "billing", "support", "reports", "serve", "demo",
        ],
    ),
    (
        "shell",
        &[
            "access", "store", "sync", "figures", "billing", "support", "reports", "serve", "demo",
        ],
    ),
    ("xtask", &[]),
];

/// Crates of others that one room keeps to itself, in tests and benches, too.
const KEPT: [(&str, &[&str]); 5] = [
    ("sqlx", &["store"]),
    ("libsqlite3-sys", &["store"]),
    ("keyring", &["store"]),
    ("reqwest", &["cpms", "support"]),
    ("ocpi-tariffs", &["pricing"]),
];

/// Rooms that later work is to lift out of the desktop: nothing that only a desktop has may get in.
const WITHOUT_DESKTOP: [&str; 6] = ["model", "ocpi", "access", "pricing", "cpms", "sync"];

/// Each room with all it depends on directly, whatever for.
fn rooms() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let name = |package: &Value| match package["name"].as_str().expect("a package has a name") {
        // the root package is the shell's code under the product's name
        "voltfolio-desktop" => "shell".to_owned(),
        name => name.to_owned(),
    };
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            (name(package), dependencies.iter().map(name).collect())
        })
        .collect()
}

#[test]
fn no_room_knows_another_that_it_should_not() {
    let rooms = rooms();
    let allowed: BTreeMap<&str, &[&str]> = EDGES.into_iter().collect();
    for (room, dependencies) in &rooms {
        let known = allowed
            .get(room.as_str())
            .unwrap_or_else(|| panic!("{room} is not a room of the house"));
        for other in dependencies
            .iter()
            .filter(|other| rooms.contains_key(*other))
        {
            let other = other.as_str();
            let allowed = other == "model"
                || known.contains(&other)
                || (other == "access" && known.contains(&"store"));
            assert!(allowed, "{room} must not know {other}");
        }
    }
}

#[test]
fn what_one_room_keeps_to_itself_no_other_uses() {
    for (room, dependencies) in rooms() {
        for (kept, by) in KEPT {
            let uses = dependencies.iter().any(|dependency| dependency == kept);
            assert!(
                !uses || by.contains(&room.as_str()),
                "{room} must not use {kept}"
            );
        }
    }
}

#[test]
fn rooms_without_a_desktop_know_none() {
    let rooms = rooms();
    for room in WITHOUT_DESKTOP {
        for dependency in rooms.get(room).into_iter().flatten() {
            assert!(
                !dependency.starts_with("tauri"),
                "{room} must not use {dependency}"
            );
        }
    }
}
