//! The operating system's keychain: Secret Service, Keychain, or Credential Manager.

use keyring::v1::{Entry, Error};
use zeroize::Zeroizing;

const SERVICE: &str = "app.voltfolio.desktop";

/// Why the keychain gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoSecret {
    /// There is no keychain here, or it is locked and nobody could be asked.
    Unavailable,
    /// The keychain is there and has no such entry. A locked Secret Service says so, too.
    NotThere,
}

/// Keeps a secret and reads it back: a keychain that forgets at once is none.
pub(crate) fn keep(account: &str, secret: &[u8]) -> Result<(), NoSecret> {
    let entry = Entry::new(SERVICE, account).map_err(refusal)?;
    entry.set_secret(secret).map_err(refusal)?;
    match recall(account) {
        Ok(kept) if kept.as_slice() == secret => Ok(()),
        _ => Err(NoSecret::Unavailable),
    }
}

pub(crate) fn recall(account: &str) -> Result<Zeroizing<Vec<u8>>, NoSecret> {
    let entry = Entry::new(SERVICE, account).map_err(refusal)?;
    entry.get_secret().map(Zeroizing::new).map_err(refusal)
}

// what the platform says beside it may name the account: it goes no further
fn refusal(error: Error) -> NoSecret {
    match error {
        Error::NoEntry => NoSecret::NotThere,
        _ => NoSecret::Unavailable,
    }
}
