//! Errors of files and folders that somebody named: what the system says, and what to do about it.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

use access::Lang;

pub(super) fn unread(path: &Path, error: &io::Error, lang: Lang) -> String {
    let (path, what) = (path.display(), what_to_do(error, lang));
    match lang {
        Lang::De => format!("{path} kann nicht gelesen werden: {what}"),
        Lang::En => format!("{path} can't be read: {what}"),
    }
}

pub(super) fn unwritten(path: &Path, error: &io::Error, lang: Lang) -> String {
    let (path, what) = (path.display(), what_to_do(error, lang));
    match lang {
        Lang::De => format!("{path} kann nicht geschrieben werden: {what}"),
        Lang::En => format!("{path} can't be written: {what}"),
    }
}

/// The end of a sentence.
pub(super) fn what_to_do(error: &io::Error, lang: Lang) -> String {
    let (german, english) = match error.kind() {
        ErrorKind::NotFound => (
            "das gibt es nicht, bitte den Pfad prüfen.",
            "there is no such thing, check the path.",
        ),
        ErrorKind::PermissionDenied => (
            "das ist Ihnen nicht erlaubt, bitte die Zugriffsrechte prüfen.",
            "you are not allowed to, check its permissions.",
        ),
        ErrorKind::IsADirectory => (
            "das ist ein Ordner, bitte eine Datei angeben.",
            "it is a folder, name a file.",
        ),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => (
            "etwas auf dem Weg dorthin ist kein Ordner, bitte den Pfad prüfen.",
            "something on the way there is no folder, check the path.",
        ),
        ErrorKind::StorageFull => (
            "der Datenträger ist voll, bitte Platz schaffen.",
            "the disk is full, make room.",
        ),
        ErrorKind::InvalidData => (
            "das ist kein Text in UTF-8, bitte die Datei prüfen.",
            "it is not text in UTF-8, check the file.",
        ),
        ErrorKind::UnexpectedEof | ErrorKind::InvalidInput => (
            "die Datei ist beschädigt, bitte prüfen.",
            "the file is damaged, check it.",
        ),
        _ => {
            return match lang {
                Lang::De => format!("{error}. Bitte noch einmal versuchen."),
                Lang::En => format!("{error}. Try again."),
            };
        }
    };
    match lang {
        Lang::De => german.to_owned(),
        Lang::En => english.to_owned(),
    }
}
