use std::process::ExitCode;

use billing::{Document, Printed, Statement};
use chrono::Utc;
use store::Visible;

use super::{block_on, look};
use crate::{
    arguments::{self, Common},
    failure::Failure,
    out, profile,
};

pub fn run(common: &Common, arguments: &arguments::Statement) -> Result<ExitCode, Failure> {
    let person = arguments.person.as_deref().ok_or(Failure::NobodyNamed)?;
    let profile = profile::open(common)?;
    let statement = look::ask(&profile, person, Utc::now, async |reader, now| {
        billing::statement(reader, &arguments.unit, arguments.month, now).await
    });
    let statement = block_on(statement)?;
    let set = |statement: Statement, lang| statement.document(lang).map_err(Failure::Print);
    let document = statement.map_with(common.lang(), set).transpose()?;
    let parts = document.map(|Document { pdf, printed }| (pdf, printed));
    let (pdf, printed) = parts.unzip();
    pdf.replace(&arguments.out)
        .map_err(|error| Failure::Unwritable(arguments.out.clone(), error))?;
    let answer = printed.map_with(arguments.out.clone(), Printed::into_file);
    out::answer(&answer, Visible::json)?;
    Ok(ExitCode::SUCCESS)
}
