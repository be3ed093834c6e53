//! Whatever is done to the file alone is found.

use std::fs;

use super::*;
use crate::{audit::check, error::OpenError};

#[tokio::test]
async fn what_was_put_down_is_whole_and_so_is_nothing() {
    let desk = Desk::new();
    assert_eq!(desk.audit.entries().await.unwrap(), 0);
    assert!(!desk.path(FILE).exists(), "looking makes nothing");
    desk.append(5).await;
    assert_eq!(desk.audit.entries().await.unwrap(), 5);
    let check = check(&desk.profile).await;
    assert_eq!(
        (check.name, check.ok, check.detail.as_str()),
        ("audit", true, "audit entries: 5")
    );
}

#[tokio::test]
async fn no_field_of_an_entry_can_be_changed() {
    for change in [
        "UPDATE entry SET at = at + 1 WHERE number = 3",
        "UPDATE entry SET person = 'somebody-else' WHERE number = 3",
        "UPDATE entry SET tenant = 'garage' WHERE number = 3",
        "UPDATE entry SET tenant = NULL WHERE number = 3",
        "UPDATE entry SET what = 'figures-by-vehicle' WHERE number = 3",
        "UPDATE entry SET from_day = from_day + 1 WHERE number = 3",
        "UPDATE entry SET to_day = to_day - 1 WHERE number = 3",
        "UPDATE entry SET subjects = '[]' WHERE number = 3",
        "UPDATE entry SET hash = zeroblob(32) WHERE number = 3",
        // the same letters, divided otherwise
        "UPDATE entry SET person = person || substr(tenant, 1, 1), tenant = substr(tenant, 2) WHERE number = 3",
        "UPDATE entry SET from_day = to_day, to_day = from_day WHERE number = 3",
    ] {
        let desk = Desk::with(5).await;
        desk.tamper(change).await;
        assert_eq!(desk.fault().await, Some(AuditFault::Changed(3)), "{change}");
        assert!(!check(&desk.profile).await.ok);
    }
}

#[tokio::test]
async fn no_entry_can_be_taken_out_or_moved() {
    for (change, found) in [
        ("DELETE FROM entry WHERE number = 1", AuditFault::Removed(1)),
        ("DELETE FROM entry WHERE number = 3", AuditFault::Removed(3)),
        ("DELETE FROM entry WHERE number = 5", AuditFault::Cut(4)),
        ("DELETE FROM entry", AuditFault::Cut(0)),
        (
            "DELETE FROM entry WHERE number = 3; UPDATE entry SET number = number - 1 WHERE number > 3",
            AuditFault::Changed(3),
        ),
        (
            "UPDATE entry SET number = -2 WHERE number = 2; UPDATE entry SET number = 2 WHERE number = 3;
             UPDATE entry SET number = 3 WHERE number = -2",
            AuditFault::Changed(2),
        ),
    ] {
        let desk = Desk::with(5).await;
        desk.tamper(change).await;
        assert_eq!(desk.fault().await, Some(found), "{change}");
        if matches!(found, AuditFault::Cut(_)) {
            assert_eq!(desk.fault_of_appending().await, Some(found), "{change}");
        }
    }
}

#[tokio::test]
async fn who_has_the_key_of_the_file_alone_can_write_no_other_past() {
    for (rewritten, found) in [
        (3..=3, AuditFault::Changed(4)),
        (3..=5, AuditFault::Replaced),
    ] {
        let desk = Desk::with(5).await;
        desk.rewrite(rewritten).await;
        assert_eq!(desk.fault().await, Some(found));
    }
}

#[tokio::test]
async fn an_older_copy_of_the_file_is_not_the_file() {
    let desk = Desk::with(2).await;
    let older = desk.copy(FILE);
    desk.append(1).await;
    older.put_back();
    assert_eq!(desk.fault().await, Some(AuditFault::Cut(2)));
    assert_eq!(desk.fault_of_appending().await, Some(AuditFault::Cut(2)));

    fs::write(desk.path(FILE), []).unwrap();
    assert_eq!(desk.fault().await, Some(AuditFault::Cut(0)));
    assert_eq!(desk.fault_of_appending().await, Some(AuditFault::Cut(0)));

    fs::remove_file(desk.path(FILE)).unwrap();
    assert_eq!(desk.fault().await, Some(AuditFault::Missing));
    assert_eq!(desk.fault_of_appending().await, Some(AuditFault::Missing));
    assert!(!desk.path(FILE).exists(), "none is made in its place");
}

#[tokio::test]
async fn an_older_copy_that_was_written_on_is_not_the_file() {
    let desk = Desk::with(2).await;
    let (older, older_head) = (desk.copy(FILE), desk.copy("audit.json"));
    desk.append(1).await;
    let head = desk.copy("audit.json");
    older.put_back();
    older_head.put_back();
    desk.audit.append(&entry(7)).await.unwrap();
    head.put_back();
    assert_eq!(desk.fault().await, Some(AuditFault::Replaced));
    assert_eq!(desk.fault_of_appending().await, Some(AuditFault::Replaced));
}

#[tokio::test]
async fn a_file_without_its_key_is_never_given_a_new_one() {
    let desk = Desk::with(1).await;
    fs::remove_file(desk.path("audit.json")).unwrap();
    assert_eq!(desk.fault().await, Some(AuditFault::NoKey));
    assert_eq!(desk.fault_of_appending().await, Some(AuditFault::NoKey));
    assert!(!desk.path("audit.json").exists());

    let other = Desk::with(1).await;
    fs::copy(other.path("audit.json"), desk.path("audit.json")).unwrap();
    assert_eq!(desk.fault().await, Some(AuditFault::Key));
    assert_eq!(desk.fault_of_appending().await, Some(AuditFault::Key));
}

#[tokio::test]
async fn any_changed_byte_of_the_file_or_of_what_is_kept_is_found_and_fails_no_verify() {
    let desk = Desk::with(60).await;
    for name in [FILE, "audit.json"] {
        let whole = desk.copy(name);
        let bytes = fs::read(desk.path(name)).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len().div_ceil(23)) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            fs::write(desk.path(name), damaged).unwrap();
            let check = check(&desk.profile).await;
            assert!(!check.ok, "{name}, byte {at}: {}", check.detail);
        }
        fs::write(desk.path(name), &bytes[..bytes.len() / 2]).unwrap();
        assert!(!check(&desk.profile).await.ok, "half of {name}");
        fs::write(desk.path(name), [&bytes[..], &[0; 4096]].concat()).unwrap();
        assert!(!check(&desk.profile).await.ok, "more than {name}");
        whole.put_back();
        assert!(check(&desk.profile).await.ok);
    }
}

#[tokio::test]
async fn a_log_of_a_newer_version_is_left_alone() {
    let desk = Desk::with(1).await;
    desk.tamper("PRAGMA user_version = 2").await;
    let refused = desk.audit.append(&entry(1)).await;
    assert!(
        matches!(refused, Err(AuditError::Open(OpenError::NewerProfile))),
        "{refused:?}"
    );
    assert!(!check(&desk.profile).await.ok);
}
