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
mod tests {
    use super::*;

    fn folders(temporary: &Path) -> Vec<String> {
        let entries = fs::read_dir(temporary).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn it_is_gone_with_its_value_and_what_a_kill_left_at_the_next_start() {
        let temporary = tempfile::tempdir().unwrap();
        let one = Throwaway::in_folder(temporary.path()).unwrap();
        let other = Throwaway::in_folder(temporary.path()).unwrap();
        assert_eq!(folders(temporary.path()).len(), 2);
        drop(one);
        let [left] = &*folders(temporary.path()) else {
            panic!("one is gone, the other is in use");
        };
        assert_eq!(other.profile().folder(), temporary.path().join(left));

        // a killed program holds no lock, and drops nothing
        let killed = temporary.path().join(format!("{NAME}0"));
        fs::create_dir(&killed).unwrap();
        fs::write(killed.join(IN_USE), "").unwrap();
        fs::write(killed.join("main.db"), "x").unwrap();
        let next = Throwaway::in_folder(temporary.path()).unwrap();
        assert!(!killed.exists());
        assert!(other.profile().folder().exists());
        drop((next, other));
        assert!(folders(temporary.path()).is_empty());
    }

    #[test]
    fn nothing_else_is_removed() {
        let temporary = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("kept"), "").unwrap();
        fs::create_dir(temporary.path().join("voltfolio")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(
            elsewhere.path(),
            temporary.path().join(format!("{NAME}link")),
        )
        .unwrap();
        drop(Throwaway::in_folder(temporary.path()).unwrap());
        assert!(elsewhere.path().join("kept").exists());
        assert!(temporary.path().join("voltfolio").exists());
    }
}
