//! A profile to try things in: its key is in memory alone, its folder is gone when it is.
//!
//! What a killed program leaves behind nobody can read, and the next start takes it away.

use std::{env, fs, io, path::Path};

use crate::{
    Profile,
    error::OpenError,
    key::{self, ProfileKey},
    lock::{self, Lock},
};

/// How its folders are called under the temporary folder, before so many random digits.
const NAME: &str = "voltfolio-demo-";

/// Held by whoever uses the folder.
const IN_USE: &str = "in-use.lock";

/// A profile that lasts as long as this value.
pub struct Throwaway {
    profile: Profile,
    in_use: Option<Lock>,
}

impl Throwaway {
    /// A new one. Removes what earlier ones left behind.
    ///
    /// # Errors
    /// [`OpenError::Folder`] where the temporary folder can't be used.
    pub fn new() -> Result<Self, OpenError> {
        Self::in_folder(&env::temp_dir()).map_err(OpenError::Folder)
    }

    fn in_folder(temporary: &Path) -> io::Result<Self> {
        remove_leftovers(temporary)?;
        let random = ProfileKey::random().map_err(io::Error::other)?;
        let name = format!("{NAME}{}", &*key::hex(&random.bytes()[..8]));
        let folder = temporary.join(name);
        // fails where the name is taken: nobody else has prepared this folder
        fs::create_dir(&folder)?;
        let key = ProfileKey::random().map_err(io::Error::other)?;
        let profile = Profile::of_key(&folder, key)?;
        let in_use = lock::attempt(&folder, IN_USE)?;
        Ok(Self { profile, in_use })
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        // an open file can't be removed everywhere
        drop(self.in_use.take());
        // what stays is unreadable, and goes at the next start
        drop(fs::remove_dir_all(self.profile.folder()));
    }
}

/// Those that nobody uses any more. One that can't be removed is somebody else's.
fn remove_leftovers(temporary: &Path) -> io::Result<()> {
    for entry in fs::read_dir(temporary)? {
        let entry = entry?;
        let is_ours = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(NAME));
        // of the entry itself: a link is left alone
        if !is_ours || !entry.file_type()?.is_dir() {
            continue;
        }
        if let Ok(Some(free)) = lock::attempt(&entry.path(), IN_USE) {
            drop(free);
            drop(fs::remove_dir_all(entry.path()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
