use std::process::ExitCode;

use chrono::Utc;
use figures::Table;
use store::{Question, Visible};

use super::{block_on, look};
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
    let question = |now| Question {
        from: arguments.from,
        to: arguments.to,
        by: arguments.by,
        now,
    };
    let answer = look::ask(&profile, person, Utc::now, async |reader, now| {
        figures::figures(reader, question(now)).await
    });
    let answer = block_on(answer)?;
    if common.json {
        out::answer(&answer, Visible::json)?;
    } else {
        let table = answer.map_with(common.lang(), Table::of);
        out::answer(&table, |table| Ok(table.text()))?;
    }
    Ok(ExitCode::SUCCESS)
}
