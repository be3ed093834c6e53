//! `audit.json`: what is kept, sealed under the profile's key.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::key::{Format, ProfileKey, hex, unhex};

/// For what the key is derived, and what the seal says that it holds.
const PURPOSE: &[u8] = b"voltfolio audit.json 1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    format: Format,
    nonce: String,
    sealed: String,
}

/// A cipher of its own: a [`super::Audit`] lives as long as a Reader does, which needs no key that opens the records.
pub(super) fn cipher(profile: &ProfileKey) -> XChaCha20Poly1305 {
    let mut sum = Sha256::new();
    sum.update(PURPOSE);
    sum.update(profile.bytes());
    let mut derived = Zeroizing::new([0; 32]);
    sum.finalize_into(derived.as_mut_slice().into());
    XChaCha20Poly1305::new(derived.as_slice().into())
}

/// The file's bytes. Why there may be none: no random numbers, or no memory.
pub(super) fn seal(
    cipher: &XChaCha20Poly1305,
    secret: &[u8],
) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let mut nonce = [0; 24];
    getrandom::fill(&mut nonce)?;
    let payload = Payload {
        msg: secret,
        aad: PURPOSE,
    };
    let sealed = cipher.encrypt(&nonce.into(), payload)?;
    Ok(serde_json::to_vec_pretty(&Sealed {
        format: Format,
        nonce: hex(&nonce).to_string(),
        sealed: hex(&sealed).to_string(),
    })?)
}

/// What the file holds, if it was sealed with this cipher and is as it was.
pub(super) fn open(cipher: &XChaCha20Poly1305, file: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let file: Sealed = serde_json::from_slice(file).ok()?;
    let nonce: [u8; 24] = unhex(&file.nonce)?.try_into().ok()?;
    let sealed = unhex(&file.sealed)?;
    let payload = Payload {
        msg: &sealed,
        aad: PURPOSE,
    };
    cipher
        .decrypt(&nonce.into(), payload)
        .ok()
        .map(Zeroizing::new)
}
