//! Files that people take along.

use std::{io, path::Path};

use access::Lang;
use serde::{Deserialize, Serialize};
use specta::Type;
use store::{SessionColumn, SessionColumns, SessionFilter, Visible};
use tauri::State;

use crate::{
    desk::Desk,
    failure::{Failure, MessageKey},
};

/// In what language a file is written.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Written {
    /// With a comma in decimals.
    De,
    /// With a point in decimals.
    En,
}

impl Written {
    pub(super) const fn lang(self) -> Lang {
        match self {
            Self::De => Lang::De,
            Self::En => Lang::En,
        }
    }
}

/// Where a file went.
#[derive(Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// Its path.
    file: String,
}

/// More files of one name than this nobody keeps.
const MOST: u32 = 1_000;

/// Writes all rows of a list, in some of its columns, into a file of its own, in the folder where downloads go.
///
/// # Errors
/// `failure.signIn` while nobody is signed in, `failure.file` where it can't be written.
#[tauri::command]
#[specta::specta]
pub async fn export_sessions(
    desk: State<'_, Desk>,
    filter: SessionFilter,
    columns: Vec<SessionColumn>,
    written: Written,
) -> Result<Exported, Failure> {
    let session = desk.session()?;
    let lang = written.lang();
    let name = match lang {
        Lang::De => format!("Ladevorgänge {} bis {}", filter.from, filter.to),
        Lang::En => format!("Sessions {} to {}", filter.from, filter.to),
    };
    let columns: SessionColumns = columns.into_iter().collect();
    let sheet = session.ask_apart(move |reader, now| {
        let filter = filter.clone();
        Box::pin(async move { reports::sessions_sheet(reader, &filter, columns, lang, now).await })
    });
    let folder = desk.exports().ok_or(MessageKey::File)?;
    Ok(keep(&sheet.await?, folder, &name, "csv").map_err(|_| MessageKey::File)?)
}

/// Under the first name that is free.
pub(super) fn keep<T: AsRef<[u8]>>(
    content: &Visible<T>,
    folder: &Path,
    name: &str,
    extension: &str,
) -> io::Result<Exported> {
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 1..=MOST {
        let file = match number {
            1 => folder.join(format!("{name}.{extension}")),
            number => folder.join(format!("{name} ({number}).{extension}")),
        };
        match content.write_to(&file) {
            Ok(()) => {
                let file = file.to_string_lossy().into_owned();
                return Ok(Exported { file });
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}
