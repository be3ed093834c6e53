//! The sample world: a CPMS on this computer, and a profile of it that is gone when the window is.
//!
//! A CPMS tells no history of its EVSEs, and availability is what a profile saw of them. So that there is something to look
//! at, the sample's profile has seen the last weeks, as if it had been open meanwhile.

use std::num::NonZeroUsize;

use access::{ConnectionId, setup};
use chrono::{DateTime, TimeDelta, Utc};
use demo::{Clock, Records, Troubles, World};
use model::Module;
use store::{Connection, ConnectionToken, OpenError, Throwaway, WhenBusy, WriteError, Writer};
use tokio::sync::oneshot;

use crate::failure::{Failure, MessageKey};

/// Which sample world.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Where its chances come from.
    pub seed: u64,
    /// How many sessions it has, about.
    pub sessions: u64,
    /// Freezes its clock.
    pub now: Option<DateTime<Utc>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 7,
            sessions: 10_000,
            now: None,
        }
    }
}

/// What its CPMS asks for.
const TOKEN: &str = "demo";
/// How its setup names the CPMS.
const CONNECTION: &str = ConnectionId::USUAL;
/// Its largest page.
const PAGE: NonZeroUsize = NonZeroUsize::new(1_000).unwrap();

/// So long its profile has looked at what its EVSEs do: as far back as a charge point's strip goes.
const LOOKED_ON: TimeDelta = TimeDelta::days(31);
/// So often it did. What breaks is broken for longer, and each look takes time before the first figure is there.
const LOOK: TimeDelta = TimeDelta::hours(2);
/// When it did not: so long before now the computer was off for so long.
const OFF: (TimeDelta, TimeDelta) = (TimeDelta::days(13), TimeDelta::hours(60));

/// A sample world that is there to be looked at: of its records only the Locations have come.
pub struct Sample {
    /// Its profile.
    pub profile: Throwaway,
    /// Who looks at it first, as the command line names people.
    pub person: &'static str,
}

/// Starts its CPMS, for as long as the program runs, and sets its profile up.
///
/// # Errors
/// [`MessageKey::Sample`] where there is no port or folder for it.
pub async fn start(options: Options, now: DateTime<Utc>) -> Result<Sample, Failure> {
    let (tell, told) = oneshot::channel();
    let serving = demo::Options {
        records: Records::World {
            seed: options.seed,
            sessions: options.sessions,
        },
        port: 0,
        token: TOKEN.to_owned(),
        clock: options.now.map_or(Clock::OfThisMachine, Clock::FrozenAt),
        limit: PAGE,
        troubles: Troubles::default(),
    };
    tauri::async_runtime::spawn(async move {
        let ready = |url: &str| drop(tell.send(url.to_owned()));
        // that it never came up is told by the channel
        drop(demo::run(serving, ready, std::future::pending()).await);
    });
    let url = told.await.map_err(|_| MessageKey::Sample)?;
    let world = World::new(options.seed, options.sessions, now);
    // the writer's work belongs to one thread
    let made = tauri::async_runtime::spawn_blocking(move || make(&world, &url, now));
    made.await
        .ok()
        .and_then(Result::ok)
        .ok_or_else(|| MessageKey::Sample.into())
}

fn make(world: &World, url: &str, now: DateTime<Utc>) -> Result<Sample, NotMade> {
    let profile = Throwaway::new()?;
    let token = ConnectionToken::new(TOKEN, url);
    let work = async |writer: &mut Writer| -> Result<(), NotMade> {
        let setup = setup::read(&world.setup(Some(url))).map_err(|_| NotMade)?;
        writer.apply(&setup, false, now).await?;
        let connection = writer
            .connect(CONNECTION, Some(url), token.as_ref())
            .await?;
        look_on(world, writer, &connection, now).await?;
        Ok(())
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let write = profile.profile().write(WhenBusy::Refuse, now, work);
    runtime.map_err(|_| NotMade)?.block_on(write)?;
    Ok(Sample {
        profile,
        person: world.sign_in(),
    })
}

/// Has the profile see what the EVSEs of the world did in the weeks up to now.
async fn look_on(
    world: &World,
    writer: &mut Writer,
    connection: &Connection,
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    writer.polled_every(LOOK);
    let (before, long) = OFF;
    let off = now - before..now - before + long;
    let mut last = None;
    let mut at = now - LOOKED_ON;
    while at <= now {
        if !off.contains(&at) {
            let changed = world.locations_changed(last, at);
            let records: Vec<Vec<u8>> = changed.iter().map(|text| text.as_bytes().into()).collect();
            sync::told(writer, connection, Module::Locations, &records, at).await?;
            last = Some(at);
        }
        at += LOOK;
    }
    Ok(())
}

/// Why it is not there does not help anybody: there is nothing of it that could be mended.
struct NotMade;

impl From<OpenError> for NotMade {
    fn from(_: OpenError) -> Self {
        Self
    }
}

impl From<WriteError> for NotMade {
    fn from(_: WriteError) -> Self {
        Self
    }
}
