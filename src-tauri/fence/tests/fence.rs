//! Programs that must not compile, and their twins that do.
//!
//! `TRYBUILD=overwrite cargo test --package fence` writes the compiler's words anew, as another version says them: read
//! them, they must still give the reason that the file's first line names.

use std::{collections::BTreeSet, fs, path::Path};

mod twins;

/// The names of the programs in a folder here.
fn programs(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let files = fs::read_dir(folder).expect("the folder is there");
    let paths = files.map(|file| file.expect("a file").path());
    let programs = paths.filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    let names = programs.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    names.filter(|name| name != "mod").collect()
}

#[test]
fn no_program_gets_past_the_fence() {
    trybuild::TestCases::new().compile_fail("tests/refused/*.rs");
}

#[test]
fn every_program_has_a_twin_that_compiles() {
    let listed: BTreeSet<String> = twins::NAMES.iter().map(ToString::to_string).collect();
    assert_eq!(programs("refused"), listed);
    assert_eq!(programs("twins"), listed);
}
