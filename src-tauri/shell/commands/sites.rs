//! Sites side by side, and one by itself.

use figures::{Days, Sites};
use store::Ipc;
use tauri::State;

use crate::{
    desk::Desk,
    failure::{Details, Failure, Field},
};

use super::in_order;

/// The sites of a period, perhaps beside another one; or one alone, by the key that it has here.
///
/// # Errors
/// `failure.signIn` while nobody is signed in, `failure.period` for a period that ends before it begins.
#[tauri::command]
#[specta::specta]
pub async fn sites(
    desk: State<'_, Desk>,
    days: Days,
    compared: Option<Days>,
    property: Option<String>,
) -> Result<Ipc<Sites>, Failure> {
    in_order([Some(days), compared])?;
    let session = desk.session()?;
    let answer = session.ask(|reader, now| {
        let property = property.clone();
        Box::pin(
            async move { figures::sites(reader, days, compared, property.as_deref(), now).await },
        )
    });
    answer
        .await?
        .ipc()
        .map_err(|_| Failure::system(Details::Field(Field::Figures)))
}
