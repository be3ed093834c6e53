//! Why a command ended without an answer: a code for scripts, a sentence for people.

mod demo;
mod file;
mod store;
mod sync;

use std::{io, path::PathBuf, process::ExitCode};

use ::demo::DemoError;
use ::store::{AuditError, OpenError, ReadError, WriteError};
use ::sync::CpmsError;
use access::{Lang, setup::Mistakes};
use billing::PrintError;

/// Each says what happened and what to do.
#[derive(Debug)]
pub enum Failure {
    /// The platform has no data folder.
    NoDataFolder,
    /// A file that was named can't be read.
    File(PathBuf, io::Error),
    /// A file that was named can't be written.
    Unwritable(PathBuf, io::Error),
    /// setup.json has mistakes.
    Setup(PathBuf, Mistakes),
    /// Nobody was named whose view could answer.
    NobodyNamed,
    /// A name that people of several tenants have: `TENANT/ID` of each.
    SeveralPeople(Vec<String>),
    /// Nobody of this name, or not for them: the two are one answer.
    NotFound,
    /// The period ends before it begins.
    EmptyPeriod,
    /// A connection without an address.
    NoAddress(String),
    /// A connection without a token.
    NoToken(String),
    /// A file for a token, with nothing in it.
    EmptyToken(PathBuf),
    /// The passphrase that the environment gives is no text.
    PassphraseNotText,
    /// The window's program is not beside this one.
    NoWindow(io::Error),
    /// A digest of what is still being worked out.
    Unsettled(u64),
    /// A digest while CDRs are still to be priced.
    Unpriced(u64),
    /// The answer could not be written.
    Output,
    Open(OpenError),
    Write(WriteError),
    Read(ReadError),
    Cpms(CpmsError),
    Demo(DemoError),
    Print(PrintError),
}

impl Failure {
    /// The exit code of the contract.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::NobodyNamed
            | Self::SeveralPeople(_)
            | Self::EmptyPeriod
            | Self::NoAddress(_)
            | Self::NoToken(_)
            | Self::EmptyToken(_) => 2,
            Self::Read(ReadError::Ambiguous(_) | ReadError::WantsProperty)
            | Self::Write(WriteError::NoConnection(_))
            | Self::Cpms(CpmsError::NotAnAddress(_)) => 2,
            Self::NotFound | Self::Read(ReadError::NotFound) => 3,
            Self::Open(OpenError::Busy(_))
            | Self::Read(ReadError::NotAudited(AuditError::Busy)) => 7,
            Self::Open(_) | Self::PassphraseNotText => 4,
            Self::Cpms(_) => 5,
            Self::NoDataFolder
            | Self::File(..)
            | Self::Unwritable(..)
            | Self::Setup(..)
            | Self::NoWindow(_)
            | Self::Unsettled(_)
            | Self::Unpriced(_)
            | Self::Output
            | Self::Write(_)
            | Self::Read(_)
            | Self::Demo(_)
            | Self::Print(_) => 1,
        })
    }

    /// What happened and what to do, on one line or, for a setup's mistakes, one line each.
    pub fn sentence(&self, lang: Lang) -> String {
        let said = |german: &str, english: &str| match lang {
            Lang::De => german.to_owned(),
            Lang::En => english.to_owned(),
        };
        match self {
            Self::NoDataFolder => said(
                "Dieses System nennt keinen Ordner für Daten: bitte --profile angeben.",
                "This system names no folder for data: give one with --profile.",
            ),
            Self::File(path, error) => file::unread(path, error, lang),
            Self::Unwritable(path, error) => file::unwritten(path, error, lang),
            Self::Setup(path, mistakes) => {
                let path = path.display();
                let head = said(
                    &format!("{path} ist nicht richtig, nichts wurde geändert:"),
                    &format!("{path} is not right, nothing was changed:"),
                );
                format!("{head}\n{}", mistakes.sentences(lang))
            }
            Self::NobodyNamed => said(
                "Dies ist ein Betreiberprofil ohne eigene Person: bitte mit --as sagen, wessen Sicht antworten soll.",
                "This is an operator's profile without a person of its own: say with --as whose view is to answer.",
            ),
            Self::SeveralPeople(candidates) => {
                let candidates = candidates.join(", ");
                said(
                    &format!("So heißen mehrere: bitte einen davon ganz nennen ({candidates})."),
                    &format!(
                        "Several people are called so: name one of them in full ({candidates})."
                    ),
                )
            }
            Self::NotFound => said(
                "Das gibt es hier nicht, oder nicht für diese Person.",
                "There is no such thing here, or not for this person.",
            ),
            Self::EmptyPeriod => said(
                "Der Zeitraum endet, bevor er beginnt: bitte --from und --to prüfen.",
                "The period ends before it begins: check --from and --to.",
            ),
            Self::NoAddress(id) => said(
                &format!(
                    "Für die Verbindung „{id}“ ist keine Adresse bekannt: bitte mit --cpms angeben."
                ),
                &format!("No address is known for the connection “{id}”: give it with --cpms."),
            ),
            Self::NoToken(id) => said(
                &format!(
                    "Für die Verbindung „{id}“ ist an dieser Adresse kein Token bekannt: bitte mit --token eine Datei angeben."
                ),
                &format!(
                    "No token is known for the connection “{id}” at this address: give a file with --token."
                ),
            ),
            Self::EmptyToken(path) => {
                let path = path.display();
                said(
                    &format!(
                        "In {path} steht kein Token: bitte die Datei angeben, in der es steht."
                    ),
                    &format!("There is no token in {path}: give the file that holds it."),
                )
            }
            Self::PassphraseNotText => said(
                "VOLTFOLIO_PASSPHRASE ist kein Text in UTF-8: bitte so setzen.",
                "VOLTFOLIO_PASSPHRASE is not text in UTF-8: set it so.",
            ),
            Self::NoWindow(error) => said(
                &format!(
                    "Das Fenster (voltfolio-desktop neben diesem Programm) kann nicht geöffnet werden: {error}"
                ),
                &format!(
                    "The window (voltfolio-desktop beside this program) can't be opened: {error}"
                ),
            ),
            Self::Unsettled(periods) => said(
                &format!(
                    "Noch sind {periods} Zeiträume nicht fertig ausgewertet: erst `voltfolio sync`, dann die Prüfsumme."
                ),
                &format!(
                    "{periods} periods are not worked out yet: first `voltfolio sync`, then the digest."
                ),
            ),
            Self::Unpriced(cdrs) => said(
                &format!(
                    "Noch sind {cdrs} CDRs nicht nachgerechnet: erst `voltfolio sync`, dann die Prüfsumme."
                ),
                &format!(
                    "{cdrs} CDRs are not priced yet: first `voltfolio sync`, then the digest."
                ),
            ),
            Self::Output => said(
                "Die Antwort konnte nicht geschrieben werden.",
                "The answer could not be written.",
            ),
            Self::Open(error) => store::open(error, lang),
            Self::Write(error) => store::write(error, lang),
            Self::Read(error) => store::read(error, lang),
            Self::Cpms(error) => sync::cpms(error, lang),
            Self::Demo(error) => demo::demo(error, lang),
            Self::Print(error) => said(
                &format!("Das Dokument konnte nicht gesetzt werden ({error}): bitte melden."),
                &format!("The document could not be set ({error}): please report this."),
            ),
        }
    }
}
