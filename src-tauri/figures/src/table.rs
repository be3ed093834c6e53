//! The answer as a table for a terminal.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use access::Lang;
use store::Cell;

use crate::{
    answer::{Answer, Sums, Total},
    text,
};

/// Text for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table(String);

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const COLUMNS: usize = 12;

struct Words {
    head: [&'static str; COLUMNS],
    total: &'static str,
    incomplete: &'static str,
    /// For who may see nothing at all.
    nothing: &'static str,
    charging_now: &'static str,
    stalled: &'static str,
    as_of: &'static str,
    never: &'static str,
}

const ENGLISH: Words = Words {
    head: [
        "",
        "sessions",
        "CDRs",
        "credits",
        "kWh",
        "net",
        "gross",
        "checked",
        "differing",
        "unbilled kWh",
        "available",
        "observed",
    ],
    total: "total",
    incomplete: "incomplete: not everything of this period is here yet",
    nothing: "no grant is valid at present: whoever runs this profile can give one",
    charging_now: "charging now",
    stalled: "stalled",
    as_of: "as of",
    never: "never synced",
};

const GERMAN: Words = Words {
    head: [
        "",
        "Vorgänge",
        "CDRs",
        "Gutschriften",
        "kWh",
        "netto",
        "brutto",
        "nachgerechnet",
        "abweichend",
        "kWh ohne CDR",
        "verfügbar",
        "beobachtet",
    ],
    total: "Summe",
    incomplete: "unvollständig: noch nicht alles aus diesem Zeitraum ist hier",
    nothing: "zurzeit gilt keine Berechtigung: wer dieses Profil betreibt, kann eine erteilen",
    charging_now: "laden gerade",
    stalled: "hängen",
    as_of: "Stand",
    never: "noch nie abgeglichen",
};

impl Table {
    /// In this language.
    pub fn of(answer: Answer, lang: Lang) -> Self {
        let words = match lang {
            Lang::De => &GERMAN,
            Lang::En => &ENGLISH,
        };
        let mut lines: Vec<[String; COLUMNS]> = vec![words.head.map(str::to_owned)];
        lines.extend(answer.rows.iter().map(|row| {
            let name = if row.label == row.key {
                row.key.clone()
            } else {
                format!("{}  {}", row.key, row.label)
            };
            cells(name, &row.sums, lang)
        }));
        let name = words.total.to_owned();
        lines.push(match &answer.total {
            Total::Of(sums) => cells(name, sums, lang),
            Total::Nothing {} => nothing(name),
        });
        let mut text = text::columns(lines);
        let count = |cell: &Cell<i64>| text::cell(cell, lang, i64::to_string);
        if answer.total != (Total::Nothing {}) {
            let _ = writeln!(
                text,
                "{} {}, {} {}",
                words.charging_now,
                count(&answer.charging_now),
                words.stalled,
                count(&answer.stalled),
            );
        }
        let as_of = answer.as_of.as_deref().unwrap_or(words.never);
        let _ = write!(text, "{} {as_of}", words.as_of);
        if answer.total == (Total::Nothing {}) {
            let _ = write!(text, "\n{}", words.nothing);
        }
        if answer.incomplete {
            let _ = write!(text, "\n{}", words.incomplete);
        }
        Self(text)
    }
}

fn cells(name: String, sums: &Sums, lang: Lang) -> [String; COLUMNS] {
    let count = |cell: &Cell<i64>| text::cell(cell, lang, i64::to_string);
    let money =
        |amount: &str, currency: &str| format!("{} {currency}", text::decimal(amount, lang));
    let net = |net: &BTreeMap<String, String>| {
        let sums = net.iter().map(|(currency, net)| money(net, currency));
        sums.collect::<Vec<_>>().join(" + ")
    };
    let gross = |gross: &BTreeMap<String, Option<String>>| {
        let sums = gross.iter().map(|(currency, gross)| {
            let gross = gross.as_deref();
            gross.map_or_else(|| "–".to_owned(), |gross| money(gross, currency))
        });
        sums.collect::<Vec<_>>().join(" + ")
    };
    let of = |figure: &str, sum: String| match sums.of.get(figure) {
        Some(of) => text::part(&sum, *of, lang),
        None => sum,
    };
    let share = |cell: &Cell<f64>| text::cell(cell, lang, |share| text::share(*share, lang));
    [
        name,
        count(&sums.sessions),
        count(&sums.cdrs),
        count(&sums.credits),
        text::cell(&sums.energy_wh, lang, |wh| text::kwh(*wh, lang)),
        of("net", text::cell(&sums.net, lang, net)),
        of("gross", text::cell(&sums.gross, lang, gross)),
        count(&sums.checked),
        count(&sums.differing),
        text::cell(&sums.unbilled_wh, lang, |wh| text::kwh(*wh, lang)),
        of("availability", share(&sums.availability)),
        of("observed", share(&sums.observed)),
    ]
}

/// Nothing at all, in as many columns.
fn nothing(name: String) -> [String; COLUMNS] {
    let mut cells: [String; COLUMNS] = Default::default();
    cells[0] = name;
    cells
}
