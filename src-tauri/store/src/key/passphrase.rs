use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, aead::Aead};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{ProfileKey, hex, unhex};

/// What a person remembers. Has no `Debug`: it is never written anywhere.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// From what was typed. `None` if nothing was: an empty passphrase protects nothing.
    pub fn new(text: String) -> Option<Self> {
        (!text.is_empty()).then(|| Self(Zeroizing::new(text)))
    }
}

/// A key wrapped by a passphrase, with all that is needed to unwrap it but the passphrase.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wrapped {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
    nonce: String,
    key: String,
}

/// 64 MiB and three passes: RFC 9106, second recommended option, with one lane.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;
/// More than this a key file may not ask of the machine.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 100;

/// Wraps the key: Argon2id of the passphrase seals it with XChaCha20-Poly1305.
///
/// `None` where the machine has no random numbers or not the memory that Argon2id asks for.
pub(crate) fn wrap(key: &ProfileKey, passphrase: &Passphrase) -> Option<Wrapped> {
    let (mut salt, mut nonce) = ([0; 16], [0; 24]);
    getrandom::fill(&mut salt).ok()?;
    getrandom::fill(&mut nonce).ok()?;
    let cipher = cipher(passphrase, &salt, MEMORY_KIB, PASSES, LANES)?;
    let sealed = cipher.encrypt(&nonce.into(), key.bytes().as_slice()).ok()?;
    Some(Wrapped {
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        lanes: LANES,
        salt: hex(&salt).to_string(),
        nonce: hex(&nonce).to_string(),
        key: hex(&sealed).to_string(),
    })
}

/// The key, if the passphrase is the one that wrapped it.
pub(crate) fn unwrap(wrapped: &Wrapped, passphrase: &Passphrase) -> Option<ProfileKey> {
    if wrapped.memory_kib > MOST_MEMORY_KIB || wrapped.passes > MOST_PASSES {
        return None;
    }
    let nonce: [u8; 24] = unhex(&wrapped.nonce)?.try_into().ok()?;
    let cipher = cipher(
        passphrase,
        &unhex(&wrapped.salt)?,
        wrapped.memory_kib,
        wrapped.passes,
        wrapped.lanes,
    )?;
    let key = Zeroizing::new(
        cipher
            .decrypt(&nonce.into(), unhex(&wrapped.key)?.as_slice())
            .ok()?,
    );
    ProfileKey::from_bytes(&key)
}

fn cipher(
    passphrase: &Passphrase,
    salt: &[u8],
    memory_kib: u32,
    passes: u32,
    lanes: u32,
) -> Option<XChaCha20Poly1305> {
    let params = Params::new(memory_kib, passes, lanes, Some(32)).ok()?;
    let mut derived = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.0.as_bytes(), salt, derived.as_mut())
        .ok()?;
    XChaCha20Poly1305::new_from_slice(derived.as_ref()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(text.into()).unwrap()
    }

    #[test]
    fn only_the_passphrase_that_wrapped_a_key_unwraps_it() {
        let key = ProfileKey::random().unwrap();
        let wrapped = wrap(&key, &passphrase("blau")).unwrap();
        assert!(!wrapped.key.contains(hex(key.bytes()).as_str()));
        assert!(unwrap(&wrapped, &passphrase("blau")).unwrap().bytes() == key.bytes());
        assert!(unwrap(&wrapped, &passphrase("Blau")).is_none());
    }

    #[test]
    fn a_key_file_cannot_ask_for_all_the_memory_there_is() {
        let mut wrapped = wrap(&ProfileKey::random().unwrap(), &passphrase("blau")).unwrap();
        wrapped.memory_kib = u32::MAX;
        assert!(unwrap(&wrapped, &passphrase("blau")).is_none());
    }

    #[test]
    fn no_passphrase_is_not_a_passphrase() {
        assert!(Passphrase::new(String::new()).is_none());
    }
}
