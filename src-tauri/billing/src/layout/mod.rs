//! Where on which page what a statement says stands. Whole numbers alone; nothing here knows PDF.
//!
//! Page one is a letter (DIN 5008, form B) that answers what the month came to; the CDRs follow one by one. Every page but
//! the last ends with what it carries over, and every page but the first begins with it.

mod chart;
mod figures;
mod fit;
mod items;
mod letter;
mod pen;
mod tables;
mod words;
mod write;

use access::Lang;
use chrono::SecondsFormat;

use crate::{
    paper::{Faces, Paper, PrintError},
    statement::Statement,
};
use pen::Pen;
use words::Words;

/// The statement on paper.
///
/// # Errors
/// [`PrintError::Face`].
pub(crate) fn paper(statement: &Statement, lang: Lang) -> Result<Paper, PrintError> {
    let faces = Faces::load()?;
    let words = Words::of(lang);
    let title = format!("{}, {}", words.title, write::month(statement.month, lang));
    let name = faces.printable(&statement.name).into_owned();
    let mut pen = Pen::new(&faces, lang, &title, &name);
    letter::write(&mut pen, statement, &title);
    for (at, account) in statement.accounts.iter().enumerate() {
        figures::write(&mut pen, statement, account);
        // energy has no currency
        if at == 0 && statement.items().next().is_some() {
            chart::write(&mut pen, statement);
        }
        if !account.items.is_empty() {
            tables::write(&mut pen, account);
        }
    }
    figures::notes(&mut pen, statement);
    for account in statement
        .accounts
        .iter()
        .filter(|account| !account.items.is_empty())
    {
        items::write(&mut pen, account);
    }
    let sender = statement.letterhead.first().unwrap_or(&statement.tenant);
    let foot = statement
        .letterhead
        .get(1..)
        .unwrap_or_default()
        .join(" · ");
    let dated = match statement.as_of {
        Some(as_of) => as_of.to_rfc3339_opts(SecondsFormat::Secs, false),
        None => format!("{}T00:00:00+00:00", statement.month.last()),
    };
    Ok(Paper {
        title: format!("{title}: {name}"),
        author: faces.printable(sender).into_owned(),
        language: words.language.to_owned(),
        dated,
        pages: pen.done(&foot),
    })
}
