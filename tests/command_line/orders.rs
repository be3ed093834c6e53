//! Whatever the order in which a CPMS tells things, and however often, the profile says the same in the end.

use std::{
    collections::{BTreeMap, VecDeque},
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    path::Path,
    sync::{Arc, Mutex},
    thread,
};

use fastrand::Rng;
use serde_json::{Value, json};

use crate::{
    program::{Demo, Desk, a_property_for_each_location, records, run, seed, write_folder},
    shared,
};

const MODULES: [&str; 4] = ["locations", "tariffs", "sessions", "cdrs"];
const SESSIONS: usize = 150;
const ORDERS: u64 = 16;
/// A sync, and two more that find other modules.
const MOST_RUNS: usize = 3;

/// A page, with whether a `Link` leads on from it.
type Page = (Vec<Value>, bool);
/// What a module answers, page by page, and nothing from then on. A module that is not here is not offered.
type Script = BTreeMap<&'static str, VecDeque<Page>>;

/// A CPMS that answers by a script, whatever window or offset it is asked for. Ends with the test.
struct Scripted {
    url: String,
    script: Arc<Mutex<Script>>,
}

impl Scripted {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}/ocpi", listener.local_addr().expect("an address"));
        let script = Arc::new(Mutex::new(Script::new()));
        let url = format!("{base}/versions");
        let scripted = Self {
            url,
            script: Arc::clone(&script),
        };
        thread::spawn(move || {
            for (asked, socket) in listener.incoming().enumerate() {
                let mut socket = socket.expect("a caller");
                let reader = BufReader::new(socket.try_clone().expect("two ends"));
                let lines = reader.lines().map_while(Result::ok);
                let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                let first = head.first().map_or("", String::as_str);
                let path = first.split(' ').nth(1).unwrap_or_default();
                let mut script = script.lock().expect("no thread panicked");
                let (data, link) = answer(&mut script, &base, path, asked);
                let envelope = json!({
                    "status_code": 1000, "timestamp": "2026-11-23T09:14:00Z", "data": data
                });
                let body = envelope.to_string();
                let answer = format!(
                    "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n{link}\r\n{body}",
                    body.len()
                );
                // who asked may be gone
                let _ = socket.write_all(answer.as_bytes());
            }
        });
        scripted
    }

    /// What it answers to the next sync.
    fn tells(&self, script: Script) {
        *self.script.lock().expect("no thread panicked") = script;
    }
}

/// What a path is answered with, and a header.
fn answer(script: &mut Script, base: &str, path: &str, asked: usize) -> (Value, String) {
    let none = String::new();
    match path.strip_prefix("/ocpi/").unwrap_or(path) {
        "versions" => {
            let version = json!({ "version": "2.2.1", "url": format!("{base}/2.2.1") });
            (json!([version]), none)
        }
        "2.2.1" => {
            let endpoint = |module| json!({ "identifier": module, "role": "SENDER", "url": format!("{base}/2.2.1/{module}") });
            let endpoints: Vec<Value> = script.keys().map(endpoint).collect();
            (json!({ "version": "2.2.1", "endpoints": endpoints }), none)
        }
        // the trial of the token
        trial if trial.ends_with("limit=1") => (json!([]), none),
        page => {
            let module = page.trim_start_matches("2.2.1/").split('?').next();
            let pages = module.and_then(|module| script.get_mut(module));
            match pages.and_then(VecDeque::pop_front) {
                Some((records, true)) => {
                    let module = module.unwrap_or_default();
                    let link =
                        format!("link: <{base}/2.2.1/{module}?after={asked}>; rel=\"next\"\r\n");
                    (json!(records), link)
                }
                Some((records, false)) => (json!(records), none),
                None => (json!([]), none),
            }
        }
    }
}

/// What the CPMS said of a session while it ran.
fn while_it_ran(session: &Value, random: &mut Rng) -> Value {
    let mut earlier = session.clone();
    let fields = earlier.as_object_mut().expect("a session");
    fields.remove("end_date_time");
    fields.remove("total_cost");
    fields.insert("status".into(), json!("ACTIVE"));
    fields.insert("kwh".into(), json!(random.u32(0..40)));
    let started = session["start_date_time"].clone();
    assert!(started.as_str() < session["last_updated"].as_str());
    fields.insert("last_updated".into(), started);
    earlier
}

/// Everything that the CPMS ever says of a module, in an order of chance.
fn all_versions(module: &str, newest: &[Value], random: &mut Rng) -> Vec<Value> {
    let mut all = newest.to_vec();
    if module == "sessions" {
        for session in newest {
            for _ in 0..random.usize(0..3) {
                all.push(while_it_ran(session, random));
            }
        }
    }
    random.shuffle(&mut all);
    all
}

