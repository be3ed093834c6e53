//! Which profile a command is about, and how it is opened.

use std::{
    env::{self, VarError},
    path::PathBuf,
};

use store::{Passphrase, Profile};

use crate::{arguments::Common, failure::Failure};

/// Opens a profile that has no keychain, and makes a new one that is wrapped by it.
const PASSPHRASE: &str = "VOLTFOLIO_PASSPHRASE";

pub fn open(common: &Common) -> Result<Profile, Failure> {
    Ok(Profile::open(&folder(common)?, passphrase()?.as_ref())?)
}

pub fn open_or_make(common: &Common) -> Result<Profile, Failure> {
    Ok(Profile::open_or_make(
        &folder(common)?,
        passphrase()?.as_ref(),
    )?)
}

fn folder(common: &Common) -> Result<PathBuf, Failure> {
    let chosen = common.profile.clone();
    chosen
        .or_else(|| Some(dirs::data_dir()?.join("voltfolio")))
        .ok_or(Failure::NoDataFolder)
}

fn passphrase() -> Result<Option<Passphrase>, Failure> {
    match env::var(PASSPHRASE) {
        Ok(text) => Ok(Passphrase::new(text)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Failure::PassphraseNotText),
    }
}
