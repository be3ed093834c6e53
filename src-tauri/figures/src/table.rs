//! The answer as a table for a terminal.

use std::fmt::{self, Write as _};

use crate::answer::{Answer, Sums};

/// Text for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table(String);

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

struct Words {
    head: [&'static str; 7],
    total: &'static str,
    incomplete: &'static str,
    as_of: &'static str,
    never: &'static str,
    decimal: char,
}

const ENGLISH: Words = Words {
    head: ["", "sessions", "CDRs", "credits", "kWh", "net", "gross"],
    total: "total",
    incomplete: "incomplete: not everything of this period is here yet",
    as_of: "as of",
    never: "never synced",
    decimal: '.',
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
    ],
    total: "Summe",
    incomplete: "unvollständig: noch nicht alles aus diesem Zeitraum ist hier",
    as_of: "Stand",
    never: "noch nie abgeglichen",
    decimal: ',',
};

impl Table {
    /// In English.
    pub fn english(answer: Answer) -> Self {
        Self::with(&answer, &ENGLISH)
    }

    /// In German.
    pub fn german(answer: Answer) -> Self {
        Self::with(&answer, &GERMAN)
    }

    fn with(answer: &Answer, words: &Words) -> Self {
        let mut lines: Vec<[String; 7]> = vec![words.head.map(str::to_owned)];
        lines.extend(answer.rows.iter().map(|row| {
            let name = if row.label == row.key {
                row.key.clone()
            } else {
                format!("{}  {}", row.key, row.label)
            };
            cells(name, &row.sums, words)
        }));
        lines.push(cells(words.total.to_owned(), &answer.total, words));
        let width = |column: usize| {
            lines
                .iter()
                .map(|line| line[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..7).map(width).collect();
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
        if answer.incomplete {
            let _ = write!(text, "\n{}", words.incomplete);
        }
        Self(text)
    }
}

fn cells(name: String, sums: &Sums, words: &Words) -> [String; 7] {
    let decimal = |text: &str| text.replace('.', &words.decimal.to_string());
    let net = sums
        .net
        .iter()
        .map(|(currency, net)| format!("{} {currency}", decimal(net)));
    let gross = sums.gross.iter().map(|(currency, gross)| {
        gross.as_deref().map_or_else(
            || "–".to_owned(),
            |gross| format!("{} {currency}", decimal(gross)),
        )
    });
    let (whole, rest) = (sums.energy_wh / 1_000, (sums.energy_wh % 1_000).abs());
    [
        name,
        sums.sessions.to_string(),
        sums.cdrs.to_string(),
        sums.credits.to_string(),
        format!("{whole}{}{rest:03}", words.decimal),
        net.collect::<Vec<_>>().join(" + "),
        gross.collect::<Vec<_>>().join(" + "),
    ]
}
