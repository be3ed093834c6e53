//! The reference data, which lies beside the project and is never copied into it.

use std::{
    env,
    path::{Path, PathBuf},
};

/// A folder of the reference data. `None` where there is none: that is said, and is an error where
/// `VOLTFOLIO_REQUIRE_SHARED` is set.
pub fn folder(name: &str) -> Option<PathBuf> {
    let beside = || {
        let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        let beside = above.find_map(|folder| {
            folder
                .parent()
                .map(|above| above.join("shared"))
                .filter(|it| it.exists())
        });
        beside.unwrap_or_else(|| PathBuf::from("shared"))
    };
    let shared = env::var_os("VOLTFOLIO_SHARED").map_or_else(beside, PathBuf::from);
    let folder = shared.join(name);
    if folder.exists() {
        return Some(folder);
    }
    let required = env::var_os("VOLTFOLIO_REQUIRE_SHARED").is_some();
    assert!(
        !required,
        "{} is missing, and VOLTFOLIO_REQUIRE_SHARED is set",
        folder.display()
    );
    eprintln!("not run: {} is not here", folder.display());
    None
}
