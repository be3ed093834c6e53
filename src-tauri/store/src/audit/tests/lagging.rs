//! The head follows the file, and may be stopped on the way.

use std::fs;

use super::*;

#[tokio::test]
async fn a_file_ahead_of_its_head_is_whole_and_the_next_entry_moves_the_head() {
    let desk = Desk::with(2).await;
    let head = desk.copy("audit.json");
    desk.append(2).await;
    head.put_back();
    assert_eq!(desk.audit.entries().await.unwrap(), 4);
    desk.append(1).await;
    assert_eq!(desk.audit.entries().await.unwrap(), 5);
    desk.tamper("DELETE FROM entry WHERE number > 2").await;
    assert_eq!(desk.fault().await, Some(AuditFault::Cut(2)));
}

#[tokio::test]
async fn a_first_entry_whose_head_was_never_written_is_whole() {
    let desk = Desk::new();
    let kept = crate::audit::Kept::new().unwrap();
    desk.audit.custody.write(&kept).unwrap();
    let head = desk.copy("audit.json");
    assert_eq!(desk.audit.entries().await.unwrap(), 0);
    desk.append(1).await;
    head.put_back();
    assert_eq!(desk.audit.entries().await.unwrap(), 1);
    desk.append(1).await;
    assert_eq!(desk.audit.entries().await.unwrap(), 2);
}

#[tokio::test]
async fn what_is_ahead_of_the_head_must_fit() {
    for (change, found) in [
        (
            "UPDATE entry SET person = 'x' WHERE number = 4",
            AuditFault::Changed(4),
        ),
        ("DELETE FROM entry WHERE number = 3", AuditFault::Removed(3)),
    ] {
        let desk = Desk::with(2).await;
        let head = desk.copy("audit.json");
        desk.append(2).await;
        head.put_back();
        desk.tamper(change).await;
        assert_eq!(desk.fault().await, Some(found));
        assert_eq!(desk.fault_of_appending().await, Some(found));
    }
}

#[tokio::test]
async fn an_entry_whose_head_can_t_be_kept_is_refused_and_does_no_harm() {
    let desk = Desk::with(2).await;
    let in_the_way = desk.path("audit.json.next");
    fs::create_dir(&in_the_way).unwrap();
    assert!(desk.audit.append(&entry(2)).await.is_err());
    assert_eq!(
        desk.audit.entries().await.unwrap(),
        3,
        "the file comes first"
    );
    fs::remove_dir(in_the_way).unwrap();
    desk.append(1).await;
    assert_eq!(desk.audit.entries().await.unwrap(), 4);
}

#[tokio::test]
async fn a_head_is_put_in_the_place_of_the_one_before_and_not_written_over_it() {
    let desk = Desk::with(1).await;
    let before = desk.folder.path().join("before");
    fs::hard_link(desk.path("audit.json"), &before).unwrap();
    let bytes = fs::read(&before).unwrap();
    desk.append(1).await;
    assert_eq!(fs::read(&before).unwrap(), bytes);
    assert_ne!(fs::read(desk.path("audit.json")).unwrap(), bytes);
}
