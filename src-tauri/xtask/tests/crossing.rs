//! Where anything may leave the house, read from the sources.
//!
//! The programs of `fence` show what does not compile. This holds what the compiler can't: that what may leave is listed
//! in two files and nowhere else, and that each way out is in a file that takes what is listed.

mod source;

use std::collections::BTreeMap;

use source::{Source, sources, words};

/// Where a type is marked to leave.
const MARKS: [&str; 2] = ["store/src/crosses.rs", "store/src/visible.rs"];

/// Where a program lists what it says without charging data.
const LISTS: [&str; 2] = ["cli/src/crosses.rs", "shell/crosses.rs"];

/// Each way out, with the files that may take it.
const WAYS_OUT: [(&str, &[&str]); 18] = [
    ("print", &[]),
    ("println", &[]),
    ("eprint", &[]),
    ("dbg", &[]),
    // before there is a window
    ("eprintln", &["shell/main.rs", "shell/start.rs"]),
    ("stdout", &["cli/src/out.rs"]),
    // logs are off unless somebody asks for them
    ("stderr", &["cli/src/log.rs", "cli/src/out.rs"]),
    // the profile's own files
    (
        "fs::write",
        &[
            "cli/src/out.rs",
            "shell/remembered.rs",
            "store/src/audit/custody.rs",
            "store/src/lock.rs",
        ],
    ),
    ("File::create", &["store/src/key/file.rs"]),
    // what somebody takes along
    ("File::create_new", &["store/src/visible.rs"]),
    (
        "File::options",
        &["store/src/audit/custody.rs", "store/src/lock.rs"],
    ),
    ("fs::copy", &[]),
    ("OpenOptions", &[]),
    ("emit", &[]),
    ("emit_to", &[]),
    ("emit_filter", &[]),
    (
        "Channel",
        &[
            "shell/commands/desk.rs",
            "shell/commands/export.rs",
            "shell/watch.rs",
        ],
    ),
    ("ipc::Response", &[]),
];

/// Of the programs and rooms: tests and what builds them see no charging data but their own.
fn of_the_house() -> impl Iterator<Item = Source> {
    sources().into_iter().filter(|source| !source.is_test())
}

#[test]
fn what_may_leave_is_marked_in_two_files_and_listed_in_two() {
    for source in of_the_house() {
        let path = source.path.as_str();
        // under another name, a mark still needs the hidden trait
        for mark in ["Crosses for", "Listed"] {
            assert!(
                MARKS.contains(&path) || !source.says(mark),
                "{path} marks what may leave: `{mark}`"
            );
        }
        let lists = LISTS.contains(&path) || path == MARKS[0];
        assert!(lists || !source.says("public"), "{path} names `public!`");
        assert!(
            path == "store/src/plain.rs" || !source.says("Plain for"),
            "{path} says what is plain"
        );
    }
}

#[test]
fn every_type_that_leaves_without_a_scope_is_a_reviewed_line() {
    let mut listed = String::new();
    for source in sources() {
        if LISTS.contains(&source.path.as_str()) {
            for name in source.listed("public") {
                listed += &format!("{} {name}\n", source.path);
            }
        }
    }
    assert_eq!(
        listed,
        include_str!("crossing.txt"),
        "what leaves without a Scope is not what tests/crossing.txt says: look at it, then write it there"
    );
}

#[test]
fn each_way_out_is_in_a_file_that_takes_what_is_marked() {
    let mut taken: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for source in of_the_house() {
        for (way, _) in WAYS_OUT {
            if source.says(way) {
                taken.entry(way).or_default().push(source.path.clone());
            }
        }
    }
    for (way, allowed) in WAYS_OUT {
        let taken = taken.remove(way).unwrap_or_default();
        assert_eq!(taken, allowed, "who takes `{way}`, and who may");
    }
}

/// What knows Readers. A shape given to `Visible::map` takes nothing in but what was found; nor must it find what a
/// former one left somewhere.
#[test]
fn no_room_above_the_store_keeps_anything_between_two_answers() {
    const ABOVE: [&str; 6] = ["billing", "cli", "figures", "reports", "shell", "support"];
    for source in of_the_house() {
        let room = source.path.split('/').next().unwrap_or_default();
        assert!(
            !ABOVE.contains(&room) || !source.has_a_static(),
            "{} has a `static`",
            source.path
        );
    }
}

/// Rule 2: sqlx's types are in nothing that another room could call or look into.
#[test]
fn nothing_public_in_store_names_a_connection_or_a_row() {
    for source in of_the_house().filter(|source| source.path.starts_with("store/src/")) {
        for item in source.public_items() {
            for word in words(&item) {
                let is_sql = word.starts_with("Sqlite") || ["sqlx", "Transaction"].contains(&word);
                assert!(!is_sql, "{}: {item}", source.path);
            }
        }
    }
}
