//! A CPMS that behaves otherwise: stands before the demo, keeps what is asked, and changes or refuses it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use url::Url;

use crate::program::Demo;

/// What becomes of a call.
pub enum Deal {
    /// It goes on to the CPMS.
    Pass(Url),
    /// It is told no, in a way that does not pass by itself.
    Refuse,
    /// Nobody answers.
    HangUp,
}

/// One call: the module, and what it was asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub module: String,
    pub from: Option<String>,
    pub until: Option<String>,
    pub offset: u64,
    pub limit: u64,
}

impl Asked {
    fn of(url: &Url) -> Self {
        let value = |name: &str| {
            let mut pairs = url.query_pairs();
            pairs
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        let count = |name| value(name).and_then(|count| count.parse().ok());
        Self {
            module: url.path().rsplit('/').next().unwrap_or_default().to_owned(),
            from: value("date_from"),
            until: value("date_to"),
            offset: count("offset").unwrap_or(0),
            limit: count("limit").unwrap_or(0),
        }
    }
}

/// Stands before a demo CPMS until the test ends.
pub struct Proxy {
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Proxy {
    /// `deal` is asked about each call, in the order in which they come.
    pub fn before(cpms: &Demo, mut deal: impl FnMut(&Asked, Url) -> Deal + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let here = listener.local_addr().expect("its address").to_string();
        let there = cpms
            .url
            .trim_start_matches("http://")
            .split('/')
            .next()
            .expect("an origin")
            .to_owned();
        let url = cpms.url.replace(&there, &here);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        thread::spawn(move || {
            for call in listener.incoming() {
                let Ok(mut call) = call else { return };
                let mut head = String::new();
                let mut reader = BufReader::new(call.try_clone().expect("a socket has two ends"));
                while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
                let Some((line, headers)) = head.split_once("\r\n") else {
                    continue;
                };
                let path = line.split(' ').nth(1).expect("a path");
                let url = Url::parse(&format!("http://{there}{path}")).expect("an address");
                let one = Asked::of(&url);
                kept.lock().expect("no call panics").push(one.clone());
                let url = match deal(&one, url) {
                    Deal::Pass(url) => url,
                    Deal::HangUp => continue,
                    Deal::Refuse => {
                        let _ = call.write_all(
                            b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
                        );
                        continue;
                    }
                };
                let answer = answer(&there, &url, headers).replace(&there, &here);
                let _ = call.write_all(answer.as_bytes());
            }
        });
        Self { url, asked }
    }

    /// Only keeps what is asked.
    pub fn watching(cpms: &Demo) -> Self {
        Self::before(cpms, |_, url| Deal::Pass(url))
    }

    /// Strips parameters of sessions and CDRs, as a CPMS that does not know them.
    pub fn ignoring(cpms: &Demo, names: &'static [&'static str]) -> Self {
        Self::before(cpms, |asked, url| {
            Deal::Pass(if asked.is_of_charging() {
                without(&url, names)
            } else {
                url
            })
        })
    }

    /// Refuses whoever asks for more of a module once it has given so many pages of it.
    pub fn refusing_after(cpms: &Demo, module: &'static str, pages: usize) -> Self {
        let mut given = 0;
        Self::before(cpms, move |asked, url| {
            given += usize::from(asked.module == module);
            if given > pages {
                Deal::Refuse
            } else {
                Deal::Pass(url)
            }
        })
    }

    /// All calls so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no call panics").clone()
    }
}

impl Asked {
    pub fn is_of_charging(&self) -> bool {
        matches!(self.module.as_str(), "sessions" | "cdrs")
    }
}

pub fn without(url: &Url, names: &[&str]) -> Url {
    let kept: Vec<_> = url
        .query_pairs()
        .into_owned()
        .filter(|(name, _)| !names.contains(&name.as_str()))
        .collect();
    let mut url = url.clone();
    url.query_pairs_mut().clear().extend_pairs(kept);
    url
}

fn answer(there: &str, url: &Url, headers: &str) -> String {
    let mut cpms = TcpStream::connect(there).expect("the CPMS is there");
    let target = &url[url::Position::BeforePath..];
    let head = format!(
        "GET {target} HTTP/1.1\r\n{}\r\nconnection: close\r\n\r\n",
        headers.trim_end()
    );
    cpms.write_all(head.as_bytes()).expect("the CPMS listens");
    let mut answer = Vec::new();
    cpms.read_to_end(&mut answer).expect("the CPMS answers");
    String::from_utf8_lossy(&answer).into_owned()
}
