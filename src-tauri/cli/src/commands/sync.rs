use std::{collections::BTreeMap, fmt, fs, process::ExitCode, time::Duration};

use chrono::{SecondsFormat, Utc};
use serde::Serialize;
use store::{ConnectionToken, Landed, OpenError, WhenBusy, Writer};
use sync::{Event, Patience, Report};

use super::block_on;
use crate::{
    arguments::{Common, Sync},
    failure::Failure,
    out, profile,
};

/// What came of a run.
#[derive(Serialize)]
pub struct Answer {
    connection: String,
    version: &'static str,
    complete: bool,
    seconds: f64,
    requests: u64,
    retries: u64,
    modules: BTreeMap<&'static str, Module>,
    quarantined: BTreeMap<&'static str, u64>,
    rounded: u64,
    unassigned_evses: u64,
    waiting: u64,
    ambiguous: Vec<String>,
    as_of: Option<String>,
}

#[derive(Serialize)]
struct Module {
    received: u64,
    written: u64,
    unchanged: u64,
    quarantined: u64,
}

pub fn run(common: &Common, arguments: &Sync) -> Result<ExitCode, Failure> {
    let given = match &arguments.token {
        Some(file) => {
            let text = fs::read_to_string(file);
            Some(text.map_err(|error| Failure::File(file.clone(), error))?)
        }
        None => None,
    };
    if let (Some(file), Some(text)) = (&arguments.token, &given)
        && text.trim().is_empty()
    {
        return Err(Failure::EmptyToken(file.clone()));
    }
    let id = arguments.connection.as_str();
    if let Some(address) = &arguments.cpms {
        sync::check_address(address)?;
    }
    let profile = match (profile::open(common), &arguments.cpms) {
        // where there is no profile yet, one is made for a CPMS that was named, and for nothing else
        (Err(Failure::Open(OpenError::NoProfile(_))), Some(_)) => {
            if given.is_none() {
                return Err(Failure::NoToken(id.to_owned()));
            }
            profile::open_or_make(common)?
        }
        (opened, _) => opened?,
    };
    let busy = if arguments.wait {
        WhenBusy::Wait
    } else {
        WhenBusy::Refuse
    };
    let work = async |writer: &mut Writer| -> Result<_, Failure> {
        let known = writer.connection(id).await?;
        let kept = || known.as_ref().and_then(|known| known.url.as_deref());
        let address = arguments.cpms.as_deref().or_else(kept);
        let address = address.ok_or_else(|| Failure::NoAddress(id.to_owned()))?;
        let token = match (&given, &known) {
            (Some(text), _) => ConnectionToken::new(text, address),
            (None, Some(known)) => writer.token(known, address).await?,
            (None, None) => None,
        };
        let token = token.ok_or_else(|| Failure::NoToken(id.to_owned()))?;
        let mut source = sync::connect(&token, Patience::default()).await?;
        // not before it has answered: what was there before is kept
        let connection = writer
            .connect(
                id,
                arguments.cpms.as_deref(),
                given.is_some().then_some(&token),
            )
            .await?;
        let line = out::Progress::default();
        let progress = |event| {
            if event != Event::Worked {
                line.say(&Progress(event));
            }
        };
        Ok(sync::run(writer, &connection, &mut source, Utc::now, progress).await?)
    };
    let done = block_on(profile.write(busy, Utc::now(), work))?;
    out::report(&answer(done), common.json)?;
    Ok(ExitCode::SUCCESS)
}

/// How far a run is: counts of records, and the day since when they are here.
pub struct Progress(pub(super) Event);

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Event::Page {
                module,
                received,
                total,
                complete_from,
            } => {
                write!(f, "{} {received}", module.name())?;
                if let Some(total) = total {
                    write!(f, " / {total}")?;
                }
                if let Some(from) = complete_from {
                    write!(f, "  ({} →)", from.format("%F"))?;
                }
                Ok(())
            }
            Event::Again { module } => write!(f, "{} ↺", module.name()),
            Event::Worked => Ok(()),
        }
    }
}

fn answer(done: Report) -> Answer {
    let rounded = done.modules.values().map(|landed| landed.rounded).sum();
    // no finer than anybody reads
    let seconds =
        Duration::from_millis(u64::try_from(done.seconds.as_millis()).unwrap_or(u64::MAX));
    let module = |(module, landed): (model::Module, Landed)| {
        let Landed {
            received,
            written,
            unchanged,
            quarantined,
            ..
        } = landed;
        (
            module.name(),
            Module {
                received,
                written,
                unchanged,
                quarantined,
            },
        )
    };
    Answer {
        connection: done.connection,
        version: done.version,
        complete: done.complete,
        seconds: seconds.as_secs_f64(),
        requests: done.traffic.requests,
        retries: done.traffic.retries,
        modules: done.modules.into_iter().map(module).collect(),
        quarantined: done.quarantined,
        rounded,
        unassigned_evses: done.unassigned.evses,
        waiting: done.unassigned.waiting,
        ambiguous: done.unassigned.ambiguous,
        as_of: done
            .as_of
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
    }
}
