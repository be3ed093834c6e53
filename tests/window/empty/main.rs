//! A window of Tauri's with nothing in it: what the real one is measured beside.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!(
        "tests/window/empty/tauri.conf.json"
    ))
}
