//! Hands Tauri its permissions, and keeps the project's root clean.

use std::{fs, io, path::Path};

use tauri_build::{AppManifest, Attributes};

/// `generate_context!` embeds this folder: without it nothing compiles, on a fresh clone not even the tests of other rooms.
const PAGE: &str = "ui/dist/index.html";

const PLACEHOLDER: &str = "<!doctype html>\n<title>Voltfolio</title>\n<p>The page is not built: run `npm ci && npm run build` in ui/.</p>\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    write_placeholder()?;
    tauri_build::try_build(
        Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/*.json")
            .app_manifest(
                AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml"),
            ),
    )?;
    move_schemas()?;
    // Tauri watches its default folders only
    for watched in [
        "src-tauri/capabilities",
        "src-tauri/permissions",
        "ui/dist",
        "ui/isolation",
    ] {
        println!("cargo:rerun-if-changed={watched}");
    }
    Ok(())
}

fn write_placeholder() -> io::Result<()> {
    let page = Path::new(PAGE);
    if page.exists() {
        return Ok(());
    }
    if let Some(folder) = page.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(page, PLACEHOLDER)
}

/// Tauri writes its schemas (for completion in editors) to `gen` at the root, whatever it is told.
fn move_schemas() -> io::Result<()> {
    let (from, to) = (Path::new("gen"), Path::new("src-tauri/gen"));
    if !from.exists() {
        return Ok(());
    }
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::rename(from, to)
}
