use std::process::ExitCode;

use serde::Serialize;
use store::Check;

use super::block_on;
use crate::{
    arguments::{Common, Verify},
    failure::Failure,
    out, profile,
};

/// The exit code for a profile that is not whole.
const NOT_WHOLE: u8 = 6;

/// Whether the profile is whole.
#[derive(Serialize)]
pub struct Answer {
    ok: bool,
    checks: Vec<CheckAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
}

#[derive(Serialize)]
struct CheckAnswer {
    name: &'static str,
    ok: bool,
    detail: String,
}

pub fn run(common: &Common, arguments: &Verify) -> Result<ExitCode, Failure> {
    let profile = profile::open(common)?;
    let checks = block_on(async { Ok(profile.verify(arguments.digest).await?) })?;
    let ok = checks.ok();
    // of what is not whole there is no digest, and that it is not is told first
    if arguments.digest && ok && checks.unsettled > 0 {
        return Err(Failure::Unsettled(checks.unsettled));
    }
    if arguments.digest && ok && checks.unpriced > 0 {
        return Err(Failure::Unpriced(checks.unpriced));
    }
    let check = |Check { name, ok, detail }: Check| CheckAnswer { name, ok, detail };
    let answer = Answer {
        ok,
        checks: checks.checks.into_iter().map(check).collect(),
        digest: checks.digest,
    };
    out::report(&answer, common.json)?;
    Ok(if ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(NOT_WHOLE)
    })
}
