use std::process::ExitCode;

use access::{Lang, Policy, Proof, compile, sign_in};
use chrono::Utc;
use figures::Table;
use store::{FoundPerson, Question, Reader};

use super::{block_on, print};
use crate::{
    arguments::{Common, Figures},
    failure::Failure,
    profile,
};

pub fn run(common: &Common, arguments: &Figures) -> Result<ExitCode, Failure> {
    if arguments.from > arguments.to {
        return Err(Failure::EmptyPeriod);
    }
    let person = arguments.person.as_deref().ok_or(Failure::NobodyNamed)?;
    let profile = profile::open(common)?;
    let now = Utc::now();
    let find = async { profile.policy(person, now).await.map_err(Failure::Open) };
    let policy = match block_on(find)? {
        FoundPerson::One(policy) => policy,
        FoundPerson::Several(candidates) => return Err(Failure::SeveralPeople(candidates)),
        FoundPerson::Nobody => return Err(Failure::NotFound),
    };
    // goes as soon as the Reader masks: until then a person of a tenant would be shown everything
    if matches!(policy, Policy::Person(_)) {
        return Err(Failure::NotFound);
    }
    let scope = compile(&sign_in(policy, Proof::OpenedProfile, now));
    let question = Question {
        from: arguments.from,
        to: arguments.to,
        by: arguments.by,
        now,
    };
    let ask = async |reader: &mut Reader| -> Result<_, Failure> {
        Ok(figures::figures(reader, question).await?)
    };
    let answer = block_on(profile.read(scope, ask))?;
    let text = match (common.json, common.lang()) {
        (true, _) => answer.json().map_err(|_| Failure::Output)?,
        (false, Lang::De) => answer.map(Table::german).text(),
        (false, Lang::En) => answer.map(Table::english).text(),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}
