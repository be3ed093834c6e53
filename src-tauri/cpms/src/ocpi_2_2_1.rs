//! The receiver's side of a CPO that speaks OCPI 2.2.1: pages of what changed in a window.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    panic,
};

use chrono::{DateTime, SecondsFormat, Utc};
use model::{Arrivals, Module, Position, Reject};
use reqwest::Url;
use serde_json::value::RawValue;

use crate::{
    Patience, Window,
    discover::{self, refused},
    error::CpmsError,
    http::{Answer, Credential, Http, Traffic},
    intake, link,
};

/// So many records are asked for at once; a CPMS may give fewer.
pub const PAGE: u64 = 1_000;

/// One page of a CPMS's answer.
#[derive(Clone, Debug)]
pub struct Received {
    /// What was understood.
    pub arrivals: Arrivals,
    /// What was not.
    pub rejects: Vec<Reject>,
    /// Where the next page is; `None` after the last.
    pub next: Option<Position>,
    /// How many records the CPMS says there are in the window.
    pub total: Option<u64>,
    /// How many records there are at most on its pages, as far as it says.
    pub limit: Option<u64>,
    /// Whether a record lay outside the window that was asked for: the CPMS does not keep to windows.
    pub outside: bool,
}

/// How many records a window holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// None at all.
    Nothing,
    /// So many, as the CPMS says.
    Said(u64),
    /// Some.
    Some,
}

/// A CPMS that speaks OCPI 2.2.1.
pub struct Ocpi {
    http: Http,
    modules: BTreeMap<Module, Url>,
    clock: Option<DateTime<Utc>>,
    /// One walk may come in between another.
    walked: HashMap<(Module, Window), Walked>,
}

/// What a walk has seen, so that a CPMS that leads in circles does not lead for ever.
#[derive(Default)]
struct Walked {
    links: HashSet<Url>,
    last: Option<Last>,
}

/// The last page of a walk.
struct Last {
    /// Where it said that the next one is.
    next: Position,
    fingerprint: u64,
    /// How often it has come, one time after the other.
    times: u32,
}

/// A CPMS that is asked for another page and gives the same has no other. One that links to the same page once more may have
/// been interrupted; after so many times it leads nowhere.
const LINKED: u32 = 10;

impl Ocpi {
    /// Finds the modules of a CPMS from the address of its versions.
    ///
    /// # Errors
    /// [`CpmsError`]. One that may pass was tried as often as `patience` says.
    pub async fn discover(
        versions: &str,
        credential: Credential,
        patience: Patience,
    ) -> Result<Self, CpmsError> {
        let mut http = Http::new(versions, credential, patience)?;
        let (modules, clock) = discover::modules(&mut http).await?;
        Ok(Self {
            http,
            modules,
            clock,
            walked: HashMap::new(),
        })
    }

