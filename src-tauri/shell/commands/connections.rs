//! Where the charging data comes from, how far it is here, and what of it was not understood.

use std::sync::Arc;

use figures::Connections;
use store::Ipc;
use tauri::State;

use crate::{
    desk::Desk,
    failure::{Details, Failure, Field, MessageKey},
    session::Session,
};

/// The CPMSs of the profile, as far as whoever looks is told of them.
///
/// # Errors
/// `failure.signIn` while nobody is signed in.
#[tauri::command]
#[specta::specta]
pub async fn connections(desk: State<'_, Desk>) -> Result<Ipc<Connections>, Failure> {
    look(desk.session()?).await
}

/// Reads once more what was not understood, from the bytes that were kept of it, and says how things are then.
///
/// # Errors
/// `failure.operator` for everybody but the operator, `failure.busy` while another process writes.
#[tauri::command]
#[specta::specta]
pub async fn read_again(desk: State<'_, Desk>) -> Result<Ipc<Connections>, Failure> {
    let session = desk.session()?;
    if !session.is_operators() {
        return Err(MessageKey::Operator.into());
    }
    desk.read_again().await?;
    look(session).await
}

async fn look(session: Arc<Session>) -> Result<Ipc<Connections>, Failure> {
    let answer = session.ask(|reader, now| Box::pin(figures::connections(reader, now)));
    answer
        .await?
        .ipc()
        .map_err(|_| Failure::system(Details::Field(Field::Figures)))
}
