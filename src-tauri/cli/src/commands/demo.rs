use std::{io, process::ExitCode};

use ::demo::{Clock, Options, run as serve};
use serde::Serialize;
use tokio::io::AsyncReadExt;

use super::block_on;
use crate::{arguments::Demo, failure::Failure, out};

/// Where it answers.
#[derive(Serialize)]
pub struct Ready {
    url: String,
}

pub fn run(arguments: &Demo) -> Result<ExitCode, Failure> {
    let clock = match (arguments.now, arguments.speed) {
        (None, _) => Clock::OfThisMachine,
        (Some(now), None) => Clock::FrozenAt(now),
        (Some(start), Some(speed)) => Clock::RunningFrom { start, speed },
    };
    let options = Options {
        folder: arguments.serve.clone(),
        port: arguments.port,
        token: arguments.token.clone(),
        clock,
        limit: arguments.limit,
    };
    // the first line says where, for whoever started it; there is nobody left to tell if it can't be written
    let ready = |url: &str| {
        let url = url.to_owned();
        drop(out::report(&Ready { url }, true));
    };
    block_on(async {
        serve(options, ready, told_to_end())
            .await
            .map_err(Failure::Demo)
    })?;
    Ok(ExitCode::SUCCESS)
}

/// When standard input closes, or a signal comes.
async fn told_to_end() {
    tokio::select! {
        () = input_closed() => {}
        _ = tokio::signal::ctrl_c() => {}
        () = terminated() => {}
    }
}

async fn input_closed() {
    let mut input = tokio::io::stdin();
    let mut rest = [0; 1_024];
    loop {
        match input.read(&mut rest).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => drop(terminate.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
