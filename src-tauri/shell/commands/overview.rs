//! What a person sees first.

use figures::{Days, Overview};
use store::Ipc;
use tauri::State;

use crate::{
    desk::Desk,
    failure::{Details, Failure, Field},
};

use super::in_order;

/// The overview of a period, perhaps beside another one.
///
/// # Errors
/// `failure.signIn` while nobody is signed in, `failure.period` for a period that ends before it begins.
#[tauri::command]
#[specta::specta]
pub async fn overview(
    desk: State<'_, Desk>,
    days: Days,
    compared: Option<Days>,
) -> Result<Ipc<Overview>, Failure> {
    in_order([Some(days), compared])?;
    let session = desk.session()?;
    let answer =
        session.ask(|reader, now| Box::pin(figures::overview(reader, days, compared, now)));
    let answer = answer.await?;
    answer
        .ipc()
        .map_err(|_| Failure::system(Details::Field(Field::Figures)))
}
