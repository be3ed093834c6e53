//! The way out: all that this program writes to standard output, standard error and files, and so nothing but what
//! [`Crosses`].

use std::{
    cell::Cell,
    fmt, fs,
    io::{self, IsTerminal, Write},
    path::Path,
};

use access::{Lang, harmless};
use serde::Serialize;
use store::Crosses;

use crate::failure::Failure;

/// Says how an answer is written. A plain function: it can take nothing else in.
pub type Form<A> = fn(&A) -> serde_json::Result<String>;

/// Writes an answer to standard output. Whoever closed it early has read enough.
pub fn answer<A: Crosses>(answer: &A, form: Form<A>) -> Result<(), Failure> {
    let text = form(answer).map_err(|_| Failure::Output)?;
    match writeln!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output),
        _ => Ok(()),
    }
}

/// Writes an answer to a file of its own.
pub fn file<A: Crosses>(answer: &A, form: Form<A>, file: &Path) -> Result<(), Failure> {
    let text = form(answer).map_err(|_| Failure::Output)?;
    fs::write(file, text).map_err(|error| Failure::Unwritable(file.to_owned(), error))
}

/// What a command did: as JSON on one line or, for people, on several.
pub fn report<A: Crosses + Serialize>(report: &A, json: bool) -> Result<(), Failure> {
    let form: Form<A> = if json {
        serde_json::to_string
    } else {
        serde_json::to_string_pretty
    };
    answer(report, form)
}

/// Why there is no answer, to standard error. It may name what a CPMS or a person wrote.
pub fn failure<A: Crosses>(failure: &A, lang: Lang, sentence: fn(&A, Lang) -> String) {
    // where it can't be written, the exit code still says it
    let said: String = sentence(failure, lang)
        .chars()
        .map(|letter| {
            if letter == '\n' {
                letter
            } else {
                harmless(letter)
            }
        })
        .collect();
    let _ = writeln!(io::stderr().lock(), "{said}");
}

/// One line that changes, for whoever watches standard error, and is gone when this is; a script's log is spared it.
#[derive(Default)]
pub struct Progress {
    is_there: Cell<bool>,
}

impl Progress {
    /// What the line says from now on.
    pub fn say<A: Crosses + fmt::Display>(&self, progress: &A) {
        let mut err = io::stderr().lock();
        if err.is_terminal() {
            self.is_there.set(true);
            // who does not see progress misses nothing
            let _ = write!(err, "\r\x1b[K{progress}").and_then(|()| err.flush());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_there.get() {
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r\x1b[K").and_then(|()| err.flush());
        }
    }
}
