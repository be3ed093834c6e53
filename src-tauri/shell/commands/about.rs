//! What runs here: asked for by the window's foot, and by whoever reports a fault.

use serde::Serialize;
use specta::Type;

use crate::failure::{Details, Failure, Field};

/// The program, and what it runs on.
#[derive(Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The product's name.
    pub name: &'static str,
    /// The program's version.
    pub version: &'static str,
    /// The operating system, as Rust names it: `linux`, `macos`, `windows`.
    pub os: &'static str,
    /// The processor, as Rust names it: `x86_64`, `aarch64`.
    pub arch: &'static str,
    /// The version of the system's web view, which draws the page.
    pub web_view: String,
}

/// Says what runs here.
///
/// # Errors
/// [`Failure::system`] when the system does not tell the version of its web view.
#[tauri::command]
#[specta::specta]
pub async fn about() -> Result<About, Failure> {
    let web_view = tauri::webview_version()
        .map_err(|_| Failure::system(Details::Field(Field::WebViewVersion)))?;
    Ok(About {
        name: "Voltfolio",
        version: env!("CARGO_PKG_VERSION"),
        os: std::env::consts::OS,
        arch: std::env::consts::ARCH,
        web_view,
    })
}
