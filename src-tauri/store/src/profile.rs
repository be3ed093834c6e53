//! A profile: one folder with its encrypted database, its key's whereabouts and its lock.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, Utc};

use crate::{
    Reader, Writer,
    audit::Audit,
    connect,
    error::OpenError,
    key::{self, KeyFile, Passphrase, ProfileKey},
    lock,
};
use access::Scope;

/// An opened profile: whoever has this has the key.
pub struct Profile {
    folder: PathBuf,
    key: ProfileKey,
    /// Under this name in the keychain; `None` where a passphrase wraps the key.
    keychain_account: Option<String>,
}

/// What a command does when another process writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenBusy {
    /// Says who writes, and gives up.
    Refuse,
    /// Waits until it is its turn.
    Wait,
}

/// How often a waiting writer looks whether the lock is free.
const LOCK_POLL: Duration = Duration::from_millis(50);

impl Profile {
    /// Opens the profile in this folder. The passphrase is used only where the key is wrapped by one.
    ///
    /// Reads the keychain and derives keys: not for an async task.
    ///
    /// # Errors
    /// [`OpenError`], each with what a person would do differently.
    pub fn open(folder: &Path, passphrase: Option<&Passphrase>) -> Result<Self, OpenError> {
        let file = key::read(folder).map_err(OpenError::KeyFile)?;
        let file = file.ok_or_else(|| OpenError::NoProfile(folder.to_owned()))?;
        let (key, keychain_account) = match file {
            KeyFile::Passphrase { wrapped, .. } => {
                let passphrase = passphrase.ok_or(OpenError::PassphraseNeeded)?;
                (
                    key::unwrap(&wrapped, passphrase).ok_or(OpenError::WrongPassphrase)?,
                    None,
                )
            }
            KeyFile::Keychain { account, .. } => {
                let bytes = key::recall(&account).map_err(|refusal| match refusal {
                    key::NoSecret::Unavailable => OpenError::NoKeychain,
                    key::NoSecret::NotThere => OpenError::KeyNotInKeychain,
                })?;
                (
                    ProfileKey::from_bytes(&bytes).ok_or(OpenError::KeyNotInKeychain)?,
                    Some(account),
                )
            }
        };
        Ok(Self {
            folder: folder.to_owned(),
            key,
            keychain_account,
        })
    }

    /// Opens the profile in this folder, or makes one in a folder that is empty or not there:
    /// wrapped by the passphrase if one is given, else with its key in the keychain.
    ///
    /// # Errors
    /// [`OpenError`]. A folder that holds anything else is left alone.
    pub fn open_or_make(folder: &Path, passphrase: Option<&Passphrase>) -> Result<Self, OpenError> {
        match Self::open(folder, passphrase) {
            Err(OpenError::NoProfile(_)) => match Self::make(folder, passphrase)? {
                Some(made) => Ok(made),
                None => Self::open(folder, passphrase),
            },
            opened => opened,
        }
    }

    /// `None` if another process made one meanwhile.
    fn make(folder: &Path, passphrase: Option<&Passphrase>) -> Result<Option<Self>, OpenError> {
        let was_there = folder.exists();
        fs::create_dir_all(folder).map_err(OpenError::Folder)?;
        if !key::is_free(folder).map_err(OpenError::Folder)? {
            let made = key::read(folder).map_err(OpenError::KeyFile)?.is_some();
            return if made {
                Ok(None)
            } else {
                Err(OpenError::FolderInUse(folder.to_owned()))
            };
        }
        keep_to_owner(folder).map_err(OpenError::Folder)?;
        let no_random = |error| OpenError::Folder(io::Error::other(error));
        let no_memory = || OpenError::Folder(io::ErrorKind::OutOfMemory.into());
        let key = ProfileKey::random().map_err(no_random)?;
        let file = match passphrase {
            Some(passphrase) => KeyFile::Passphrase {
                format: key::Format,
                wrapped: key::wrap(&key, passphrase).ok_or_else(no_memory)?,
            },
            None => {
                let account = format!(
                    "profile-{}",
                    &*key::hex(&ProfileKey::random().map_err(no_random)?.bytes()[..8])
                );
                if key::keep(&account, key.bytes()).is_err() {
                    if !was_there {
                        // nothing is left of what could not be made; what can't be removed is empty
                        drop(fs::remove_dir(folder));
                    }
                    return Err(OpenError::NoKeychain);
                }
                KeyFile::Keychain {
                    format: key::Format,
                    account,
                }
            }
        };
        if !key::make(folder, &file).map_err(OpenError::Folder)? {
            return Ok(None);
        }
        let keychain_account = match file {
            KeyFile::Keychain { account, .. } => Some(account),
            KeyFile::Passphrase { .. } => None,
        };
        Ok(Some(Self {
            folder: folder.to_owned(),
            key,
            keychain_account,
        }))
    }

