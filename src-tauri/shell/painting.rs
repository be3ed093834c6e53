//! How the page is painted where there is nothing to paint it with but the processor.
//!
//! Without a graphics processor WebKitGTK has Mesa make one up: half of the processor's time went into that on every change of
//! view, and the made-up one is held in memory. The page is text and lines, which are painted as well without it.
//! `VOLTFOLIO_PAINTING` says otherwise: `plain` also where there is one whose driver is broken, `accelerated` also where there
//! is none.

use tauri::{Runtime, WebviewWindow};

/// Paints plainly where there is no graphics processor. Elsewhere than on Linux the system sees to that.
///
/// # Errors
/// Tauri's, where the window is gone already.
#[cfg(target_os = "linux")]
pub fn fit<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    let is_plain = match std::env::var("VOLTFOLIO_PAINTING").as_deref() {
        Ok("plain") => true,
        Ok("accelerated") => false,
        _ => !has_graphics_processor(),
    };
    if !is_plain {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

#[cfg(not(target_os = "linux"))]
pub fn fit<R: Runtime>(_: &WebviewWindow<R>) -> tauri::Result<()> {
    Ok(())
}

/// The kernel has a node for each that renders.
#[cfg(target_os = "linux")]
fn has_graphics_processor() -> bool {
    let Ok(nodes) = std::fs::read_dir("/dev/dri") else {
        return false;
    };
    nodes
        .flatten()
        .any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
}
