//! A profile whose keys are in a keychain keeps the log's key and head there, too.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use super::*;
use crate::{
    audit::{check, custody::Custody},
    error::OpenError,
    key::{self, KeyFile},
};

const FOLDER: &str = "VOLTFOLIO_TEST_KEYCHAIN_FOLDER";

#[test]
fn a_keychain_keeps_the_key_and_the_head() {
    let home = tempfile::tempdir().unwrap();
    let profile = home.path().join("profile");
    in_a_session("with_its_keychain", &home.path().join("one"), &profile);
    in_a_session(
        "with_another_keychain",
        &home.path().join("other"),
        &profile,
    );
}

/// Runs one of the tests below where an open keychain is that was not there before.
fn in_a_session(test: &str, home: &Path, profile: &Path) {
    let runtime = home.join("run");
    fs::create_dir_all(&runtime).unwrap();
    let script = format!(
        "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && \
         exec '{}' --exact audit::tests::keychain::{test} --ignored --nocapture",
        env::current_exe().unwrap().display()
    );
    let output = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &script])
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_RUNTIME_DIR", runtime)
        .env(FOLDER, profile)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        // a locked keychain asks for its password where there is a display, and nobody is there to give it
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("dbus-run-session starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("all was seen"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn folder() -> Option<PathBuf> {
    env::var_os(FOLDER).map(Into::into)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap()
}

fn assert_no_keychain<T>(outcome: Result<T, AuditError>) {
    match outcome {
        Err(AuditError::Open(OpenError::NoKeychain)) => (),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was done"),
    }
}

#[test]
#[ignore = "needs a keychain of its own: run by the test above"]
fn with_its_keychain() {
    let Some(folder) = folder() else { return };
    let profile = Profile::open_or_make(&folder, None).unwrap();
    let (audit, runtime) = (Audit::of(&profile), runtime());
    let append = |number| runtime.block_on(audit.append(&entry(number)));
    let entries = || runtime.block_on(audit.entries());
    assert_eq!(entries().unwrap(), 0);
    append(0).unwrap();
    let older = fs::read(folder.join(FILE)).unwrap();
    append(1).unwrap();
    assert_eq!(entries().unwrap(), 2);
    assert!(!folder.join("audit.json").exists());

    fs::write(folder.join(FILE), older).unwrap();
    assert_eq!(fault(entries()), Some(AuditFault::Cut(1)));
    fs::remove_file(folder.join(FILE)).unwrap();
    assert_eq!(fault(entries()), Some(AuditFault::Missing));
    assert_eq!(fault(append(2)), Some(AuditFault::Missing));

    lock_keychain();
    assert_no_keychain(entries());
    assert_no_keychain(append(2));
    assert!(!runtime.block_on(check(&profile)).ok);
    println!("all was seen");
}

#[test]
#[ignore = "needs a keychain of its own: run by the test above"]
fn with_another_keychain() {
    let Some(folder) = folder() else { return };
    let Some(KeyFile::Keychain { account, .. }) = key::read(&folder).unwrap() else {
        panic!("it says where its key is");
    };
    assert_eq!(key::recall(&account).err(), Some(key::NoSecret::NotThere));
    let custody = Custody::Keychain {
        account: format!("{account}-audit"),
        profile: account,
    };
    let audit = Audit {
        folder: folder.clone(),
        custody: Arc::new(custody),
    };
    // the file is gone: all is as before the first entry, but that the profile's own key is not there either
    assert!(!folder.join(FILE).exists());
    assert_no_keychain(runtime().block_on(audit.entries()));
    assert_no_keychain(runtime().block_on(audit.append(&entry(0))));
    assert!(!folder.join(FILE).exists());
    println!("all was seen");
}

fn lock_keychain() {
    let locked = Command::new("dbus-send")
        .args([
            "--session",
            "--print-reply",
            "--dest=org.freedesktop.secrets",
        ])
        .args([
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.Lock",
        ])
        .arg("array:objpath:/org/freedesktop/secrets/collection/login")
        .output()
        .expect("dbus-send starts");
    assert!(locked.status.success(), "{locked:?}");
}