    /// The version that is spoken.
    pub fn version(&self) -> &'static str {
        discover::VERSION
    }

    /// Whether the CPMS has a module.
    pub fn has(&self, module: Module) -> bool {
        self.modules.contains_key(&module)
    }

    /// The CPMS's own clock at its last answer, where it says so.
    pub fn clock(&self) -> Option<DateTime<Utc>> {
        self.clock
    }

    /// What was sent and came so far.
    pub fn traffic(&self) -> Traffic {
        self.http.traffic()
    }

    /// One page of a module; nothing of a module that the CPMS does not have.
    ///
    /// # Errors
    /// [`CpmsError`]. One that may pass was tried as often as patience says.
    pub async fn page(
        &mut self,
        module: Module,
        window: Window,
        position: &Position,
        now: DateTime<Utc>,
    ) -> Result<Received, CpmsError> {
        let Some(endpoint) = self.modules.get(&module) else {
            return Ok(Received {
                arrivals: Arrivals::none_of(module),
                rejects: Vec::new(),
                next: None,
                total: Some(0),
                limit: None,
                outside: false,
            });
        };
        let walk = (module, window);
        let walked = self.walked.entry(walk).or_default();
        if position.offset == 0 {
            *walked = Walked::default();
        }
        // a link that was kept from before the CPMS moved is none any more
        let link = position
            .link
            .as_ref()
            .and_then(|link| self.http.at_home(link).ok());
        let url = link.unwrap_or_else(|| asked(endpoint, module, window, position.offset, PAGE));
        let last = walked.last.take();
        let before = last.filter(|last| last.next == *position);
        let reading = Reading {
            origin: self.http.origin(),
            module,
            window,
            now,
            no_more: before
                .as_ref()
                .filter(|last| position.link.is_none() || last.times >= LINKED)
                .map(|last| last.fingerprint),
        };
        let read = async |answer: Answer| {
            let reading = reading.clone();
            // whoever asked has other things to do while a thousand records are read
            let read = tokio::task::spawn_blocking(move || reading.read(answer));
            read.await
                .unwrap_or_else(|error| panic::resume_unwind(error.into_panic()))
        };
        let Read {
            received,
            clock,
            page,
            count,
            link: header,
        } = self.http.get(&url, read).await?;
        self.clock = clock.or(self.clock);
        if count == 0 {
            self.walked.remove(&walk);
            return Ok(Received {
                next: None,
                ..received
            });
        }
        let walked = self.walked.entry(walk).or_default();
        let link = link::followed(header.as_deref(), &url)
            .filter(|link| walked.links.insert(link.clone()));
        let next = Position {
            offset: position.offset + count,
            link: link.map(String::from),
        };
        let same = before.filter(|last| last.fingerprint == page);
        walked.last = Some(Last {
            next: next.clone(),
            fingerprint: page,
            times: 1 + same.map_or(0, |last| last.times),
        });
        Ok(Received {
            next: Some(next),
            ..received
        })
    }

    /// How many records of a module there are in a window, by asking for one of them.
    ///
    /// # Errors
    /// [`CpmsError`]. One that may pass was tried as often as patience says.
    pub async fn count(&self, module: Module, window: Window) -> Result<Count, CpmsError> {
        let Some(endpoint) = self.modules.get(&module) else {
            return Ok(Count::Nothing);
        };
        let origin = self.http.origin();
        let read = async |answer: Answer| -> Result<_, CpmsError> {
            let envelope = discover::envelope(&origin, &answer.body)?;
            let records = envelope.list().map_err(|error| refused(&origin, error))?;
            Ok(match answer.total {
                Some(0) | None if records.is_empty() => Count::Nothing,
                Some(0) | None => Count::Some,
                Some(total) => Count::Said(total),
            })
        };
        let url = asked(endpoint, module, window, 0, 1);
        self.http.get(&url, read).await
    }
}

/// How an answer is read as a page.
#[derive(Clone)]
struct Reading {
    origin: String,
    module: Module,
    window: Window,
    now: DateTime<Utc>,
    /// The page that means that the CPMS gives no other, if it is this one.
    no_more: Option<u64>,
}

/// What was read.
struct Read {
    received: Received,
    clock: Option<DateTime<Utc>>,
    page: u64,
    count: u64,
    link: Option<String>,
}

impl Reading {
    fn read(self, answer: Answer) -> Result<Read, CpmsError> {
        let envelope = discover::envelope(&self.origin, &answer.body)?;
        let records = envelope
            .list()
            .map_err(|error| refused(&self.origin, error))?;
        let clock = envelope.timestamp.map(|timestamp| timestamp.utc());
        let page = fingerprint(&records);
        // it gives the same page whatever the offset or the link: there is no other
        let again = !records.is_empty() && self.no_more == Some(page);
        let records = if again { Vec::new() } else { records };
        let (arrivals, rejects) = intake::read(self.module, &records, clock.unwrap_or(self.now));
        Ok(Read {
            received: Received {
                outside: self.window.leaves_out_any(&arrivals, &rejects),
                arrivals,
                rejects,
                next: None,
                total: answer.total,
                limit: answer.limit,
            },
            clock,
            page,
            count: records.len() as u64,
            link: answer.link,
        })
    }
}

/// The address of a page by counting.
///
/// Source: OCPI 2.2.1, transport and format, Pagination: `date_from` is inclusive, `date_to` is not.
fn asked(endpoint: &Url, module: Module, window: Window, offset: u64, limit: u64) -> Url {
    let mut url = endpoint.clone();
    let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let from = match module {
        // the one module whose `date_from` is required, and there are CPMSs that insist
        Module::Sessions => window.from.or(Some(DateTime::UNIX_EPOCH)),
        Module::Locations | Module::Tariffs | Module::Cdrs => window.from,
    };
    {
        let mut query = url.query_pairs_mut();
        if let Some(from) = from {
            query.append_pair("date_from", &instant(from));
        }
        query.append_pair("date_to", &instant(window.until));
        query.append_pair("offset", &offset.to_string());
        query.append_pair("limit", &limit.to_string());
    }
    url
}

fn fingerprint(records: &[&RawValue]) -> u64 {
    let mut hasher = DefaultHasher::new();
    records
        .iter()
        .for_each(|record| record.get().hash(&mut hasher));
    hasher.finish()
}
