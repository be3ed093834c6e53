//! A CPMS that behaves otherwise: stands before the demo, keeps what is asked, and changes or refuses it.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use url::Url;

use crate::{program::Demo, proxy};

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
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let url = proxy::between(cpms, move |mut call| {
            let Some((line, headers)) = call.head.split_once("\r\n") else {
                return;
            };
            let path = line.split(' ').nth(1).expect("a path");
            let url = Url::parse("http://cpms.example")
                .and_then(|base| base.join(path))
                .expect("an address");
            let one = Asked::of(&url);
            kept.lock().expect("no call panics").push(one.clone());
            let answer = match deal(&one, url) {
                Deal::Pass(url) => {
                    let target = &url[url::Position::BeforePath..];
                    call.head = format!("GET {target} HTTP/1.1\r\n{headers}");
                    call.answer()
                }
                Deal::HangUp => return,
                Deal::Refuse => {
                    b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                        .to_vec()
                }
            };
            // who asked may be gone
            let _ = call.socket.write_all(&answer);
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
