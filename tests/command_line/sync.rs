//! Pulling from a CPMS: what a person is told when it does not work, and that nothing is lost by it.

use std::{fs, net::TcpListener, process::Stdio};

use serde_json::json;

use crate::{
    misbehaving::{Deal, Proxy},
    program::{Demo, Desk, a_property_for_each_location, run},
    shared,
};

#[test]
fn a_cpms_that_is_not_there_or_refuses_ends_with_five_and_keeps_what_was_there() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let desk = Desk::new();
    let cpms = Demo::serve(&folder, "");
    desk.sync(&cpms).json();
    let before = desk.figures("total");

    let wrong = desk.file("wrong-token", "something else");
    let refused = run(desk.command("sync").arg("--token").arg(wrong));
    assert_eq!(refused.code, 5, "{refused:?}");
    assert!(refused.err.contains("token"), "{refused:?}");
    assert!(
        !refused.err.contains("something else"),
        "a token is never shown: {refused:?}"
    );
    let nowhere = desk.run("sync --cpms http://127.0.0.1:1/ocpi/versions");
    assert_eq!(nowhere.code, 2, "its token is another's: {nowhere:?}");
    let mistyped = desk.run("sync --cpms nowhere");
    assert_eq!(mistyped.code, 2, "{mistyped:?}");
    assert_eq!(desk.figures("total"), before);
    // none of it was kept in the place of what works
    desk.run("sync").json();
    let before = desk.figures("total");

    let origin = cpms.url.clone();
    drop(cpms);
    let gone = desk.run("sync");
    assert_eq!(gone.code, 5, "{gone:?}");
    assert!(
        gone.err.contains(origin.trim_end_matches("/ocpi/versions")),
        "{gone:?}"
    );
    assert_eq!(desk.figures("total"), before);
}

#[test]
fn a_token_does_not_go_over_an_open_line() {
    let desk = Desk::new();
    let token = desk.file("token", "demo");
    let answer = run(desk
        .command("sync --cpms http://cpms.example/ocpi/versions")
        .arg("--token")
        .arg(token));
    assert_eq!(answer.code, 5, "{answer:?}");
    assert!(answer.err.contains("https"), "{answer:?}");
}

#[test]
fn token_goes_home_only() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let desk = Desk::new();
    let cpms = Demo::serve(&folder, "");
    desk.sync(&cpms).json();
    let elsewhere = Proxy::before(&cpms, |_, _| Deal::HangUp);
    let connected =
        |url: &str| json!({ "connections": [{ "id": "main", "kind": "ocpi", "url": url }] });

    let told = desk.run(&format!("sync --cpms {}", elsewhere.url));
    assert_eq!(told.code, 2, "{told:?}");
    assert!(told.err.contains("--token"), "{told:?}");
    desk.setup(&connected(&elsewhere.url)).json();
    assert_eq!(desk.run("sync").code, 2);
    assert_eq!(elsewhere.asked().len(), 0, "nobody called");

    // at home it is still the right one, at whatever path
    desk.setup(&connected(&cpms.url)).json();
    desk.run("sync").json();
}

#[test]
fn a_sync_makes_a_profile_for_a_cpms_that_is_named_and_for_nothing_else() {
    let desk = Desk::new();
    let nobody = desk.run("sync");
    assert_eq!(nobody.code, 4, "{nobody:?}");
    let token = desk.file("token", "demo");
    let empty = desk.file("empty", "\n");
    for (cpms, connection, token, says) in [
        ("foo", "main", Some(&token), "foo"),
        ("http://127.0.0.1:9/", "main", None, "--token"),
        ("http://127.0.0.1:9/", "main", Some(&empty), "no token"),
        (
            "http://127.0.0.1:9/",
            "Foo Bar/ü:1",
            Some(&token),
            "Foo Bar",
        ),
        ("http://127.0.0.1:9/", "", Some(&token), "connection"),
    ] {
        let mut sync = desk.command("sync");
        sync.args(["--cpms", cpms, "--connection", connection]);
        if let Some(token) = token {
            sync.arg("--token").arg(token);
        }
        let refused = run(&mut sync);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.err.contains(says), "{refused:?}");
    }
    assert!(!desk.profile().exists());
}

#[test]
fn a_cpms_without_an_address_or_a_token_is_asked_for_them() {
    let desk = Desk::new();
    desk.setup(&json!({ "connections": [] })).json();
    let unknown = desk.run("sync");
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(unknown.err.contains("--cpms"), "{unknown:?}");
    let tokenless = desk.run("sync --cpms http://127.0.0.1:9/ocpi/versions");
    assert_eq!(tokenless.code, 2, "{tokenless:?}");
    assert!(tokenless.err.contains("--token"), "{tokenless:?}");
}

