//! How libcrypto, which encrypts for SQLCipher, is set up: it cleans up nothing when the program ends.
//!
//! Every thread that encrypted has random state of libcrypto's own, which it frees when it ends. A connection's thread
//! ends a moment after the connection is closed, and nobody can wait for that moment. Left to itself, libcrypto frees
//! the same state when the program ends: a program that ends just then crashes, with its answer already given
//! (docs/decisions/0005-connections-end-with-their-work.md). What is left over goes with the process.

/// Before the first connection, and as often as one likes: only the first time counts.
#[cfg(not(target_vendor = "apple"))]
#[expect(unsafe_code, reason = "one call that no crate of ours has")]
pub(crate) fn set_up() {
    // SAFETY: any thread may call it at any time, and null asks for the default settings.
    let is_set_up = unsafe { foreign::OPENSSL_init_crypto(foreign::NO_ATEXIT, std::ptr::null()) };
    if is_set_up == 0 {
        tracing::warn!("libcrypto does not start");
    }
}

/// There SQLCipher encrypts with the system's CommonCrypto.
#[cfg(target_vendor = "apple")]
pub(crate) fn set_up() {}

/// From OpenSSL's `crypto.h`. Which libcrypto is linked, `libsqlite3-sys` says: the one that SQLCipher calls.
#[cfg(not(target_vendor = "apple"))]
mod foreign {
    use std::ffi::{c_int, c_void};

    /// `OPENSSL_INIT_NO_ATEXIT`.
    pub(super) const NO_ATEXIT: u64 = 0x0008_0000;

    #[expect(unsafe_code, reason = "a C function")]
    unsafe extern "C" {
        pub(super) fn OPENSSL_init_crypto(options: u64, settings: *const c_void) -> c_int;
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{env, ffi::c_int, process::Command, ptr};

    use super::foreign::OPENSSL_init_crypto;
    use crate::{Passphrase, Profile, connect};

    const TEST: &str = "libcrypto::tests::libcrypto_is_whole_when_the_program_ends";
    const ENDS: &str = "VOLTFOLIO_TEST_ENDS";
    const WHOLE: c_int = 42;

    #[expect(unsafe_code, reason = "C functions")]
    unsafe extern "C" {
        fn atexit(called: extern "C" fn()) -> c_int;
        fn _exit(code: c_int) -> !;
    }

    /// Runs behind whatever was to be called at the end later than this was.
    #[expect(unsafe_code, reason = "calls C")]
    extern "C" fn at_the_end() {
        // SAFETY: once it has cleaned up, libcrypto refuses to be set up, and that is all it does.
        unsafe {
            let is_whole = OPENSSL_init_crypto(0, ptr::null()) == 1;
            _exit(if is_whole { WHOLE } else { 1 });
        }
    }

    #[test]
    fn libcrypto_is_whole_when_the_program_ends() {
        if env::var_os(ENDS).is_some() {
            // SAFETY: the function is there as long as the program.
            #[expect(unsafe_code, reason = "calls C")]
            let is_kept = unsafe { atexit(at_the_end) };
            assert_eq!(is_kept, 0);
            return encrypt();
        }
        let program = env::current_exe().unwrap();
        let mut itself = Command::new(program);
        let ended = itself.args(["--exact", TEST]).env(ENDS, "yes").status();
        assert_eq!(ended.unwrap().code(), Some(WHOLE));
    }

    fn encrypt() {
        let folder = tempfile::tempdir().unwrap();
        let passphrase = Passphrase::new("for this test".to_owned());
        let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
        let profile = profile.unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.unwrap().block_on(async {
            let db = connect::for_writing(&profile).await;
            connect::close(db.unwrap()).await;
        });
    }
}
