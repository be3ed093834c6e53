//! One process at a time: an OS lock on a file, which a killed process gives up by dying.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::error::Holder;

const WRITER: &str = "writer.lock";
/// Who holds the writer's lock, beside it: on Windows a locked file can't be read.
const HOLDER: &str = "writer.json";

/// Held as long as it lives.
pub(crate) struct Lock {
    _file: File,
}

#[derive(Serialize, Deserialize)]
struct Note {
    process: u32,
    since: DateTime<Utc>,
}

/// The lock on the file of this name, made if it is new; `None` while somebody else has it.
pub(crate) fn attempt(folder: &Path, name: &str) -> io::Result<Option<Lock>> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join(name))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// The writer's lock, or who has it.
pub(crate) fn take(folder: &Path, now: DateTime<Utc>) -> io::Result<Result<Lock, Holder>> {
    let Some(lock) = attempt(folder, WRITER)? else {
        return Ok(Err(holder(folder)));
    };
    let note = Note {
        process: std::process::id(),
        since: now,
    };
    fs::write(folder.join(HOLDER), serde_json::to_vec(&note)?)?;
    Ok(Ok(lock))
}

fn holder(folder: &Path) -> Holder {
    let note = fs::read(folder.join(HOLDER))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Note>(&bytes).ok());
    note.map_or_else(Holder::default, |note| Holder {
        process: Some(note.process),
        since: Some(note.since),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_writes_and_a_lock_file_alone_locks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let since = DateTime::UNIX_EPOCH;
        let first = take(folder.path(), since).unwrap();
        assert!(first.is_ok());
        let second = take(folder.path(), since).unwrap().err().unwrap();
        assert_eq!(
            second,
            Holder {
                process: Some(std::process::id()),
                since: Some(since)
            }
        );
        drop(first);
        assert!(folder.path().join(WRITER).exists());
        assert!(take(folder.path(), since).unwrap().is_ok());
    }
}
