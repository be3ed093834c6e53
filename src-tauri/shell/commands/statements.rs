//! What was charged in a month, one by one, on paper.

use std::ops::Range;

use access::Lang;
use billing::{Preview, Statement};
use model::Month;
use serde::Deserialize;
use specta::Type;
use store::{Ipc, Visible};
use tauri::State;

use super::export::{Exported, Written, keep};
use crate::{
    desk::Desk,
    failure::{Details, Failure, Field, MessageKey},
};

/// Which statement.
#[derive(Deserialize, Type)]
pub struct Asked {
    /// `TENANT/UNIT`: not trusted.
    unit: String,
    /// `YYYY-MM`.
    month: String,
    /// In what language.
    written: Written,
}

/// Pages of a statement, as they will be printed: of a property and a month, from a page on.
///
/// # Errors
/// `failure.signIn` while nobody is signed in, `failure.period` for what is no month, `failure.notThere` for what is not
/// there or not for this person, `failure.wantsProperty` for too much at a time.
#[tauri::command]
#[specta::specta]
pub async fn statement(
    desk: State<'_, Desk>,
    asked: Asked,
    skip: u32,
) -> Result<Ipc<Preview>, Failure> {
    let statement = found(&desk, &asked).await?;
    let skip = usize::try_from(skip).unwrap_or(usize::MAX);
    let wanted = skip..skip.saturating_add(billing::MOST_PAGES);
    let set = |statement: Statement, wanted: (Lang, Range<usize>)| {
        statement.preview(wanted).map_err(|_| failed())
    };
    let preview = statement.map_with((asked.written.lang(), wanted), set);
    preview.transpose()?.ipc().map_err(|_| failed())
}

/// Writes a statement as PDF into a file of its own, in the folder where downloads go.
///
/// # Errors
/// As [`statement`], and `failure.file` where it can't be written.
#[tauri::command]
#[specta::specta]
pub async fn save_statement(desk: State<'_, Desk>, asked: Asked) -> Result<Exported, Failure> {
    let statement = found(&desk, &asked).await?;
    let set = |statement: Statement, lang: Lang| {
        let document = statement.document(lang);
        document.map(|document| document.pdf).map_err(|_| failed())
    };
    let pdf = statement.map_with(asked.written.lang(), set).transpose()?;
    // a unit that was found has an id that setup.json may give: no path
    let Asked { unit, month, .. } = &asked;
    let (_, id) = unit.split_once('/').unwrap_or(("", unit));
    let name = match asked.written.lang() {
        Lang::De => format!("Aufstellung {id} {month}"),
        Lang::En => format!("Statement {id} {month}"),
    };
    let folder = desk.exports().ok_or(MessageKey::File)?;
    Ok(keep(&pdf, folder, &name, "pdf").map_err(|_| MessageKey::File)?)
}

async fn found(desk: &Desk, asked: &Asked) -> Result<Visible<Statement>, Failure> {
    let session = desk.session()?;
    let month: Month = asked.month.parse().map_err(|_| MessageKey::Period)?;
    let unit = asked.unit.clone();
    let answer = session.ask_apart(move |reader, now| {
        let unit = unit.clone();
        Box::pin(async move { billing::statement(reader, &unit, month, now).await })
    });
    answer.await
}

fn failed() -> Failure {
    Failure::system(Details::Field(Field::Figures))
}
