//! A CPMS whose records and moods the test decides, on loopback.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It is answered.
    Answers,
    /// Nobody listens.
    Refuses,
    /// It is taken, and nobody ever answers.
    KeepsSilent,
    /// Something else stands there, and says so to people.
    BadGateway,
    /// It is answered, unless somebody asks what was charged.
    TellsNothing,
}

/// Listens until it is dropped.
pub struct Cpms {
    port: u16,
    state: Arc<Mutex<State>>,
    is_over: Arc<AtomicBool>,
}

struct State {
    mood: Mood,
    /// What is not given out yet.
    kept_back: Option<&'static str>,
    sessions: Vec<Value>,
}

impl Cpms {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let cpms = Self {
            port: listener.local_addr().expect("its address").port(),
            state: Arc::new(Mutex::new(State {
                mood: Mood::Answers,
                kept_back: None,
                sessions: Vec::new(),
            })),
            is_over: Arc::default(),
        };
        cpms.listen(listener);
        cpms
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/versions", self.port)
    }

    pub fn feels(&self, mood: Mood) {
        self.state().mood = mood;
    }

    /// Whoever asks for this module waits until it is given out.
    pub fn keeps_back(&self, module: &'static str) {
        self.state().kept_back = Some(module);
    }

    /// Gives out all that it kept back.
    pub fn gives_out(&self) {
        self.state().kept_back = None;
    }

    /// Somebody plugs in, now.
    pub fn begins(&self, id: &str) {
        let now = written(Utc::now());
        let session = session(id, &now, "ACTIVE");
        self.state().sessions.push(session);
    }

    /// Charging that is over.
    pub fn had(&self, id: &str, ago: TimeDelta) {
        let start = Utc::now() - ago;
        let mut session = session(id, &written(start), "COMPLETED");
        session["end_date_time"] = json!(written(start + TimeDelta::minutes(40)));
        session["last_updated"] = json!(written(start + TimeDelta::minutes(41)));
        self.state().sessions.push(session);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new listener each time that the mood is to be listened to: what refuses has none.
    fn listen(&self, listener: TcpListener) {
        let (state, is_over, port) = (self.state.clone(), self.is_over.clone(), self.port);
        let mood = {
            let state = state.clone();
            move || state.lock().unwrap_or_else(PoisonError::into_inner).mood
        };
        thread::spawn(move || {
            listener.set_nonblocking(true).expect("it can be asked");
            let mut listener = Some(listener);
            while !is_over.load(Ordering::Relaxed) {
                if mood() == Mood::Refuses {
                    listener = None;
                } else if listener.is_none() {
                    listener = TcpListener::bind(("127.0.0.1", port)).ok();
                    if let Some(listener) = &listener {
                        listener.set_nonblocking(true).expect("it can be asked");
                    }
                }
                match listener.as_ref().map(TcpListener::accept) {
                    Some(Ok((socket, _))) => {
                        let state = state.clone();
                        thread::spawn(move || answer(socket, &state, port));
                    }
                    // nobody calls at this moment
                    Some(Err(_)) | None => thread::sleep(Duration::from_millis(5)),
                }
            }
        });
    }
}

