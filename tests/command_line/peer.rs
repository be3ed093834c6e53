//! Pulling from a CPMS that shares no code with Voltfolio: a server around the Python package
//! `extrawest-ocpi`, over the same records as the demo.
//!
//! What it changes of them: `uid` and `evse_uid` come in capitals (all ids in small letters, if it is told so),
//! `cdr_location.evse_uid` is not there at all (`evse_id` is), what is optional comes as `null`. Its `Link` loses the T
//! of its dates; the raw one leads to https, to the name of an enum, and asks for `date_from=None`.

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, a_property_for_each_location, records, run, write_folder},
    shared,
};

/// What the server takes for a token.
const TOKEN: &str = "token-c";
/// It reads all records before it listens, with the other core busy.
const READY_WITHIN: Duration = Duration::from_secs(120);

/// The Python that has the package; made by `cargo xtask test`. Where there is none, that is said like missing data.
fn python() -> Option<PathBuf> {
    let made = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/peers/bin/python");
    let python = env::var_os("VOLTFOLIO_PEERS_PYTHON").map_or_else(|| made.into(), PathBuf::from);
    if python.exists() {
        return Some(python);
    }
    assert!(
        env::var_os("VOLTFOLIO_REQUIRE_SHARED").is_none(),
        "{} is missing, and VOLTFOLIO_REQUIRE_SHARED is set",
        python.display()
    );
    eprintln!("not run: {} is not here", python.display());
    None
}

/// How the server is told to behave.
const MENDED_LINKS: [(&str, &str); 0] = [];
const RAW_LINKS: [(&str, &str); 1] = [("LINKS", "raw")];
const SMALL_LETTERS: [(&str, &str); 1] = [("LOWERCASE", "true")];

/// The server, until it is dropped.
struct Peer {
    child: Child,
    url: String,
}

