//! Values as a spreadsheet program reads them in the language of its user.

use access::Lang;
use store::Cell;

/// What stands between two cells: where a comma parts decimals, it can't part cells.
pub(crate) const fn delimiter(lang: Lang) -> u8 {
    match lang {
        Lang::De => b';',
        Lang::En => b',',
    }
}

/// Text that is data: spreadsheet programs take what begins so for a formula, and show the sign before it to nobody.
///
/// Source: OWASP, CSV injection.
pub(crate) fn text(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n') => format!("'{text}"),
        Some(_) | None => text.to_owned(),
    }
}

/// Thousandths or ten-thousandths as a decimal, without a sign between thousands.
pub(crate) fn decimal(value: i64, places: u32, lang: Lang) -> String {
    let scale = 10_u64.pow(places);
    let sign = if value < 0 { "-" } else { "" };
    let point = match lang {
        Lang::De => ',',
        Lang::En => '.',
    };
    let (whole, rest) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let width = usize::try_from(places).unwrap_or_default();
    format!("{sign}{whole}{point}{rest:0width$}")
}

/// What is not for this person is told apart from what is not there.
pub(crate) fn cell<T>(cell: &Cell<T>, shown: impl Fn(&T) -> String) -> String {
    match cell {
        Cell::Shown(value) => shown(value),
        Cell::Empty => String::new(),
        Cell::Hidden => "•••".to_owned(),
        Cell::Suppressed { fewer_than } => format!("< {fewer_than}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_decimal_has_all_its_places() {
        assert_eq!(decimal(-5, 4, Lang::De), "-0,0005");
        assert_eq!(decimal(12_345_678, 3, Lang::En), "12345.678");
        assert_eq!(decimal(i64::MIN, 4, Lang::En), "-922337203685477.5808");
    }

    proptest! {
        #[test]
        fn no_text_begins_as_a_formula_does(said in "[=+@\t\r\n-]?.{0,12}") {
            let cell = text(&said);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            prop_assert!(cell.ends_with(&said));
        }
    }
}
