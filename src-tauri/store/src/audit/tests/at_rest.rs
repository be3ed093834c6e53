//! What lies on disk gives nothing away, and can't be changed by a slip.

use std::fs;

use super::*;
use crate::error::OpenError;

/// The names and the bytes of all files of the profile.
fn all_files(desk: &Desk) -> (Vec<String>, Vec<u8>) {
    let files = fs::read_dir(desk.profile.folder()).unwrap();
    let (mut names, mut bytes) = (Vec::new(), Vec::new());
    for file in files.map(Result::unwrap) {
        names.push(file.file_name().to_string_lossy().into_owned());
        bytes.extend(fs::read(file.path()).unwrap());
    }
    (names, bytes)
}

#[tokio::test]
async fn nobody_that_an_entry_speaks_of_lies_on_disk_in_clear() {
    let desk = Desk::with(3).await;
    let db = half_way(&desk).await;
    let (names, bytes) = all_files(&desk);
    let journal = fs::metadata(desk.path("audit.db-journal")).unwrap();
    assert!(journal.len() > 4096 && bytes.len() > 100_000, "{names:?}");
    connect::close(db).await;
    let key = &desk.audit.custody.read().unwrap().unwrap().key;
    for secret in [
        b"annegret".as_slice(),
        b"fleet-manager",
        b"figures-by",
        b"entry",
        key.bytes(),
        crate::key::hex(key.bytes()).as_bytes(),
    ] {
        let found = bytes.windows(secret.len()).any(|bytes| bytes == secret);
        assert!(!found, "{}", String::from_utf8_lossy(secret));
    }
    assert_eq!(
        desk.audit.entries().await.unwrap(),
        3,
        "nothing was written"
    );
}

#[tokio::test]
async fn the_key_of_the_records_does_not_open_the_log() {
    let desk = Desk::with(1).await;
    let options = connect::encrypted(&desk.path(FILE), desk.profile.key());
    let opened = connect::opened(&options).await;
    assert!(matches!(opened, Err(OpenError::Damaged)));
}

#[tokio::test]
async fn even_with_the_key_an_entry_is_not_changed_removed_or_put_in_between() {
    let desk = Desk::with(3).await;
    let mut db = desk.opened().await;
    let copy = |verb: &str, number: u8| {
        format!(
            "{verb} INTO entry SELECT {number}, at, person, tenant, what, from_day, to_day, subjects, hash
             FROM entry WHERE number = 1"
        )
    };
    for (statement, refusal) in [
        ("UPDATE entry SET at = 0".to_owned(), "never changed"),
        (
            "DELETE FROM entry WHERE number = 3".to_owned(),
            "never removed",
        ),
        (copy("REPLACE", 3), "follow one another"),
        (copy("INSERT", 5), "follow one another"),
    ] {
        let done = sqlx::query(sqlx::AssertSqlSafe(statement.clone()))
            .execute(&mut db)
            .await;
        let said = done.expect_err(&statement).to_string();
        assert!(said.contains(refusal), "{statement}: {said}");
    }
    connect::close(db).await;
    assert_eq!(desk.audit.entries().await.unwrap(), 3);
}