impl Drop for Cpms {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

/// Answers one call; whoever is kept waiting waits until they hang up.
fn answer(socket: TcpStream, state: &Mutex<State>, port: u16) {
    socket.set_nonblocking(false).expect("it can be waited for");
    let mut reader = BufReader::new(socket.try_clone().expect("a socket has two ends"));
    let mut head = String::new();
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let path = head.split_whitespace().nth(1).unwrap_or_default();
    let asked = path.split('?').next().unwrap_or_default();
    let (mood, sessions) = loop {
        let state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_kept_back = |module: &str| asked.strip_prefix('/') == Some(module);
        if !state.kept_back.is_some_and(is_kept_back) {
            break (state.mood, state.sessions.clone());
        }
        drop(state);
        thread::sleep(Duration::from_millis(5));
    };
    let is_of_charging = matches!(asked, "/sessions" | "/cdrs");
    let said = match mood {
        Mood::Answers => records(path, port, &sessions),
        Mood::TellsNothing if !is_of_charging => records(path, port, &sessions),
        Mood::BadGateway | Mood::TellsNothing => {
            let page = "<html><h1>502 Bad Gateway</h1></html>";
            response("502 Bad Gateway", "text/html", page, None)
        }
        Mood::KeepsSilent | Mood::Refuses => {
            let mut nothing = String::new();
            // ends when the other side does
            let _ = reader.read_line(&mut nothing);
            return;
        }
    };
    // whoever has gone meanwhile needs no answer
    let _ = (&socket).write_all(said.as_bytes());
}

fn records(path: &str, port: u16, sessions: &[Value]) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let at = |path: &str| format!("http://127.0.0.1:{port}/{path}");
    let all = match path {
        "/versions" => {
            return enveloped(&json!([{ "version": "2.2.1", "url": at("2.2.1") }]), None);
        }
        "/2.2.1" => {
            let endpoint = |module: &&str| json!({ "identifier": module, "role": "SENDER", "url": at(module) });
            let modules = ["locations", "tariffs", "sessions", "cdrs"];
            let endpoints: Vec<Value> = modules.iter().map(endpoint).collect();
            return enveloped(&json!({ "version": "2.2.1", "endpoints": endpoints }), None);
        }
        "/locations" => vec![location()],
        "/sessions" => sessions.to_vec(),
        _ => Vec::new(),
    };
    let asked = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let found = pairs.find(|(key, _)| *key == name)?;
        Some(found.1.replace("%3A", ":"))
    };
    let (from, until) = (asked("date_from"), asked("date_to"));
    let is_in = |record: &Value| {
        let changed = record["last_updated"].as_str().unwrap_or_default();
        from.as_deref().is_none_or(|from| from <= changed)
            && until.as_deref().is_none_or(|until| changed < until)
    };
    let all: Vec<Value> = all.into_iter().filter(is_in).collect();
    let offset = asked("offset").and_then(|offset| offset.parse().ok());
    let page: Vec<&Value> = all.iter().skip(offset.unwrap_or(0)).collect();
    enveloped(&json!(page), Some(all.len()))
}

fn enveloped(data: &Value, total: Option<usize>) -> String {
    let envelope = json!({ "data": data, "status_code": 1000, "timestamp": written(Utc::now()) });
    response("200 OK", "application/json", &envelope.to_string(), total)
}

fn response(status: &str, kind: &str, body: &str, total: Option<usize>) -> String {
    let total = total.map_or_else(String::new, |total| {
        format!("x-total-count: {total}\r\nx-limit: 1000\r\n")
    });
    let length = body.len();
    let date = Utc::now().format("%a, %d %b %Y %H:%M:%S GMT");
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\ndate: {date}\r\n{total}\
         connection: close\r\n\r\n{body}"
    )
}

fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn location() -> Value {
    let evse = |number: u8| {
        json!({
            "uid": format!("EVSE-{number}"), "evse_id": format!("DE*MUS*E{number}"), "status": "AVAILABLE",
            "last_updated": "2026-01-01T00:00:00Z",
            "connectors": [{
                "id": "1", "standard": "IEC_62196_T2", "format": "SOCKET", "power_type": "AC_3_PHASE",
                "max_voltage": 230, "max_amperage": 16, "last_updated": "2026-01-01T00:00:00Z"
            }]
        })
    };
    json!({
        "country_code": "DE", "party_id": "MUS", "id": "LOC-1", "publish": true, "name": "Lindenhof",
        "address": "Beispielweg 1", "city": "Musterstadt", "postal_code": "00100", "country": "DEU",
        "coordinates": { "latitude": "51.000000", "longitude": "10.000000" },
        "time_zone": "Etc/UTC", "evses": [evse(1), evse(2), evse(3)], "last_updated": "2026-01-01T00:00:00Z"
    })
}

fn session(id: &str, at: &str, status: &str) -> Value {
    json!({
        "country_code": "DE", "party_id": "MUS", "id": id, "start_date_time": at, "kwh": 1.5,
        "cdr_token": {
            "country_code": "DE", "party_id": "MUS", "uid": format!("TOKEN-{id}"), "type": "RFID",
            "contract_id": format!("DE-MUS-{id}")
        },
        "auth_method": "WHITELIST", "location_id": "LOC-1", "evse_uid": "EVSE-1", "connector_id": "1",
        "currency": "EUR", "status": status, "last_updated": at
    })
}
