use super::*;

fn folders(temporary: &Path) -> Vec<String> {
    let entries = fs::read_dir(temporary).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn it_is_gone_with_its_value_and_what_a_kill_left_at_the_next_start() {
    let temporary = tempfile::tempdir().unwrap();
    let one = Throwaway::in_folder(temporary.path()).unwrap();
    let other = Throwaway::in_folder(temporary.path()).unwrap();
    assert_eq!(folders(temporary.path()).len(), 2);
    drop(one);
    let [left] = &*folders(temporary.path()) else {
        panic!("one is gone, the other is in use");
    };
    assert_eq!(other.profile().folder(), temporary.path().join(left));

    // a killed program holds no lock, and drops nothing
    let killed = temporary.path().join(format!("{NAME}0"));
    fs::create_dir(&killed).unwrap();
    fs::write(killed.join(IN_USE), "").unwrap();
    fs::write(killed.join("main.db"), "x").unwrap();
    let next = Throwaway::in_folder(temporary.path()).unwrap();
    assert!(!killed.exists());
    assert!(other.profile().folder().exists());
    drop((next, other));
    assert!(folders(temporary.path()).is_empty());
}

#[test]
fn nothing_else_is_removed() {
    let temporary = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("kept"), "").unwrap();
    fs::create_dir(temporary.path().join("voltfolio")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        elsewhere.path(),
        temporary.path().join(format!("{NAME}link")),
    )
    .unwrap();
    drop(Throwaway::in_folder(temporary.path()).unwrap());
    assert!(elsewhere.path().join("kept").exists());
    assert!(temporary.path().join("voltfolio").exists());
}
