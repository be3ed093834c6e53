//! The audit log: who was told who somebody is.
//!
//! An entry is written *before* the identity that it speaks of leaves `store`. If it can't be, the answer is "not
//! now". Entries are never changed and never removed. They form a chain: each one's hash covers the hash before
//! it. The chain's *head*, its last number and hash, is kept apart from the file, beside the file's key: in the
//! keychain, or in `audit.json`, sealed under the profile's key. The key is random and opens this file alone.
//!
//! What is found, when the next entry is written or by [`check`]: an entry that was changed, moved or removed; a
//! file that was cut off, removed, replaced or put back from an older copy, while the head was not; a file or a
//! head that was not written with the key. Writing looks at the end of the chain, [`check`] at all of it.
//!
//! What is not found:
//! - File and head put back, or removed, together. In a passphrase's profile whoever can write to the folder can
//!   do that, without the passphrase; in a keychain's profile it takes the keychain, too.
//! - A chain written anew, with its head, by who has the key. They can also read the identities without asking.
//! - Entries after the head that were cut off before the head followed: the last one, of a program that was
//!   stopped between the two.
//!
//! The head follows the file. Where a program is stopped between the two, the file is ahead by entries that fit, and
//! the next one moves the head past them all. A file that is behind its head is never taken for whole.
//!
//! Start at [`Audit::append`].

mod chain;
mod check;
mod custody;
mod entry;
mod file;
mod seal;
#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::time::Instant;

use crate::{
    Profile,
    error::{AuditError, AuditFault},
    lock::{self, Lock},
};
use chain::Head;
pub(crate) use check::check;
use custody::{Custody, Kept};
pub(crate) use entry::{Entry, What};

const FILE: &str = "audit.db";
const LOCK: &str = "audit.lock";
/// An entry takes some milliseconds: whoever holds the lock for longer is stuck.
const PATIENCE: Duration = Duration::from_secs(5);
/// Short against the time that an entry takes, so that nobody is passed by those who write one after another.
const LOCK_POLL: Duration = Duration::from_millis(2);

/// The audit log of a profile. Touches nothing before it is used.
pub(crate) struct Audit {
    folder: PathBuf,
    custody: Arc<Custody>,
}

impl Audit {
    pub(crate) fn of(profile: &Profile) -> Self {
        Self {
            folder: profile.folder().to_owned(),
            custody: Arc::new(Custody::of(profile)),
        }
    }

    /// Writes an entry, after all that any process has written. It is on disk when this returns.
    ///
    /// Given up half-way it leaves an entry or none, and a chain that is whole.
    ///
    /// # Errors
    /// [`AuditError`]: there may be an entry then, but nobody may be told what it says that they were.
    pub(crate) async fn append(&self, entry: &Entry) -> Result<(), AuditError> {
        let lock = self.locked(PATIENCE).await?;
        let (lock, kept) = self.ask(lock, Custody::read).await?;
        let file = self.file();
        let (lock, kept) = match (kept, there(&file)?) {
            (Some(kept), false) if kept.head != Head::NONE => Err(AuditFault::Missing)?,
            (Some(kept), _) => (lock, kept),
            (None, true) => Err(AuditFault::NoKey)?,
            (None, false) => self.keep(lock, Kept::new()?).await?,
        };
        let head = file::append(&file, &kept.key, kept.head, entry).await?;
        self.keep(lock, Kept { head, ..kept }).await?;
        Ok(())
    }

    /// Reads all there is; gives the number of entries.
    pub(crate) async fn entries(&self) -> Result<i64, AuditError> {
        let file = self.file();
        // without the lock: the head is read first, and the file is never behind it
        let ((), mut kept) = self.ask((), Custody::read).await?;
        let there = there(&file)?;
        if kept.is_none() && there {
            // written meanwhile, or else a file without its key
            ((), kept) = self.ask((), Custody::read).await?;
        }
        match kept {
            Some(kept) if there => Ok(file::entries(&file, &kept.key, kept.head).await?.number),
            Some(kept) if kept.head != Head::NONE => Err(AuditFault::Missing.into()),
            None if there => Err(AuditFault::NoKey.into()),
            Some(_) | None => Ok(0),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    async fn locked(&self, patience: Duration) -> Result<Lock, AuditError> {
        let until = Instant::now() + patience;
        loop {
            match lock::attempt(&self.folder, LOCK)? {
                Some(lock) => return Ok(lock),
                None if Instant::now() >= until => return Err(AuditError::Busy),
                None => tokio::time::sleep(LOCK_POLL).await,
            }
        }
    }

    async fn keep(&self, lock: Lock, kept: Kept) -> Result<(Lock, Kept), AuditError> {
        self.ask(lock, |custody| custody.write(&kept).map(|()| kept))
            .await
    }

    /// Asks on a thread where it may take as long as a person takes to unlock a keychain. The lock goes along: if
    /// nobody waits for the answer any more, nobody else may write until it is there.
    async fn ask<L: Send + 'static, T: Send + 'static>(
        &self,
        lock: L,
        question: impl FnOnce(&Custody) -> Result<T, AuditError> + Send + 'static,
    ) -> Result<(L, T), AuditError> {
        let custody = Arc::clone(&self.custody);
        let asked = tokio::task::spawn_blocking(move || (lock, question(&custody)));
        let (lock, answer) = asked.await.map_err(std::io::Error::other)?;
        Ok((lock, answer?))
    }
}

fn there(file: &Path) -> std::io::Result<bool> {
    file.try_exists()
}
