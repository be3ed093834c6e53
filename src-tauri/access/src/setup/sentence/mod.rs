//! The mistakes in English and German: what is wrong, and what would be right.

mod english;
mod german;

use chrono::{DateTime, SecondsFormat, Utc};

use super::mistake::MistakeKind;
use crate::{Lang, harmless};

pub(super) fn of(what: &MistakeKind, lang: Lang) -> String {
    match lang {
        Lang::En => english::sentence(what),
        Lang::De => german::sentence(what),
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Text of the file as a sentence can hold it: on one line, and not the whole of a novel.
fn shown(text: &str) -> String {
    const LONGEST: usize = 64;
    let mut letters = text.chars().map(harmless);
    let start: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        format!("{start}…")
    } else {
        start
    }
}
