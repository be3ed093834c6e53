//! The files that follow from the list of commands.

use std::{env, fs, path::Path};

use shell::commands::{NAMES, typed};

/// Compares each file with what the list says today, or rewrites it.
pub fn check() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_update = env::var_os("UPDATE_BINDINGS").is_some();
    let mut stale = Vec::new();
    for (path, fresh) in [
        ("ui/src/bindings.ts", bindings()),
        ("src-tauri/permissions/commands.toml", permission()),
        ("ui/isolation/commands.js", allow_list()),
    ] {
        let kept = fs::read_to_string(root.join(path)).unwrap_or_default();
        if kept == fresh {
            continue;
        }
        if is_update {
            fs::write(root.join(path), fresh).expect("the file can be written");
        } else {
            stale.push(path);
        }
    }
    assert!(
        stale.is_empty(),
        "stale: {stale:?}. `UPDATE_BINDINGS=1 cargo test -p voltfolio-desktop --test ipc` rewrites them"
    );
}

/// The page's client.
fn bindings() -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bindings.ts");
    typed::<tauri::Wry>()
        .export(specta_typescript::Typescript::default(), &path)
        .expect("every type can be exported");
    fs::read_to_string(path).expect("the client was written")
}

/// What the shell lets the main window call.
fn permission() -> String {
    let names = NAMES
        .iter()
        .map(|name| format!("  \"{name}\",\n"))
        .collect::<String>();
    format!(
        "# Generated from src-tauri/shell/commands.rs by tests/ipc.rs.\n\n\
         [[permission]]\n\
         identifier = \"commands\"\n\
         description = \"Voltfolio's own commands\"\n\
         commands.allow = [\n{names}]\n"
    )
}

/// What the isolation frame passes on.
fn allow_list() -> String {
    let names = NAMES
        .iter()
        .map(|name| format!("  '{name}',\n"))
        .collect::<String>();
    format!(
        "// Generated from src-tauri/shell/commands.rs by tests/ipc.rs.\nconst commands = [\n{names}];\n"
    )
}
