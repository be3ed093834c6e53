use std::process::ExitCode;

use chrono::Utc;
use figures::{Days, Overview as Answer, OverviewTable};
use store::Visible;

use super::{block_on, look};
use crate::{
    arguments::{Common, Overview},
    failure::Failure,
    out, profile,
};

pub fn run(common: &Common, arguments: &Overview) -> Result<ExitCode, Failure> {
    let days = Days {
        from: arguments.from,
        to: arguments.to,
    };
    let compared = arguments.vs_from.zip(arguments.vs_to);
    let compared = compared.map(|(from, to)| Days { from, to });
    if [Some(days), compared]
        .into_iter()
        .flatten()
        .any(|days| days.from > days.to)
    {
        return Err(Failure::EmptyPeriod);
    }
    let person = arguments.person.as_deref().ok_or(Failure::NobodyNamed)?;
    let profile = profile::open(common)?;
    let answer = look::ask(&profile, person, Utc::now, async |reader, now| {
        figures::overview(reader, days, compared, now).await
    });
    tell(common, block_on(answer)?)?;
    Ok(ExitCode::SUCCESS)
}

/// As JSON, or as tables.
pub fn tell(common: &Common, answer: Visible<Answer>) -> Result<(), Failure> {
    if common.json {
        return out::answer(&answer, Visible::json);
    }
    let tables = answer.map_with(common.lang(), OverviewTable::of);
    out::answer(&tables, |tables| Ok(tables.text()))
}
