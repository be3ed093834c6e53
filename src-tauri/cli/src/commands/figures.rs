use std::process::ExitCode;

use access::{Proof, compile, sign_in};
use chrono::Utc;
use figures::{Answer, Table};
use store::{FoundPerson, Profile, Question, ReadError, Reader, Visible};

use super::block_on;
use crate::{
    arguments::{Common, Figures},
    failure::Failure,
    out, profile,
};

pub fn run(common: &Common, arguments: &Figures) -> Result<ExitCode, Failure> {
    if arguments.from > arguments.to {
        return Err(Failure::EmptyPeriod);
    }
    let person = arguments.person.as_deref().ok_or(Failure::NobodyNamed)?;
    let profile = profile::open(common)?;
    let answer = block_on(ask(&profile, person, arguments))?;
    if common.json {
        out::answer(&answer, Visible::json)?;
    } else {
        let table = answer.map_with(common.lang(), Table::of);
        out::answer(&table, |table| Ok(table.text()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks under a Scope of now. Where another process changes what may be seen at this very moment, it is asked once
/// more under what may be seen then.
async fn ask(
    profile: &Profile,
    person: &str,
    arguments: &Figures,
) -> Result<Visible<Answer>, Failure> {
    match ask_once(profile, person, arguments).await {
        Err(Failure::Read(ReadError::ScopeChanged | ReadError::ScopeEnded)) => {
            ask_once(profile, person, arguments).await
        }
        answer => answer,
    }
}

async fn ask_once(
    profile: &Profile,
    person: &str,
    arguments: &Figures,
) -> Result<Visible<Answer>, Failure> {
    let now = Utc::now();
    let policy = match profile.policy(person, now).await? {
        FoundPerson::One(policy) => policy,
        FoundPerson::Several(candidates) => return Err(Failure::SeveralPeople(candidates)),
        FoundPerson::Nobody => return Err(Failure::NotFound),
    };
    let scope = compile(&sign_in(policy, Proof::OpenedProfile, now));
    let question = Question {
        from: arguments.from,
        to: arguments.to,
        by: arguments.by,
        now,
    };
    let work = async |reader: &mut Reader| -> Result<_, Failure> {
        Ok(figures::figures(reader, question).await?)
    };
    profile.read(scope, work).await
}
