//! Charge points, worst first; and what all of them are called.

use figures::{ChargePoints, NamedPoint, PointsAsked};
use store::Ipc;
use tauri::State;

use crate::{
    desk::Desk,
    failure::{Details, Failure, Field},
};

use super::in_order;

/// Charge points as they are now, with what was charged there in a period.
///
/// # Errors
/// `failure.signIn` while nobody is signed in, `failure.period` for a period that ends before it begins.
#[tauri::command]
#[specta::specta]
pub async fn charge_points(
    desk: State<'_, Desk>,
    asked: PointsAsked,
) -> Result<Ipc<ChargePoints>, Failure> {
    in_order([Some(asked.days)])?;
    let session = desk.session()?;
    let answer = session.ask(|reader, now| {
        let asked = asked.clone();
        Box::pin(async move { figures::charge_points(reader, &asked, now).await })
    });
    answer
        .await?
        .ipc()
        .map_err(|_| Failure::system(Details::Field(Field::Figures)))
}

/// What all charge points of the present are called.
///
/// # Errors
/// `failure.signIn` while nobody is signed in.
#[tauri::command]
#[specta::specta]
pub async fn named_points(desk: State<'_, Desk>) -> Result<Ipc<Vec<NamedPoint>>, Failure> {
    let session = desk.session()?;
    let answer = session.ask(|reader, now| Box::pin(figures::named_points(reader, now)));
    answer
        .await?
        .ipc()
        .map_err(|_| Failure::system(Details::Field(Field::Figures)))
}
