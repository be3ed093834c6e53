//! The answer as a table for a terminal.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use access::Lang;
use store::Cell;

use crate::answer::{Answer, Sums, Total};

/// Text for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table(String);

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

struct Words {
    head: [&'static str; 9],
    total: &'static str,
    incomplete: &'static str,
    /// For who may see nothing at all.
    nothing: &'static str,
    as_of: &'static str,
    never: &'static str,
    hidden: &'static str,
    people: &'static str,
    decimal: &'static str,
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
    ],
    total: "total",
    incomplete: "incomplete: not everything of this period is here yet",
    nothing: "no grant is valid at present: whoever runs this profile can give one",
    as_of: "as of",
    never: "never synced",
    hidden: "hidden",
    people: "people",
    decimal: ".",
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
    ],
    total: "Summe",
    incomplete: "unvollständig: noch nicht alles aus diesem Zeitraum ist hier",
    nothing: "zurzeit gilt keine Berechtigung: wer dieses Profil betreibt, kann eine erteilen",
    as_of: "Stand",
    never: "noch nie abgeglichen",
    hidden: "verborgen",
    people: "Personen",
    decimal: ",",
};

impl Table {
    /// In this language.
    pub fn of(answer: Answer, lang: Lang) -> Self {
        let words = match lang {
            Lang::De => &GERMAN,
            Lang::En => &ENGLISH,
        };
        let mut lines: Vec<[String; 9]> = vec![words.head.map(str::to_owned)];
        lines.extend(answer.rows.iter().map(|row| {
            let name = if row.label == row.key {
                row.key.clone()
            } else {
                format!("{}  {}", row.key, row.label)
            };
            cells(name, &row.sums, words)
        }));
        let name = words.total.to_owned();
        lines.push(match &answer.total {
            Total::Of(sums) => cells(name, sums, words),
            Total::Nothing {} => nothing(name),
        });
        let width = |column: usize| {
            lines
                .iter()
                .map(|line| line[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..9).map(width).collect();
        let mut text = String::new();
        for line in &lines {
            // writing to a String can't fail
            let _ = write!(text, "{:<1$}", line[0], widths[0]);
            for (cell, width) in line.iter().zip(&widths).skip(1) {
                let _ = write!(text, "  {cell:>width$}");
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
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

fn cells(name: String, sums: &Sums, words: &Words) -> [String; 9] {
    let decimal = |text: &str| text.replace('.', words.decimal);
    let count = |cell: &Cell<i64>| words.cell(cell, i64::to_string);
    let energy = |wh: &i64| {
        let sign = if *wh < 0 { "-" } else { "" };
        let (whole, rest) = (wh.abs() / 1_000, wh.abs() % 1_000);
        format!("{sign}{whole}{}{rest:03}", words.decimal)
    };
    let net = |net: &BTreeMap<String, String>| {
        let sums = net
            .iter()
            .map(|(currency, net)| format!("{} {currency}", decimal(net)));
        sums.collect::<Vec<_>>().join(" + ")
    };
    let gross = |gross: &BTreeMap<String, Option<String>>| {
        let sums = gross.iter().map(|(currency, gross)| {
            gross.as_deref().map_or_else(
                || "–".to_owned(),
                |gross| format!("{} {currency}", decimal(gross)),
            )
        });
        sums.collect::<Vec<_>>().join(" + ")
    };
    [
        name,
        count(&sums.sessions),
        count(&sums.cdrs),
        count(&sums.credits),
        words.cell(&sums.energy_wh, energy),
        words.cell(&sums.net, net),
        words.cell(&sums.gross, gross),
        count(&sums.checked),
        count(&sums.differing),
    ]
}

/// Nothing at all, in as many columns.
fn nothing(name: String) -> [String; 9] {
    let mut cells: [String; 9] = Default::default();
    cells[0] = name;
    cells
}

impl Words {
    fn cell<T>(&self, cell: &Cell<T>, shown: impl Fn(&T) -> String) -> String {
        match cell {
            Cell::Shown(value) => shown(value),
            Cell::Empty => "–".to_owned(),
            Cell::Hidden => self.hidden.to_owned(),
            Cell::Suppressed { fewer_than } => format!("< {fewer_than} {}", self.people),
        }
    }
}
