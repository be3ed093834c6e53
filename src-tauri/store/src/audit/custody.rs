//! Where the key of `audit.db` is kept, and beside it the head of its chain.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use chacha20poly1305::XChaCha20Poly1305;
use zeroize::Zeroizing;

use super::{chain::Head, seal};
use crate::{
    Profile,
    error::{AuditError, AuditFault, OpenError},
    key::{self, NoSecret, ProfileKey},
};

const NAME: &str = "audit.json";
/// Written whole, then given the name: one at a time, by whoever has the lock.
const NEXT: &str = "audit.json.next";

/// What is kept, as one: the one is worth nothing without the other.
pub(super) struct Kept {
    pub key: ProfileKey,
    pub head: Head,
}

/// The format that follows this byte: key, number, hash.
const FORMAT: u8 = 1;
const LENGTH: usize = 1 + 32 + 8 + 32;

impl Kept {
    /// A new key, of a chain without entries.
    pub fn new() -> Result<Self, AuditError> {
        let key = ProfileKey::random().map_err(io::Error::other)?;
        let head = Head::NONE;
        Ok(Self { key, head })
    }

    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(LENGTH));
        bytes.push(FORMAT);
        bytes.extend(self.key.bytes());
        bytes.extend(self.head.number.to_be_bytes());
        bytes.extend(self.head.hash);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (&format, bytes) = bytes.split_first()?;
        let (key, bytes) = bytes.split_at_checked(32)?;
        let (number, hash) = bytes.split_at_checked(8)?;
        let number = i64::from_be_bytes(number.try_into().ok()?);
        let hash = hash.try_into().ok()?;
        (format == FORMAT && number >= 0).then_some(Self {
            key: ProfileKey::from_bytes(key)?,
            head: Head { number, hash },
        })
    }
}

/// Where a profile keeps it: where it keeps its own key.
pub(super) enum Custody {
    /// In the keychain, under a name of its own beside the profile's.
    Keychain { account: String, profile: String },
    /// In `audit.json`, sealed under a key that is derived from the profile's.
    Sealed {
        folder: PathBuf,
        cipher: Box<XChaCha20Poly1305>,
    },
}

impl Custody {
    pub fn of(profile: &Profile) -> Self {
        match profile.keychain_account() {
            Some(account) => Self::Keychain {
                account: format!("{account}-audit"),
                profile: account.to_owned(),
            },
            None => Self::Sealed {
                folder: profile.folder().to_owned(),
                cipher: Box::new(seal::cipher(profile.key())),
            },
        }
    }

    /// What is kept; `None` before the first entry. Asks the keychain: not for an async task.
    pub fn read(&self) -> Result<Option<Kept>, AuditError> {
        let bytes = match self {
            Self::Keychain { account, profile } => match key::recall(account) {
                Ok(bytes) => bytes,
                // a locked or another keychain may say so, too: but then of the profile's own key as well
                Err(NoSecret::NotThere) if key::recall(profile).is_ok() => return Ok(None),
                Err(NoSecret::NotThere | NoSecret::Unavailable) => {
                    return Err(OpenError::NoKeychain.into());
                }
            },
            Self::Sealed { folder, cipher } => match fs::read(folder.join(NAME)) {
                Ok(bytes) => seal::open(cipher, &bytes).ok_or(AuditFault::Key)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error.into()),
            },
        };
        Ok(Some(Kept::from_bytes(&bytes).ok_or(AuditFault::Key)?))
    }

    /// Keeps this instead: whole or not at all. For whoever has the lock.
    pub fn write(&self, kept: &Kept) -> Result<(), AuditError> {
        let bytes = kept.to_bytes();
        match self {
            Self::Keychain { account, .. } => {
                key::keep(account, &bytes).map_err(|_| OpenError::NoKeychain.into())
            }
            Self::Sealed { folder, cipher } => {
                let sealed = seal::seal(cipher, &bytes).map_err(io::Error::other)?;
                Ok(replace(folder, &sealed)?)
            }
        }
    }
}

fn replace(folder: &Path, bytes: &[u8]) -> io::Result<()> {
    let next = folder.join(NEXT);
    fs::write(&next, bytes)?;
    File::options().write(true).open(&next)?.sync_all()?;
    fs::rename(&next, folder.join(NAME))?;
    sync_names(folder)
}

/// Makes a renaming survive a power cut.
#[cfg(unix)]
fn sync_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_names(_: &Path) -> io::Result<()> {
    Ok(()) // Windows has no such call; a head that is lost so lags behind, which is no fault
}
