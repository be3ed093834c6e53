//! What lies on disk gives nothing away, and opens for nobody else.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, a_property_for_each_location, records, run, voltfolio},
    shared,
};

/// Every file of a folder in one, in lower case.
fn all_text(folder: &Path) -> String {
    let files = fs::read_dir(folder).expect("the folder is there");
    let bytes =
        files.flat_map(|file| fs::read(file.expect("a file").path()).expect("a file can be read"));
    String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).to_lowercase()
}

#[test]
fn no_name_token_or_contract_lies_on_disk_in_clear() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "--limit 50 --token a-token-of-a-cpms");
    let desk = Desk::new();
    let mut setup = a_property_for_each_location(&folder);
    let house = &mut setup["tenants"][0];
    house["groups"] =
        json!([{ "id": "residents", "name": "Bewohner Vorderhaus", "usage": "internal" }]);
    house["drivers"] = json!([{
        "id": "d1", "name": "Annegret Musterfrau", "group": "residents", "cost_centre": "Kostenstelle 4711",
        "tokens": [{ "uid": "NEVER-SEEN-77" }]
    }]);
    house["vehicles"] = json!([{ "id": "v1", "plate": "B-VF 100E" }]);
    desk.setup(&setup).json();
    let token = desk.file("token", "a-token-of-a-cpms");
    let mut sync = desk.command("sync");
    sync.args(["--cpms", &cpms.url, "--token"])
        .arg(token)
        .env("VOLTFOLIO_LOG", "trace");
    let synced = run(&mut sync);
    assert_eq!(synced.code, 0, "{}", synced.err);
    assert!(synced.err.len() > 200, "the log was on");
    // a reader that is open keeps the write-ahead log from being folded into the file
    assert!(desk.figures("vehicle").to_string().contains("house/-"));

    let mut secrets: BTreeSet<String> = [
        "Haus Beispiel",
        "Stadtwerke Beispiel",
        "Bewohner Vorderhaus",
        "Annegret Musterfrau",
        "Kostenstelle 4711",
        "B-VF 100E",
        "NEVER-SEEN-77",
        "a-token-of-a-cpms",
    ]
    .map(str::to_owned)
    .into();
    for session in records(&folder, "sessions") {
        for field in ["uid", "contract_id"] {
            secrets.insert(
                session["cdr_token"][field]
                    .as_str()
                    .expect("a text")
                    .to_owned(),
            );
        }
    }
    for location in records(&folder, "locations") {
        secrets.insert(location["address"].as_str().expect("a text").to_owned());
    }
    assert!(secrets.len() > 80, "{}", secrets.len());
    let (disk, log) = (all_text(&desk.profile()), synced.err.to_lowercase());
    assert!(
        disk.len() > 200_000 && disk.contains("passphrase"),
        "all files were read"
    );
    for secret in secrets {
        assert!(
            !disk.contains(&secret.to_lowercase()),
            "{secret} lies on disk in clear"
        );
        assert!(
            !log.contains(&secret.to_lowercase()),
            "{secret} is in the log"
        );
    }
}

#[test]
fn a_profile_opens_for_its_passphrase_alone() {
    let desk = Desk::new();
    desk.setup(&json!({ "tenants": [] })).json();
    let wrong = run(desk
        .command("verify")
        .env("VOLTFOLIO_PASSPHRASE", "another"));
    assert_eq!(wrong.code, 4, "{wrong:?}");
    let none = run(desk.command("verify").env_remove("VOLTFOLIO_PASSPHRASE"));
    assert_eq!(none.code, 4, "{none:?}");
    assert!(
        none.err.contains("VOLTFOLIO_PASSPHRASE"),
        "it says what to do: {none:?}"
    );
    assert_eq!(desk.run("verify").json()["ok"], true);
}

#[test]
fn a_damaged_file_is_noticed() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "");
    let desk = Desk::new();
    desk.sync(&cpms).json();
    let file = desk.profile().join("voltfolio.db");
    let whole = fs::read(&file).expect("the file is there");
    for third in 1..3 {
        let mut damaged = whole.clone();
        let at = damaged.len() * third / 3;
        damaged[at] ^= 1;
        fs::write(&file, &damaged).expect("the file can be written");
        for verify in ["verify", "verify --digest"] {
            let answer = desk.run(verify);
            assert_eq!(answer.code, 6, "one changed bit goes unnoticed: {answer:?}");
            let said: Value = serde_json::from_str(&answer.out).expect("JSON");
            assert_eq!(said["ok"], false, "{said}");
            assert_eq!(said["digest"], Value::Null, "{said}");
        }
    }
    for broken_off in [0, whole.len() / 2] {
        fs::write(&file, &whole[..broken_off]).expect("the file can be written");
        let answer = desk.run("verify");
        assert_eq!(answer.code, 4, "{broken_off}: {answer:?}");
        assert!(answer.err.contains("backup"), "{broken_off}: {answer:?}");
    }
    fs::write(&file, &whole).expect("the file can be written");
    assert_eq!(desk.run("verify").json()["ok"], true);
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let desk = Desk::new();
    desk.file("profile/letter.txt", "mine");
    let answer = desk.setup(&json!({ "tenants": [] }));
    assert_eq!(answer.code, 4, "{answer:?}");
    assert_eq!(
        fs::read_dir(desk.profile()).expect("it is there").count(),
        1
    );
}

/// Runs a script where a keychain of its own is unlocked.
fn with_a_keychain(home: &Path, script: &str) -> std::process::Output {
    let unlocked = format!(
        "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && {{ {script}; }}"
    );
    let runtime = home.join("run");
    fs::create_dir_all(&runtime).expect("a folder can be made");
    Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &unlocked])
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_RUNTIME_DIR", runtime)
        .env_remove("VOLTFOLIO_PASSPHRASE")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .output()
        .expect("dbus-run-session starts")
}

#[test]
fn without_a_passphrase_the_key_and_the_token_are_in_the_keychain() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "");
    let desk = Desk::new();
    let token = desk.file("token", "demo");
    let program = env!("CARGO_BIN_EXE_voltfolio");
    let profile = desk.profile();
    let (profile, token, url) = (profile.display(), token.display(), &cpms.url);
    let output = with_a_keychain(
        desk.folder(),
        &format!(
            "{program} sync --profile {profile} --cpms {url} --token {token} --json && \
             {program} sync --profile {profile} --json && \
             {program} figures --profile {profile} --as operator --from 2010-01-01 --to 2030-01-01 --json"
        ),
    );
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{out}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(out.contains("\"sessions\":500"), "{out}");
    let key = fs::read_to_string(desk.profile().join("key.json")).expect("key.json is there");
    assert!(
        key.contains("keychain") && !key.contains("wrapped"),
        "{key}"
    );

    // elsewhere there is no such keychain, and no passphrase helps
    let elsewhere = run(voltfolio(["verify", "--profile"])
        .arg(desk.profile())
        .env_remove("DBUS_SESSION_BUS_ADDRESS"));
    assert_eq!(elsewhere.code, 4, "{elsewhere:?}");
    assert!(elsewhere.err.contains("keychain"), "{elsewhere:?}");
}
