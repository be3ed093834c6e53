//! Cells and columns as text for a terminal, in both languages.

use std::fmt::{Display, Write as _};

use access::{Lang, harmless};
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

/// A sum of a part, and of how many of the properties.
pub(crate) fn part<N: Display>(sum: &str, (shown, all): (N, N), lang: Lang) -> String {
    match lang {
        Lang::De => format!("{sum} (für {shown} von {all} Liegenschaften)"),
        Lang::En => format!("{sum} (for {shown} of {all} properties)"),
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

/// A share with four places as a percentage.
pub(crate) fn share(share: f64, lang: Lang) -> String {
    let digits = format!("{share:.4}").replace('.', "");
    let of_ten_thousand: u32 = digits.parse().unwrap_or(0);
    let (whole, rest) = (of_ten_thousand / 100, of_ten_thousand % 100);
    decimal(&format!("{whole}.{rest:02} %"), lang)
}

/// Lines of cells, each column as wide as it has to be: the first to the left, figures to the right. Names in them are a
/// CPMS's or a person's.
pub(crate) fn columns<const N: usize>(lines: Vec<[String; N]>) -> String {
    let harmless = |cell: String| cell.chars().map(harmless).collect();
    let lines: Vec<[String; N]> = lines.into_iter().map(|line| line.map(harmless)).collect();
    let width = |column: usize| {
        let cells = lines.iter().map(|line| line[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut text = String::new();
    for line in &lines {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_neither_steers_the_terminal_nor_breaks_the_table() {
        let name = "Evil\u{1b}]0;pwned\u{7}\n=1+1".to_owned();
        let text = columns(vec![
            [name, "1".to_owned()],
            ["B".to_owned(), "22".to_owned()],
        ]);
        assert_eq!(text.lines().count(), 2, "{text:?}");
        assert!(
            !text.contains(|letter: char| letter.is_control() && letter != '\n'),
            "{text:?}"
        );
    }

    #[test]
    fn a_share_is_a_percentage_with_two_places() {
        assert_eq!(share(0.9914, Lang::En), "99.14 %");
        assert_eq!(share(0.9999, Lang::De), "99,99 %");
        assert_eq!(share(1.0, Lang::En), "100.00 %");
    }
}
