use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};

use super::Wrapped;

const NAME: &str = "key.json";

/// What `key.json` says of where the key is.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub(crate) enum KeyFile {
    /// In the keychain, under this account name.
    Keychain { format: Format, account: String },
    /// Here, wrapped by a passphrase.
    Passphrase { format: Format, wrapped: Wrapped },
}

/// The one format there is: a file of another is refused, not guessed at.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub(crate) struct Format;

impl TryFrom<u32> for Format {
    type Error = &'static str;
    fn try_from(number: u32) -> Result<Self, Self::Error> {
        if number == 1 {
            Ok(Self)
        } else {
            Err("unknown format")
        }
    }
}

impl From<Format> for u32 {
    fn from(Format: Format) -> Self {
        1
    }
}

/// The key file of a profile's folder; `None` if there is none.
pub(crate) fn read(folder: &Path) -> io::Result<Option<KeyFile>> {
    match fs::read(folder.join(NAME)) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(io::Error::from),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes the key file of a folder that has none: there whole or not at all, and by one process alone.
/// False if another was faster.
pub(crate) fn make(folder: &Path, key: &KeyFile) -> io::Result<bool> {
    let beside = folder.join(format!("{NAME}.{}", std::process::id()));
    let file = fs::File::create(&beside)?;
    serde_json::to_writer_pretty(&file, key)?;
    file.sync_all()?;
    let linked = fs::hard_link(&beside, folder.join(NAME));
    fs::remove_file(&beside)?;
    match linked {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a folder holds nothing but what making a key file may have left.
pub(crate) fn is_free(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        if !entry?.file_name().to_string_lossy().starts_with(NAME) {
            return Ok(false);
        }
    }
    Ok(true)
}
