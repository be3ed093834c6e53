//! The key of a profile: 256 random bits, never on disk in clear.
//!
//! A profile's folder holds `key.json`, which says how to get the key: from the operating system's
//! keychain, or from a passphrase that wraps it.

mod file;
mod keychain;
mod passphrase;

use zeroize::Zeroizing;

pub(crate) use file::{Format, KeyFile, is_free, make, read};
pub(crate) use keychain::{NoSecret, keep, recall};
pub use passphrase::Passphrase;
pub(crate) use passphrase::{Wrapped, unwrap, wrap};

/// The raw key of a profile's files. Has no `Debug`, no `Clone` and no way out but the pragma.
pub(crate) struct ProfileKey(Zeroizing<[u8; 32]>);

impl ProfileKey {
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut())?;
        Ok(Self(bytes))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes
            .try_into()
            .ok()
            .map(|bytes| Self(Zeroizing::new(bytes)))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// For `PRAGMA key`: given raw, SQLCipher derives nothing, and a connection opens in 2 ms, not 200.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(70));
        text.push_str("\"x'");
        text.push_str(&hex(self.0.as_ref()));
        text.push_str("'\"");
        text
    }
}

/// Lower-case hexadecimal, as SQLite's `unhex` and SQLCipher's raw keys read it.
pub(crate) fn hex(bytes: &[u8]) -> Zeroizing<String> {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 15)]);
    }
    text
}

/// The inverse of [`hex`].
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}
