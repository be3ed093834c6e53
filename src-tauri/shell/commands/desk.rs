//! Opening a profile, signing in and out, and what there is to know of both.

use serde::Deserialize;
use specta::Type;
use tauri::{State, ipc::Channel};

use crate::{
    desk::{Desk, DeskState},
    failure::Failure,
    people::People,
    remembered::Place,
    sample,
    watch::Changed,
};

/// Tells the page from now on when something changes; the page then asks for what it shows. Says what lies on the
/// desk to begin with.
#[tauri::command]
#[specta::specta]
pub fn watch(desk: State<'_, Desk>, on_change: Channel<Changed>) -> DeskState {
    desk.watch().tell(on_change);
    desk.state()
}

/// What lies on the desk.
#[tauri::command]
#[specta::specta]
pub fn desk(desk: State<'_, Desk>) -> DeskState {
    desk.state()
}

/// A passphrase that somebody typed: never shown, never logged.
#[derive(Deserialize, Type)]
#[serde(transparent)]
pub struct Typed(String);

/// Opens the profile that its passphrase protects.
///
/// # Errors
/// `failure.passphrase` for another passphrase.
#[tauri::command]
#[specta::specta]
pub async fn unlock(desk: State<'_, Desk>, passphrase: Typed) -> Result<DeskState, Failure> {
    desk.unlock(&passphrase.0).await?;
    Ok(desk.state())
}

/// Opens the sample world.
///
/// # Errors
/// `failure.sample` where it can't be started.
#[tauri::command]
#[specta::specta]
pub async fn open_sample(desk: State<'_, Desk>) -> Result<DeskState, Failure> {
    desk.open_sample(sample::Options::default()).await?;
    Ok(desk.state())
}

/// Everybody who may look, for whoever signs in.
///
/// # Errors
/// `failure.signedIn` while somebody is signed in.
#[tauri::command]
#[specta::specta]
pub async fn people(desk: State<'_, Desk>) -> Result<People, Failure> {
    desk.people().await
}

/// Signs somebody in.
///
/// # Errors
/// `failure.nobody` where nobody is called that.
#[tauri::command]
#[specta::specta]
pub async fn sign_in(desk: State<'_, Desk>, person: String) -> Result<DeskState, Failure> {
    desk.sign_in(&person).await?;
    Ok(desk.state())
}

/// Signs out whoever is signed in.
#[tauri::command]
#[specta::specta]
pub async fn sign_out(desk: State<'_, Desk>) -> Result<DeskState, Failure> {
    desk.sign_out().await;
    Ok(desk.state())
}

/// Keeps where somebody looks, so that the window opens again as they left it.
#[tauri::command]
#[specta::specta]
pub fn remember(desk: State<'_, Desk>, person: String, place: Place) -> DeskState {
    desk.remember(&person, place);
    desk.state()
}

/// Brings the profile up to date now.
#[tauri::command]
#[specta::specta]
pub fn sync_now(desk: State<'_, Desk>) -> DeskState {
    desk.sync_now();
    desk.state()
}

/// Asks the CPMS nothing more until it is to go on.
#[tauri::command]
#[specta::specta]
pub fn pause_sync(desk: State<'_, Desk>, is_paused: bool) -> DeskState {
    desk.pause_sync(is_paused);
    desk.state()
}

/// Tells whether anybody can see the window.
#[tauri::command]
#[specta::specta]
pub fn be_seen(desk: State<'_, Desk>, is_seen: bool) -> DeskState {
    desk.be_seen(is_seen);
    desk.state()
}
