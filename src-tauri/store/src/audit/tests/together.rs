//! Several processes write one chain, and each may be killed.

use std::{
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

use super::*;
use crate::{audit::LOCK, lock};

const FOLDER: &str = "VOLTFOLIO_TEST_AUDIT_FOLDER";
const ENTRIES: &str = "VOLTFOLIO_TEST_AUDIT_ENTRIES";

#[test]
#[ignore = "is the other process of the tests here"]
fn in_another_process() {
    let (Some(folder), Ok(entries)) = (env::var_os(FOLDER), env::var(ENTRIES)) else {
        return;
    };
    write(Path::new(&folder), entries.parse().unwrap());
}

/// Another process that writes this many entries and says "written" after each.
fn start(desk: &Desk, entries: u32) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "audit::tests::together::in_another_process"])
        .args(["--ignored", "--nocapture"])
        .env(FOLDER, desk.profile.folder())
        .env(ENTRIES, entries.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn write(folder: &Path, entries: u32) {
    let audit = Audit::of(&open(folder));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    for number in 0..entries {
        runtime.block_on(audit.append(&entry(number))).unwrap();
        println!("written");
    }
}

#[tokio::test]
async fn two_processes_and_two_threads_write_one_chain() {
    let desk = Desk::new();
    let mut processes = [start(&desk, 50), start(&desk, 50)];
    let folder = desk.profile.folder();
    thread::scope(|scope| {
        scope.spawn(|| write(folder, 50));
        scope.spawn(|| write(folder, 50));
    });
    for process in &mut processes {
        // what it says is read, lest it wait for ever to say it
        let said = BufReader::new(process.stdout.take().unwrap()).lines();
        assert!(said.count() >= 50);
        assert!(process.wait().unwrap().success());
    }
    assert_eq!(desk.audit.entries().await.unwrap(), 200);
    desk.tamper("DELETE FROM entry WHERE number = 200").await;
    assert_eq!(
        desk.fault().await,
        Some(AuditFault::Cut(199)),
        "the head is at the end"
    );
}

#[tokio::test]
async fn whoever_is_killed_leaves_a_whole_chain_with_all_that_was_written() {
    let desk = Desk::new();
    let mut written = 0;
    for kill_after in [1, 2, 3, 5, 8, 13] {
        let mut process = start(&desk, 1_000);
        let said = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = said
            .map(Result::unwrap)
            .filter(|line| line.contains("written"));
        assert_eq!(said.by_ref().take(kill_after).count(), kill_after);
        process.kill().unwrap();
        process.wait().unwrap();
        written += i64::try_from(kill_after + said.count()).unwrap();
        let entries = desk.audit.entries().await.unwrap();
        assert!(entries >= written, "{entries} of {written}");
        written = entries;
    }
    desk.append(1).await;
    assert_eq!(desk.audit.entries().await.unwrap(), written + 1);
}

#[tokio::test]
async fn what_a_killed_process_left_half_done_is_taken_back() {
    let desk = Desk::with(3).await;
    let db = half_way(&desk).await;
    let left = [desk.copy(FILE), desk.copy("audit.db-journal")];
    connect::close(db).await;
    assert!(!desk.path("audit.db-journal").exists());

    let leave = || left.iter().for_each(Copy::put_back);
    leave();
    assert_eq!(desk.audit.entries().await.unwrap(), 3);
    leave();
    desk.append(1).await;
    assert_eq!(desk.audit.entries().await.unwrap(), 4);
}

#[tokio::test]
async fn whoever_waits_too_long_for_the_lock_is_told_so() {
    let desk = Desk::new();
    let held = lock::attempt(desk.profile.folder(), LOCK).unwrap();
    let waited = desk
        .audit
        .locked(std::time::Duration::from_millis(30))
        .await;
    assert!(matches!(waited, Err(AuditError::Busy)));
    drop(held);
    desk.append(1).await;
}
