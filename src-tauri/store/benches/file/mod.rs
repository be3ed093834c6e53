//! A profile's file, opened beside the store: a bench compares with what the store itself gives nobody.

use std::{fs, path::Path};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, aead::Aead};
use serde_json::Value;
use sqlx::{ConnectOptions, sqlite::SqliteConnectOptions};

pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What the store itself opens its file with.
pub fn settings(file: &Path, key: &str) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .pragma("key", format!("\"x'{key}'\""))
        .pragma("cache_size", "-32768")
        .pragma("temp_store", "memory")
        .pragma("trusted_schema", "off")
        .foreign_keys(true)
        .disable_statement_logging()
}

/// The raw key, as hexadecimal digits. What `key.json` is made of says `store/src/key`.
pub fn key(folder: &Path, passphrase: &str) -> Result<String, Failure> {
    let file: Value = serde_json::from_slice(&fs::read(folder.join("key.json"))?)?;
    let wrapped = &file["wrapped"];
    let number = |name: &str| {
        let number = wrapped[name].as_u64().ok_or("not a number")?;
        Ok::<_, Failure>(u32::try_from(number)?)
    };
    let bytes = |name: &str| unhex(wrapped[name].as_str().unwrap_or_default());
    let params = Params::new(
        number("memory_kib")?,
        number("passes")?,
        number("lanes")?,
        Some(32),
    )
    .map_err(|error| error.to_string())?;
    let mut derived = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), &bytes("salt")?, &mut derived)
        .map_err(|error| error.to_string())?;
    let nonce: [u8; 24] = bytes("nonce")?.try_into().map_err(|_| "not a nonce")?;
    let key = XChaCha20Poly1305::new(&derived.into())
        .decrypt(&nonce.into(), bytes("key")?.as_slice())
        .map_err(|_| "another passphrase wrapped the key")?;
    Ok(key.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn unhex(text: &str) -> Result<Vec<u8>, Failure> {
    let digits: Vec<char> = text.chars().collect();
    digits
        .chunks(2)
        .map(|two| Ok(u8::from_str_radix(&String::from_iter(two), 16)?))
        .collect()
}
