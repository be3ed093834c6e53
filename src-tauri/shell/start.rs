//! From the first line of `main` to an open window.
//!
//! Whatever stops the start is one sentence on standard error and exit code 1, never a panic's trace:
//! Tauri and GTK panic where there is no display.

use std::{
    panic,
    path::{self, Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};
use clap::Parser;
use tauri::{App, AppHandle, Manager, RunEvent, Runtime, Url, WebviewWindowBuilder, is_dev};

use crate::{
    commands,
    desk::{Clock, Desk, Start},
    painting, sample,
    tempo::PACE,
};

/// What the window can be started with.
#[derive(Debug, Parser)]
#[command(name = "voltfolio-desktop", about = "Voltfolio, the window", version)]
pub struct Arguments {
    /// The profile's folder (default: in the platform's data folder).
    #[arg(long, value_name = "DIR", conflicts_with = "sample")]
    profile: Option<PathBuf>,
    /// Opens a sample world in place of a profile: nothing of it is kept.
    #[arg(long)]
    sample: bool,
    /// Whom to sign in: `operator` or `TENANT/ID`.
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// How often the CPMS is asked, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = PACE.as_secs(), value_parser = clap::value_parser!(u64).range(1..=3600))]
    pace: u64,
    /// Freezes the clock of the sample world.
    #[arg(long, value_name = "INSTANT", requires = "sample")]
    now: Option<DateTime<Utc>>,
}

/// The window's label, as in `tauri.conf.json` and the capability.
const MAIN: &str = "main";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Neither X11 nor Wayland.
    #[error(
        "Voltfolio can't open its window: there is no display (neither WAYLAND_DISPLAY nor DISPLAY is set)."
    )]
    NoDisplay,
    /// Nobody said where the profile is, and the platform has no place for it.
    #[error(
        "Voltfolio can't open its window: there is no data folder on this computer; name the profile's with --profile."
    )]
    NoDataFolder,
    /// Tauri could not set itself up.
    #[error("Voltfolio can't open its window: {0}")]
    Tauri(#[from] tauri::Error),
}

/// Opens the window, and returns when it is closed.
///
/// A second start with the same data folder brings the first window to the front and ends.
///
/// # Errors
/// [`StartError`] when there is no display, or the system's web view can't be set up.
pub fn run(arguments: Arguments) -> Result<(), StartError> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err(StartError::NoDisplay);
    }
    panic::set_hook(Box::new(|info| {
        give_up(info.payload_as_str().unwrap_or("unknown cause"))
    }));
    let clock: Clock = match arguments.now {
        Some(now) => Arc::new(move || now),
        None => Arc::new(Utc::now),
    };
    let desk = Desk::new(start(arguments)?, clock);
    desk.begin();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .invoke_handler(commands::typed().invoke_handler())
        .setup(|app| {
            // an error returned from here would make Tauri panic
            open(app, desk).unwrap_or_else(|error| give_up(&error.to_string()));
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| match event {
        RunEvent::Ready => drop(panic::take_hook()),
        RunEvent::Exit => tauri::async_runtime::block_on(app.state::<Desk>().close()),
        _ => {}
    });
    Ok(())
}

fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn give_up(cause: &str) -> ! {
    eprintln!("Voltfolio can't open its window: {cause}");
    std::process::exit(1)
}

fn start(arguments: Arguments) -> Result<Start, StartError> {
    let of_platform = || Some(dirs::data_dir()?.join("voltfolio"));
    Ok(Start {
        folder: arguments
            .profile
            .or_else(of_platform)
            .ok_or(StartError::NoDataFolder)?,
        sample: arguments.sample.then(|| sample::Options {
            now: arguments.now,
            ..sample::Options::default()
        }),
        person: arguments.person,
        pace: Some(Duration::from_secs(arguments.pace)),
        exports: dirs::download_dir().or_else(dirs::home_dir),
    })
}

/// First the lock, then the window: who comes second must not flash one up.
fn open<R: Runtime>(app: &App<R>, desk: Desk) -> tauri::Result<()> {
    // each sample world is one of its own
    if let Some(folder) = desk.folder() {
        app.handle().plugin(
            tauri_plugin_single_instance::Builder::new()
                .dbus_id(instance_name(app, folder)?)
                .callback(|app, _, _| show(app))
                .build(),
        )?;
    }
    app.manage(desk);
    // beside the web view, which takes longer to come up; the window says what is still to be opened
    let handle = app.handle().clone();
    tauri::async_runtime::spawn(async move { handle.state::<Desk>().open().await });
    let development = app.config().build.dev_url.clone().filter(|_| is_dev());
    for window in &app.config().app.windows {
        let development = development.clone();
        let window = WebviewWindowBuilder::from_config(app, window)?
            .on_navigation(move |url| is_own(url, development.as_ref()))
            .build()?;
        painting::fit(&window)?;
    }
    Ok(())
}

/// The page stays where it is: an address can carry data away, and the content security policy
/// does not look at navigation.
fn is_own(url: &Url, development: Option<&Url>) -> bool {
    let is_own_name = |name: &str| name == "tauri" || name.starts_with("isolation-");
    // Windows has no schemes of one's own: there it is http://tauri.localhost
    let host = url
        .host_str()
        .and_then(|host| host.strip_suffix(".localhost"));
    is_own_name(url.scheme())
        || host.is_some_and(is_own_name)
        || development.is_some_and(|page| page.origin() == url.origin())
}

fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // a window manager may refuse each of them, and nothing follows from that
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// One instance per profile, so two profiles of one person can be open side by side.
fn instance_name<R: Runtime>(app: &App<R>, profile: &Path) -> tauri::Result<String> {
    let folder = path::absolute(profile)?;
    let hash = fnv1a(folder.as_os_str().as_encoded_bytes());
    Ok(format!("{}.d{hash:016x}", app.config().identifier))
}

/// FNV-1a, 64 bits: the same in every release, as the standard library's hash need not be.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{fnv1a, is_own};

    #[test]
    fn the_page_and_its_isolation_frame_are_all_there_is_to_see() {
        let development = "http://127.0.0.1:1420".parse().expect("a URL");
        for (url, is_ours, is_ours_in_development) in [
            ("tauri://localhost/#/", true, true),
            ("isolation-5c1b://localhost/", true, true),
            ("http://tauri.localhost/", true, true),
            ("http://isolation-5c1b.localhost/", true, true),
            ("http://127.0.0.1:1420/", false, true),
            ("http://127.0.0.1:1421/", false, false),
            ("https://example.org/?tauri.localhost", false, false),
            ("https://tauri.localhost.example.org/", false, false),
            ("http://localhost/", false, false),
            ("file:///etc/passwd", false, false),
            ("data:text/html,x", false, false),
        ] {
            let parsed = url.parse().expect("a URL");
            assert_eq!(is_own(&parsed, None), is_ours, "{url}");
            assert_eq!(
                is_own(&parsed, Some(&development)),
                is_ours_in_development,
                "{url}"
            );
        }
    }

    /// Vectors of the hash's authors.
    #[test]
    fn the_hash_is_fnv1a() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
