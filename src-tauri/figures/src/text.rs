//! Cells and columns as text for a terminal, in both languages.

use std::fmt::Write as _;

use access::Lang;
use store::Cell;

/// A cell: its value, or in words or signs why there is none.
pub(crate) fn cell<T>(cell: &Cell<T>, lang: Lang, shown: impl Fn(&T) -> String) -> String {
    let (hidden, people) = match lang {
        Lang::De => ("verborgen", "Personen"),
        Lang::En => ("hidden", "people"),
    };
    match cell {
        Cell::Shown(value) => shown(value),
        Cell::Empty => "–".to_owned(),
        Cell::Hidden => hidden.to_owned(),
        Cell::Suppressed { fewer_than } => format!("< {fewer_than} {people}"),
    }
}

/// A decimal number as the language writes it.
pub(crate) fn decimal(number: &str, lang: Lang) -> String {
    match lang {
        Lang::De => number.replace('.', ","),
        Lang::En => number.to_owned(),
    }
}

/// Watt-hours as kWh.
pub(crate) fn kwh(wh: i64, lang: Lang) -> String {
    let sign = if wh < 0 { "-" } else { "" };
    let (whole, rest) = (wh.unsigned_abs() / 1_000, wh.unsigned_abs() % 1_000);
    decimal(&format!("{sign}{whole}.{rest:03}"), lang)
}

/// Thousandths as a percentage; with a plus where it is a change for the more.
pub(crate) fn percent(per_mille: i64, lang: Lang, is_change: bool) -> String {
    let sign = match per_mille.signum() {
        -1 => "-",
        1 if is_change => "+",
        _ => "",
    };
    let (whole, rest) = (per_mille.unsigned_abs() / 10, per_mille.unsigned_abs() % 10);
    format!("{} %", decimal(&format!("{sign}{whole}.{rest}"), lang))
}

/// Lines of cells, each column as wide as it has to be: the first to the left, figures to the right.
pub(crate) fn columns<const N: usize>(lines: &[[String; N]]) -> String {
    let width = |column: usize| {
        let cells = lines.iter().map(|line| line[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut text = String::new();
    for line in lines {
        for (at, (cell, width)) in line.iter().zip(&widths).enumerate() {
            // writing to a String can't fail
            let _ = match at {
                0 => write!(text, "{cell:<width$}"),
                _ => write!(text, "  {cell:>width$}"),
            };
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}
