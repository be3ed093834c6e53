mod stats;

use std::{io, path::Path, process::ExitCode, thread, time::Duration};

use ::demo::{Clock, Options, Records, Troubles, World, run as serve};
use serde::Serialize;
use tokio::sync::oneshot;

use super::block_on;
use crate::{
    arguments::{Common, Demo},
    failure::Failure,
    out::{self, Form},
};

pub use stats::Statistics;

/// What goes with a made-up world, as text. Nothing in it was ever read from a profile.
pub struct WorldSetup(String);

/// Where it answers.
#[derive(Serialize)]
pub struct Ready {
    url: String,
}

pub fn run(common: &Common, arguments: &Demo) -> Result<ExitCode, Failure> {
    let clock = match (arguments.now, arguments.speed) {
        (None, _) => Clock::OfThisMachine,
        (Some(now), None) => Clock::FrozenAt(now),
        (Some(start), Some(speed)) => Clock::RunningFrom { start, speed },
    };
    if let Some(file) = &arguments.setup {
        let begun = clock.start()();
        let world = World::new(arguments.world, arguments.sessions, begun);
        return write_setup(&world, arguments.port, file);
    }
    if arguments.stats {
        let now = clock.start()();
        let of_world = stats::of(arguments.world, arguments.sessions, now)?;
        out::report(&of_world, common.json)?;
        return Ok(ExitCode::SUCCESS);
    }
    let records = match &arguments.serve {
        Some(folder) => Records::Folder(folder.clone()),
        None => Records::World {
            seed: arguments.world,
            sessions: arguments.sessions,
        },
    };
    let options = Options {
        records,
        port: arguments.port,
        token: arguments.token.clone(),
        clock,
        limit: arguments.limit,
        troubles: Troubles {
            delay: Duration::from_millis(arguments.delay),
            refuse: arguments.refuse,
            cut_off: arguments.cut_off,
        },
    };
    // the first line says where, for whoever started it; there is nobody left to tell if it can't be written
    let ready = |url: &str| {
        let url = url.to_owned();
        drop(out::report(&Ready { url }, true));
    };
    block_on(async {
        // listened for already: whoever reads where it is may end it at once
        let end = told_to_end();
        serve(options, ready, end).await.map_err(Failure::Demo)
    })?;
    Ok(ExitCode::SUCCESS)
}

fn write_setup(world: &World, port: u16, file: &Path) -> Result<ExitCode, Failure> {
    // a port that is picked later is not known yet: `sync --cpms` says it then
    let url = (port != 0).then(|| format!("http://127.0.0.1:{port}/ocpi/versions"));
    let setup = WorldSetup(world.setup(url.as_deref()));
    let text: Form<WorldSetup> = |setup| Ok(setup.0.clone());
    if file == Path::new("-") {
        out::answer(&setup, text)?;
    } else {
        out::file(&setup, text, file)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// When standard input closes, or a signal comes from now on.
fn told_to_end() -> impl Future<Output = ()> {
    let terminated = terminated();
    async {
        tokio::select! {
            () = input_closed() => {}
            _ = tokio::signal::ctrl_c() => {}
            () = terminated => {}
        }
    }
}

async fn input_closed() {
    let (closed, told) = oneshot::channel();
    // a thread that nobody waits for: one of the runtime's would be waited for until somebody writes or closes
    thread::spawn(move || {
        drop(io::copy(&mut io::stdin(), &mut io::sink()));
        let _ = closed.send(());
    });
    let _ = told.await;
}

#[cfg(unix)]
fn terminated() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let signal = signal(SignalKind::terminate());
    async {
        match signal {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
fn terminated() -> impl Future<Output = ()> {
    std::future::pending()
}
