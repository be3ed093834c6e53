//! Without a subcommand: the window, which is a program of its own so that this one needs no webview.

use std::{
    env, io,
    process::{Command, ExitCode},
};

use crate::failure::Failure;

pub fn run() -> Result<ExitCode, Failure> {
    let here = env::current_exe().map_err(Failure::NoWindow)?;
    let beside = here.with_file_name(format!("voltfolio-desktop{}", env::consts::EXE_SUFFIX));
    if !beside.exists() {
        return Err(Failure::NoWindow(io::ErrorKind::NotFound.into()));
    }
    let status = Command::new(beside).status().map_err(Failure::NoWindow)?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