/// Pages of chance sizes, each told at least twice, in an order of chance; with `Link`s or without.
fn pages(mut records: &[Value], random: &mut Rng) -> VecDeque<Page> {
    let links = random.bool();
    let mut pages = Vec::new();
    while !records.is_empty() {
        let (page, rest) = records.split_at(random.usize(1..=records.len().min(60)));
        pages.push(page.to_vec());
        records = rest;
    }
    pages.extend(pages.clone());
    random.shuffle(&mut pages);
    if !links {
        // the same page again and no link: so answers who does not know offsets, and has no more to tell
        pages.dedup();
    }
    pages.into_iter().map(|page| (page, links)).collect()
}

/// What is told to some syncs, one after the other: every module's records spread over them by chance, so that
/// CDRs come before their sessions, and both before their Locations, or the other way round.
fn told(world: &BTreeMap<&'static str, Vec<Value>>, random: &mut Rng) -> Vec<Script> {
    let mut runs = vec![Script::new(); random.usize(1..=MOST_RUNS)];
    for (module, newest) in world {
        let all = all_versions(module, newest, random);
        // whole in one sync, or a part in each
        let cuts: Vec<usize> = if random.bool() {
            let whole = random.usize(0..runs.len());
            (1..runs.len())
                .map(|run| if run <= whole { 0 } else { all.len() })
                .collect()
        } else {
            let mut cuts: Vec<usize> = (1..runs.len())
                .map(|_| random.usize(0..=all.len()))
                .collect();
            cuts.sort_unstable();
            cuts
        };
        let ends = cuts.iter().copied().chain([all.len()]);
        let mut start = 0;
        for (run, end) in runs.iter_mut().zip(ends) {
            if start < end {
                run.insert(module, pages(&all[start..end], random));
            }
            start = end;
        }
    }
    runs
}

/// A world of some sessions with all that they need.
fn world(folder: &Path) -> BTreeMap<&'static str, Vec<Value>> {
    let mut world: BTreeMap<_, _> = MODULES
        .into_iter()
        .map(|module| (module, records(folder, module)))
        .collect();
    let sessions = world.get_mut("sessions").expect("a module");
    sessions.sort_by_key(|session| session["last_updated"].to_string());
    let sessions = sessions.split_off(sessions.len() - SESSIONS);
    let cdrs = world.get_mut("cdrs").expect("a module");
    cdrs.retain(|cdr| {
        sessions
            .iter()
            .any(|session| session["id"] == cdr["session_id"])
    });
    assert!(cdrs.len() >= SESSIONS, "each session has a CDR");
    world.insert("sessions", sessions);
    world
}

/// Syncs once for each script, into a copy of a profile.
fn synced(new: &Desk, cpms: &Scripted, runs: Vec<Script>) -> Desk {
    let desk = new.copy();
    for script in runs {
        cpms.tells(script);
        let synced = run(&mut desk.sync_command_from(&cpms.url, "any")).json();
        assert_eq!(
            (&synced["complete"], &synced["quarantined"]),
            (&json!(true), &json!({})),
            "{synced}"
        );
        let left = cpms.script.lock().expect("no thread panicked");
        assert!(left.values().all(VecDeque::is_empty), "all was asked for");
    }
    desk
}

#[test]
fn every_order_of_pages_records_and_modules_ends_in_the_same_profile() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let seed = seed();
    let world = world(&folder);
    let new = Desk::new();
    new.setup(&a_property_for_each_location(&folder)).json();

    let plain = new.copy();
    let as_a_folder = plain.folder().join("world");
    let modules: Vec<(&str, &[Value])> = world
        .iter()
        .map(|(module, records)| (*module, records.as_slice()))
        .collect();
    write_folder(&as_a_folder, &modules);
    plain.sync(&Demo::serve(&as_a_folder, "")).json();
    let verified = plain.run("verify --digest").json();

    let cpms = Scripted::start();
    for order in 0..ORDERS {
        let mut random = Rng::with_seed(seed.wrapping_add(order));
        let runs = told(&world, &mut random);
        let shape = format!("order {order} of {ORDERS}: {} syncs", runs.len());
        let desk = synced(&new, &cpms, runs);
        assert_eq!(desk.run("verify --digest").json(), verified, "{shape}");
    }
}

#[test]
fn of_two_versions_of_one_instant_the_same_one_stays_whichever_came_first() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let world = world(&folder);
    let new = Desk::new();
    new.setup(&a_property_for_each_location(&folder)).json();
    let cpms = Scripted::start();
    for module in ["sessions", "cdrs"] {
        let one = world[module].clone();
        let other: Vec<Value> = one
            .iter()
            .cloned()
            .map(|mut record| {
                let energy = if module == "cdrs" {
                    "total_energy"
                } else {
                    "kwh"
                };
                record[energy] = json!(7);
                record
            })
            .collect();
        let one_then_other = |one: &[Value], other: &[Value]| {
            [one, other]
                .map(|records| Script::from([(module, VecDeque::from([(records.to_vec(), true)]))]))
                .to_vec()
        };
        let there = synced(&new, &cpms, one_then_other(&one, &other));
        let back = synced(&new, &cpms, one_then_other(&other, &one));
        assert_eq!(there.digest(), back.digest(), "{module}");
    }
}