impl Peer {
    /// Serves a folder. `None` where it is not installed.
    fn serve(folder: &Path, behaviour: &[(&str, &str)]) -> Option<Self> {
        let (python, script) = (python()?, shared::folder("peers/ocpi_server.py")?);
        let port = free_port();
        let child = Command::new(python)
            .arg(script)
            .arg(folder)
            .arg(port.to_string())
            .envs(behaviour.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut peer = Self {
            child,
            url: format!("http://127.0.0.1:{port}/ocpi/versions"),
        };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = peer.child.try_wait().expect("it can be asked");
            assert!(ended.is_none(), "the server ended: {ended:?}");
            assert!(started.elapsed() < READY_WITHIN, "the server never listens");
            thread::sleep(Duration::from_millis(50));
        }
        Some(peer)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody is given who asks for just any, so that nobody takes it while the server gets ready.
fn free_port() -> u16 {
    let mut ports = std::iter::repeat_with(|| fastrand::u16(20_000..32_000));
    ports
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("some port is free")
}

/// A property for each Location, and one for every third EVSE of them all: its sessions are found by a uid in
/// another spelling, its CDRs by nothing but the printed id.
fn setup_by_location_and_evse(folder: &Path) -> Value {
    let mut setup = a_property_for_each_location(folder);
    let tenant = &mut setup["tenants"][0];
    let apart = json!({ "id": "apart", "kind": "property", "name": "Apart", "units": [] });
    let locations = records(folder, "locations");
    let evses = locations
        .iter()
        .flat_map(|location| location["evses"].as_array().expect("EVSEs"))
        .step_by(3);
    let assignments = evses.map(|evse| json!({ "unit": "apart", "evse": evse["uid"] }));
    let assignments: Vec<Value> = assignments.collect();
    tenant["units"].as_array_mut().expect("units").push(apart);
    tenant["assignments"]
        .as_array_mut()
        .expect("assignments")
        .extend(assignments);
    setup
}

/// What a sync from an address leaves in a new profile: the whole of the answers by property and by month, but for
/// when they were true.
fn figures_after_sync(setup: &Value, url: &str, token: &str) -> [Value; 2] {
    let desk = Desk::new();
    desk.setup(setup).json();
    let synced = run(&mut desk.sync_command_from(url, token)).json();
    assert_eq!(
        (&synced["complete"], &synced["quarantined"]),
        (&json!(true), &json!({})),
        "{synced}"
    );
    assert_eq!(
        (&synced["waiting"], &synced["unassigned_evses"]),
        (&json!(0), &json!(0)),
        "{synced}"
    );
    let verified = desk.run("verify").json();
    assert_eq!(verified["ok"], true, "{verified}");
    ["property", "month"].map(|by| {
        let mut answer = desk.figures(by);
        answer["as_of"].take();
        answer
    })
}

/// Syncs the same folder from the peer and from the demo; what they have in common.
#[track_caller]
fn figures_of_both(folder: &Path, behaviour: &[(&str, &str)]) -> Option<[Value; 2]> {
    let peer = Peer::serve(folder, behaviour)?;
    let demo = Demo::serve(folder, "");
    let setup = setup_by_location_and_evse(folder);
    let (theirs, ours) = thread::scope(|scope| {
        let theirs = scope.spawn(|| figures_after_sync(&setup, &peer.url, TOKEN));
        let ours = figures_after_sync(&setup, &demo.url, "demo");
        (theirs.join().expect("the peer's sync"), ours)
    });
    for (theirs, ours) in theirs.iter().zip(&ours) {
        assert_eq!(theirs, ours, "{behaviour:?}");
    }
    let [by_property, _] = &ours;
    let rows = by_property["rows"].as_array().expect("rows");
    let apart = rows.iter().find(|row| row["key"] == "house/apart");
    let apart = apart.expect("the property of single EVSEs is a row");
    assert!(apart["cdrs"].as_i64() > Some(0), "{apart}");
    Some(ours)
}

#[test]
fn a_cpms_by_others_gives_the_same_figures_of_all_charging() {
    let Some(folder) = shared::folder("data/dev") else {
        return;
    };
    let Some(figures) = figures_of_both(&folder, &MENDED_LINKS) else {
        return;
    };
    // as counted by whoever published the records
    let published = json!({
        "sessions": 35_377, "cdrs": 35_478, "credits": 139, "energy_wh": 447_156_759_i64, "unbilled_wh": 0,
        "net": { "EUR": "136142.1529" }, "gross": { "EUR": "162009.1209" }, "checked": 35_617, "differing": 0
    });
    for answer in figures {
        assert_eq!(answer["total"], published);
    }
}

#[test]
fn links_that_lead_nowhere_lose_nothing() {
    let (Some(small), Some(all)) = (shared::folder("data/dev-small"), shared::folder("data/dev"))
    else {
        return;
    };
    if figures_of_both(&small, &RAW_LINKS).is_none() {
        return;
    }
    // that is one page, with no link at all: two pages have one
    let desk = Desk::new();
    let folder = desk.folder().join("two-pages");
    let mut sessions = records(&all, "sessions");
    sessions.sort_by_key(|session| session["last_updated"].to_string());
    sessions.truncate(1_100);
    let mut cdrs = records(&all, "cdrs");
    cdrs.sort_by_key(|cdr| cdr["last_updated"].to_string());
    cdrs.truncate(1_100);
    write_folder(&folder, &[("sessions", &sessions), ("cdrs", &cdrs)]);
    for module in ["locations", "tariffs", "tokens"] {
        let file = format!("{module}.json.gz");
        fs::copy(all.join(&file), folder.join(&file)).expect("a module can be copied");
    }
    let figures = figures_of_both(&folder, &RAW_LINKS).expect("it is installed");
    let counted = |name: &str| figures[0]["total"][name].as_i64().expect("a count");
    assert_eq!(counted("cdrs") + counted("credits"), 1_100);
}

#[test]
fn ids_in_small_letters_are_the_same_ids() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    figures_of_both(&folder, &SMALL_LETTERS);
}

#[test]
fn a_refusal_without_an_envelope_is_about_the_token() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let Some(peer) = Peer::serve(&folder, &MENDED_LINKS) else {
        return;
    };
    let refused = run(&mut Desk::new().sync_command_from(&peer.url, "something else"));
    assert_eq!(refused.code, 5, "{refused:?}");
    assert!(refused.err.contains("token"), "{refused:?}");
}
