//! What was charged, one by one.

use figures::{Days, Property, Session};
use serde::Deserialize;
use specta::Type;
use store::{Ipc, SessionFilter, SessionList, SessionPage};
use tauri::State;

use crate::{
    desk::Desk,
    failure::{Details, Failure, Field},
};

/// The properties that whoever looks sees anything of in a period.
///
/// # Errors
/// `failure.signIn` while nobody is signed in.
#[tauri::command]
#[specta::specta]
pub async fn properties(desk: State<'_, Desk>, days: Days) -> Result<Ipc<Vec<Property>>, Failure> {
    let session = desk.session()?;
    let answer = session.ask(|reader, now| Box::pin(figures::properties(reader, days, now)));
    answer
        .await?
        .ipc()
        .map_err(|_| Failure::system(Details::Field(Field::Figures)))
}

/// Rows of what was charged.
///
/// # Errors
/// `failure.signIn` while nobody is signed in.
#[tauri::command]
#[specta::specta]
pub async fn sessions(
    desk: State<'_, Desk>,
    filter: SessionFilter,
    page: SessionPage,
) -> Result<Ipc<SessionList>, Failure> {
    let session = desk.session()?;
    let answer = session.ask(move |reader, now| {
        let filter = filter.clone();
        Box::pin(async move { reader.sessions(&filter, page, now).await })
    });
    answer
        .await?
        .ipc()
        .map_err(|_| Failure::system(Details::Field(Field::Figures)))
}

/// The id of a row, as the list gave it: not trusted.
#[derive(Deserialize, Type)]
#[serde(transparent)]
pub struct Untrusted(String);

/// One of them in full; nothing where there is none, or none for this person.
///
/// # Errors
/// `failure.signIn` while nobody is signed in.
#[tauri::command]
#[specta::specta]
pub async fn session(
    desk: State<'_, Desk>,
    id: Untrusted,
) -> Result<Ipc<Option<Session>>, Failure> {
    let session = desk.session()?;
    let found = session.ask(move |reader, now| {
        let id = id.0.clone();
        Box::pin(async move { figures::session(reader, &id, now).await })
    });
    found
        .await?
        .ipc()
        .map_err(|_| Failure::system(Details::Field(Field::Figures)))
}