#[test]
fn a_second_writer_is_refused_by_name_and_a_killed_one_leaves_no_lock() {
    let desk = Desk::new();
    // a CPMS that takes the call and never answers, so that the first writer stays
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!(
        "http://{}/ocpi/versions",
        silent.local_addr().expect("its address")
    );
    let token = desk.file("token", "demo");
    let mut first = desk
        .command("sync")
        .args(["--cpms", &address, "--token"])
        .arg(&token)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the first writer starts");
    let (call, _) = silent
        .accept()
        .expect("the first writer calls, so it has the lock");

    let second = desk.run("sync");
    assert_eq!(second.code, 7, "{second:?}");
    assert!(
        second.err.contains(&first.id().to_string()),
        "it names who writes: {second:?}"
    );
    let setup = desk.setup(&json!({ "tenants": [] }));
    assert_eq!(setup.code, 7, "{setup:?}");
    // reading goes on
    assert_eq!(desk.figures("total")["total"]["sessions"], 0);

    first.kill().expect("the first writer can be killed");
    first.wait().expect("and is gone");
    drop(call);
    assert!(desk.profile().join("writer.lock").exists());
    desk.setup(&json!({ "tenants": [] })).json();
}

#[test]
fn who_waits_for_the_lock_gets_it() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "--limit 20");
    let desk = Desk::new();
    let (mut one, mut other) = (desk.sync_command(&cpms), desk.sync_command(&cpms));
    let mut one = one
        .arg("--wait")
        .stdout(Stdio::null())
        .spawn()
        .expect("one writer starts");
    let waited = run(other.arg("--wait"));
    assert!(one.wait().expect("the one writer ends").success());
    assert_eq!(waited.json()["complete"], true);
    assert_eq!(desk.figures("total")["total"]["sessions"], 500);
}

#[test]
fn a_sync_that_breaks_off_goes_on_where_it_was() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let cpms = Demo::serve(&folder, "--limit 20 --now 2026-11-23T09:14:00Z");
    let setup = a_property_for_each_location(&folder);
    let undisturbed = Desk::new();
    undisturbed.setup(&setup).json();
    undisturbed.sync(&cpms).json();

    let desk = Desk::new();
    desk.setup(&setup).json();
    let mut pages = 0;
    let flaky = Proxy::before(&cpms, move |asked, url| {
        pages += usize::from(asked.module == "cdrs" && asked.limit > 1);
        // the fifth window is the first that holds any
        if pages > 4 + 7 {
            Deal::HangUp
        } else {
            Deal::Pass(url)
        }
    });
    let cdrs = |figures: &serde_json::Value| {
        let total = &figures["total"];
        let counts = total["cdrs"].as_i64().zip(total["credits"].as_i64());
        counts.map_or(0, |(cdrs, credits)| cdrs + credits)
    };
    // killed where it waits for an answer: what landed is whole, and not yet worked out, so there is nothing to compare
    let mut killed = desk
        .command("sync")
        .args(["--cpms", &flaky.url, "--token"])
        .arg(desk.file("token", "demo"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a sync starts");
    while cdrs(&desk.figures("total")) < 100 {}
    killed.kill().expect("the sync can be killed");
    killed.wait().expect("and is gone");
    assert_eq!(desk.run("verify").json()["ok"], true);
    let not_yet = desk.run("verify --digest");
    assert_eq!((not_yet.code, not_yet.out.as_str()), (1, ""));

    let silent = Proxy::before(&cpms, |asked, url| {
        if asked.module == "cdrs" {
            Deal::HangUp
        } else {
            Deal::Pass(url)
        }
    });
    let broken = desk.sync_from(&silent.url);
    assert_eq!(broken.code, 5, "{broken:?}");
    let part = desk.figures("total");
    let landed = cdrs(&part);
    // the last page of a window may be short, and one is empty
    assert!((100..=140).contains(&landed), "{part}");
    assert_eq!(part["incomplete"], true);
    // one that breaks off works out what came of it: a CPMS may fail at the same place every time
    assert_eq!(part["total"]["checked"], landed);
    assert_ne!(desk.digest(), undisturbed.digest());

    let rest = desk.sync(&cpms).json();
    assert_eq!(rest["modules"]["cdrs"]["written"], 501 - landed, "{rest}");
    assert_eq!(desk.digest(), undisturbed.digest());
    assert_eq!(desk.figures("total"), undisturbed.figures("total"));
}

#[test]
fn the_command_line_needs_no_webview() {
    let program = fs::read(env!("CARGO_BIN_EXE_voltfolio")).expect("the program can be read");
    let names = |library: &[u8]| program.windows(library.len()).any(|bytes| bytes == library);
    assert!(names(b"libc.so"), "libraries are found by name");
    assert!(!names(b"libwebkit2gtk") && !names(b"libjavascriptcoregtk"));
}