    /// Of a key that is kept nowhere, in a folder of its own.
    pub(crate) fn of_key(folder: &Path, key: ProfileKey) -> io::Result<Self> {
        keep_to_owner(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            key,
            keychain_account: None,
        })
    }

    /// The folder it lives in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn key(&self) -> &ProfileKey {
        &self.key
    }

    pub(crate) fn keychain_account(&self) -> Option<&str> {
        self.keychain_account.as_deref()
    }

    /// Lets one write, alone, with the database brought up to date; then folds the write-ahead log into the file.
    ///
    /// The connection is closed before this returns, whatever came of the work: a program that ends
    /// while the engine still works may end with a crash.
    ///
    /// # Errors
    /// [`OpenError::Busy`] names the process that writes, if there is one and it is not waited for.
    pub async fn write<T, E: From<OpenError>>(
        &self,
        busy: WhenBusy,
        now: DateTime<Utc>,
        work: impl AsyncFnOnce(&mut Writer) -> Result<T, E>,
    ) -> Result<T, E> {
        let lock = loop {
            match lock::take(&self.folder, now).map_err(OpenError::Folder)? {
                Ok(lock) => break lock,
                Err(holder) if busy == WhenBusy::Refuse => Err(OpenError::Busy(holder))?,
                Err(_) => tokio::time::sleep(LOCK_POLL).await,
            }
        };
        let mut writer = Writer::new(self, connect::for_writing(self).await?, lock);
        let done = match writer.complete().await {
            Ok(()) => work(&mut writer).await,
            Err(error) => Err(error.into()),
        };
        writer.close().await;
        done
    }

    /// Lets one read what this Scope allows; closed afterwards like [`Profile::write`].
    ///
    /// # Errors
    /// [`OpenError::NoProfile`] before the first `setup` or `sync` has made the database.
    pub async fn read<T, E: From<OpenError>>(
        &self,
        scope: Scope,
        work: impl AsyncFnOnce(&mut Reader) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut reader = self.reader(scope).await?;
        let done = work(&mut reader).await;
        reader.close().await;
        done
    }

    /// A Reader for whoever asks more than once. To be closed: [`Profile::read`] does that by itself.
    ///
    /// # Errors
    /// As [`Profile::read`].
    pub async fn reader(&self, scope: Scope) -> Result<Reader, OpenError> {
        Reader::open(connect::for_reading(self).await?, scope, Audit::of(self)).await
    }
}

#[cfg(unix)]
fn keep_to_owner(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn keep_to_owner(_: &Path) -> std::io::Result<()> {
    Ok(()) // the user's profile folder is theirs already
}

#[cfg(test)]
impl Profile {
    /// A profile of the same key, whose files are in another folder: a key takes longer to derive from a passphrase than
    /// most tests take.
    pub(crate) fn with_files_in(&self, folder: &Path) -> Option<Self> {
        Some(Self {
            folder: folder.to_owned(),
            key: ProfileKey::from_bytes(self.key.bytes())?,
            keychain_account: self.keychain_account.clone(),
        })
    }
}
