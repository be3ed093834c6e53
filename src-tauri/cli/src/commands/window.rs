//! Without a subcommand: the window, which is a program of its own so that this one needs no webview.

use std::{
    env, io,
    path::Path,
    process::{Command, ExitCode},
};

use crate::{arguments::Common, failure::Failure};

pub fn run(common: &Common) -> Result<ExitCode, Failure> {
    let here = env::current_exe().map_err(Failure::NoWindow)?;
    let beside = here.with_file_name(format!("voltfolio-desktop{}", env::consts::EXE_SUFFIX));
    if !beside.exists() {
        return Err(Failure::NoWindow(io::ErrorKind::NotFound.into()));
    }
    let mut window = window(&beside, common.profile.as_deref());
    let status = window.status().map_err(Failure::NoWindow)?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// On the same profile as every command.
fn window(program: &Path, profile: Option<&Path>) -> Command {
    let mut command = Command::new(program);
    if let Some(profile) = profile {
        command.arg("--profile").arg(profile);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_opened_on_the_profile_that_is_named() {
        let program = Path::new("voltfolio-desktop");
        let named = window(program, Some(Path::new("a profile")));
        assert!(named.get_args().eq(["--profile", "a profile"]));
        assert_eq!(window(program, None).get_args().count(), 0);
    }
}
