//! Files that people take along.

use std::{
    io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use access::Lang;
use serde::{Deserialize, Serialize};
use specta::Type;
use store::{Growing, Ipc, Reached, SessionColumn, SessionColumns, SessionFilter, Visible};
use tauri::{State, ipc::Channel};

use crate::{
    desk::{Desk, DeskState},
    failure::{Failure, MessageKey},
    watch,
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

/// Writes all rows of a list, in some of its columns, into a file of its own, in the folder where downloads go. Meanwhile it
/// says how far it is.
///
/// # Errors
/// `failure.signIn` while nobody is signed in, `failure.file` where it can't be written, `failure.brokenOff` after
/// [`break_off_export`]: then nothing is left of it.
#[tauri::command]
#[specta::specta]
pub async fn export_sessions(
    desk: State<'_, Desk>,
    filter: SessionFilter,
    columns: Vec<SessionColumn>,
    written: Written,
    on_reached: Channel<Ipc<Reached>>,
) -> Result<Exported, Failure> {
    let session = desk.session()?;
    let lang = written.lang();
    let name = match lang {
        Lang::De => format!("Ladevorgänge {} bis {}", filter.from, filter.to),
        Lang::En => format!("Sessions {} to {}", filter.from, filter.to),
    };
    let columns: SessionColumns = columns.into_iter().collect();
    let folder = desk.exports().ok_or(MessageKey::File)?;
    let sheet = Sheet::begin(folder, name, on_reached).map_err(|_| MessageKey::File)?;
    let sheet = Arc::new(Mutex::new(sheet));
    let asked = Arc::clone(&sheet);
    // finished under the session, too, whose end waits for it
    let all = session.take_along(move |reader, now| {
        let (filter, sheet) = (filter.clone(), Arc::clone(&asked));
        Box::pin(async move {
            let mut put = |part| locked(&sheet).put(part);
            let all = reports::sessions_sheet(reader, &filter, columns, lang, now, &mut put);
            let all = all.await?;
            locked(&sheet).finish();
            Ok(all)
        })
    });
    all.await?;
    let kept = locked(&sheet).kept.take();
    Ok(kept.ok_or(MessageKey::File)?)
}

/// Breaks off whatever is being written of lists.
#[tauri::command]
#[specta::specta]
pub fn break_off_export(desk: State<'_, Desk>) -> DeskState {
    if let Ok(session) = desk.session() {
        session.break_off();
    }
    desk.state()
}

/// A sheet on its way into a file.
struct Sheet {
    growing: Growing,
    folder: PathBuf,
    name: String,
    on_reached: Channel<Ipc<Reached>>,
    /// Whether a part of it could not be written.
    has_failed: bool,
    /// Where it is, once it is whole.
    kept: Option<Exported>,
}

impl Sheet {
    fn begin(folder: &Path, name: String, on_reached: Channel<Ipc<Reached>>) -> io::Result<Self> {
        let (_, growing) = free(folder, &name, "csv.part", Growing::begin)?;
        Ok(Self {
            growing,
            folder: folder.to_owned(),
            name,
            on_reached,
            has_failed: false,
            kept: None,
        })
    }

    fn put(&mut self, part: Visible<(Reached, String)>) -> ControlFlow<()> {
        let (reached, text) = part.unzip();
        if self.growing.add(&text).is_err() {
            self.has_failed = true;
            return ControlFlow::Break(());
        }
        if let Ok(reached) = reached.ipc() {
            watch::send(&self.on_reached, reached);
        }
        ControlFlow::Continue(())
    }

    fn finish(&mut self) {
        if !self.has_failed {
            let kept = free(&self.folder, &self.name, "csv", |file| {
                self.growing.finish(file)
            });
            self.kept = kept.ok().map(|(kept, ())| kept);
        }
    }
}

fn locked(sheet: &Mutex<Sheet>) -> MutexGuard<'_, Sheet> {
    sheet.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Into a file of its own.
pub(super) fn keep<T: AsRef<[u8]>>(
    content: &Visible<T>,
    folder: &Path,
    name: &str,
    extension: &str,
) -> io::Result<Exported> {
    let kept = free(folder, name, extension, |file| content.write_to(file));
    Ok(kept?.0)
}

/// Makes a file under the first name that is free.
fn free<T>(
    folder: &Path,
    name: &str,
    extension: &str,
    mut make: impl FnMut(&Path) -> io::Result<T>,
) -> io::Result<(Exported, T)> {
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 1..=MOST {
        let file = match number {
            1 => folder.join(format!("{name}.{extension}")),
            number => folder.join(format!("{name} ({number}).{extension}")),
        };
        match make(&file) {
            Ok(made) => {
                let file = file.to_string_lossy().into_owned();
                return Ok((Exported { file }, made));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}
