//! The list of sessions as a sheet: all its rows, whatever part of it was in sight.

use std::ops::ControlFlow;

use access::Lang;
use chrono::{DateTime, Utc};
use csv::WriterBuilder;
use store::{
    Cell, PriceCheck, Reached, ReadError, Reader,
    SessionColumn::{self, *},
    SessionColumns, SessionFilter, SessionList, SessionRow, SessionState, Visible,
    wire::Minor4,
};

use crate::cells::{cell, decimal, delimiter, text};

/// Before the first cell, so that spreadsheet programs read the rest as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// All rows of a list as CSV (RFC 4180), in the columns that are wanted, with decimals and separators as a spreadsheet
/// program of that language expects them. What is not for this person is `•••`. `each` is given part after part, with how far
/// the sheet goes then; once it wants no more, that is the end.
///
/// # Errors
/// The Reader's.
pub async fn sessions_sheet(
    reader: &mut Reader,
    filter: &SessionFilter,
    columns: SessionColumns,
    lang: Lang,
    now: DateTime<Utc>,
    each: &mut (dyn FnMut(Visible<(Reached, String)>) -> ControlFlow<()> + Send),
) -> Result<Visible<()>, ReadError> {
    let with = (lang, columns);
    reader.every_session(filter, with, part, now, each).await
}

fn part(list: SessionList, (lang, columns): (Lang, SessionColumns)) -> String {
    let is_first = list.skipped.get() == 0;
    let rows = list.page.iter().flatten();
    let rows = lines(rows.map(|row| line(row, lang, columns)), lang);
    if is_first {
        format!(
            "{BYTE_ORDER_MARK}{}{rows}",
            lines([head(lang, columns)], lang)
        )
    } else {
        rows
    }
}

/// A column of the sheet: of which of the list's, what it is called, and what stands in it.
struct Column {
    of: &'static [SessionColumn],
    de: &'static str,
    en: &'static str,
    cell: fn(&SessionRow, Lang) -> String,
}

const COLUMNS: [Column; 15] = [
    column(&[Started], "Beginn", "Started", |row, _| {
        local(&row.started_at)
    }),
    column(&[Ended], "Ende", "Ended", |row, _| {
        row.ended_at.as_deref().map(local).unwrap_or_default()
    }),
    column(&[Property], "Liegenschaft", "Property", |row, _| {
        named(&row.property)
    }),
    column(&[Location], "Standort", "Location", |row, _| {
        named(&row.location)
    }),
    column(&[Evse], "Ladepunkt", "Charge point", |row, _| {
        named(&row.evse)
    }),
    column(&[Group], "Nutzergruppe", "User group", |row, _| {
        named(&row.group)
    }),
    column(&[Driver], "Fahrer", "Driver", |row, _| {
        cell(&row.driver, |name| text(name))
    }),
    column(&[CostCentre], "Kostenstelle", "Cost centre", |row, _| {
        cell(&row.cost_centre, |value| text(value))
    }),
    column(&[Duration], "Minuten", "Minutes", |row, _| {
        let minutes = row.minutes.map(|minutes| minutes.get().to_string());
        minutes.unwrap_or_default()
    }),
    column(&[Energy], "Energie kWh", "Energy kWh", |row, lang| {
        decimal(row.energy.get(), 3, lang)
    }),
    // an amount without its currency is none
    column(&[Net, Gross], "Währung", "Currency", |row, _| {
        cell(&row.currency, Clone::clone)
    }),
    column(&[Net], "Netto", "Net", |row, lang| money(&row.net, lang)),
    column(&[Gross], "Brutto", "Gross", |row, lang| {
        money(&row.gross, lang)
    }),
    column(&[Price], "Preis", "Price", |row, lang| {
        cell(&row.price, |check| price(*check, lang).to_owned())
    }),
    column(&[State], "Status", "State", |row, lang| {
        state(row.state, lang).to_owned()
    }),
];

const fn column(
    of: &'static [SessionColumn],
    de: &'static str,
    en: &'static str,
    cell: fn(&SessionRow, Lang) -> String,
) -> Column {
    Column { of, de, en, cell }
}

fn among(columns: SessionColumns) -> impl Iterator<Item = &'static Column> {
    let is_wanted = move |column: &SessionColumn| columns.has(*column);
    COLUMNS
        .iter()
        .filter(move |column| column.of.iter().any(is_wanted))
}

fn head(lang: Lang, columns: SessionColumns) -> Vec<String> {
    let name = |column: &Column| match lang {
        Lang::De => column.de,
        Lang::En => column.en,
    };
    among(columns)
        .map(|column| name(column).to_owned())
        .collect()
}

fn line(row: &SessionRow, lang: Lang, columns: SessionColumns) -> Vec<String> {
    among(columns)
        .map(|column| (column.cell)(row, lang))
        .collect()
}

fn named(name: &Option<String>) -> String {
    name.as_deref().map(text).unwrap_or_default()
}

fn money(amount: &Cell<Minor4>, lang: Lang) -> String {
    cell(amount, |amount| decimal(amount.get(), 4, lang))
}

/// In the Location's own time, without what that is away from UTC: no spreadsheet program reads that.
fn local(rfc3339: &str) -> String {
    rfc3339.get(..19).unwrap_or(rfc3339).replace('T', " ")
}

const fn price(check: PriceCheck, lang: Lang) -> &'static str {
    match (check, lang) {
        (PriceCheck::Unpriced, Lang::De) => "ungeprüft",
        (PriceCheck::Unpriced, Lang::En) => "not checked",
        (PriceCheck::Same, Lang::De) => "stimmt",
        (PriceCheck::Same, Lang::En) => "agrees",
        (PriceCheck::Rounding, Lang::De) => "Rundung",
        (PriceCheck::Rounding, Lang::En) => "rounding",
        (PriceCheck::Different, Lang::De) => "weicht ab",
        (PriceCheck::Different, Lang::En) => "differs",
        (PriceCheck::Impossible, Lang::De) => "nicht prüfbar",
        (PriceCheck::Impossible, Lang::En) => "not checkable",
    }
}

const fn state(state: SessionState, lang: Lang) -> &'static str {
    match (state, lang) {
        (SessionState::Running, Lang::De) => "lädt",
        (SessionState::Running, Lang::En) => "charging",
        (SessionState::Stalled, Lang::De) => "hängt",
        (SessionState::Stalled, Lang::En) => "stalled",
        (SessionState::Unbilled, Lang::De) => "noch nicht abgerechnet",
        (SessionState::Unbilled, Lang::En) => "not billed yet",
        (SessionState::Pending, Lang::De) => "wartet",
        (SessionState::Pending, Lang::En) => "pending",
        (SessionState::Reserved, Lang::De) => "reserviert",
        (SessionState::Reserved, Lang::En) => "reserved",
        (SessionState::Billed, Lang::De) => "abgerechnet",
        (SessionState::Billed, Lang::En) => "billed",
        (SessionState::Credit, Lang::De) => "Gutschrift",
        (SessionState::Credit, Lang::En) => "credit",
    }
}

/// Lines of cells, each quoted where it has to be.
fn lines(lines: impl IntoIterator<Item = Vec<String>>, lang: Lang) -> String {
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter(lang))
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for line in lines {
        // into memory, and every line is as long as the others: there is nothing to fail
        let _ = writer.write_record(line);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use store::wire::{Count, Wh};

    use super::*;

    fn row() -> SessionRow {
        SessionRow {
            id: "0-a".into(),
            state: SessionState::Billed,
            started_at: "2026-11-03T18:12:00+01:00".into(),
            ended_at: Some("2026-11-03T21:17:00+01:00".into()),
            minutes: Some(Count::new(185)),
            property: Some("Haus \"Süd\"; hinten".into()),
            location: Some("=HYPERLINK(\"http://example.invalid\")".into()),
            evse: Some("DE*VLT*E1".into()),
            group: None,
            driver: Cell::Hidden,
            cost_centre: Cell::Empty,
            energy: Wh::new(11_250),
            currency: Cell::Shown("EUR".into()),
            net: Cell::Shown(Minor4::new(-44_375)),
            gross: Cell::Empty,
            price: Cell::Shown(PriceCheck::Different),
        }
    }

    #[test]
    fn a_line_is_what_a_spreadsheet_of_the_language_reads() {
        let all = COLUMNS.iter().flat_map(|column| column.of).copied();
        let all: SessionColumns = all.collect();
        assert_eq!(
            lines([line(&row(), Lang::De, all)], Lang::De),
            "2026-11-03 18:12:00;2026-11-03 21:17:00;\"Haus \"\"Süd\"\"; hinten\";\
             \"'=HYPERLINK(\"\"http://example.invalid\"\")\";DE*VLT*E1;;•••;;185;11,250;EUR;-4,4375;;weicht ab;\
             abgerechnet\r\n"
        );
        assert_eq!(
            lines([line(&row(), Lang::En, all)], Lang::En),
            "2026-11-03 18:12:00,2026-11-03 21:17:00,\"Haus \"\"Süd\"\"; hinten\",\
             \"'=HYPERLINK(\"\"http://example.invalid\"\")\",DE*VLT*E1,,•••,,185,11.250,EUR,-4.4375,,differs,billed\r\n"
        );
    }

    #[test]
    fn a_sheet_has_the_columns_that_are_wanted_and_each_amount_its_currency() {
        let of = |columns: &[SessionColumn]| {
            let columns = columns.iter().copied().collect();
            (
                head(Lang::En, columns).join(","),
                line(&row(), Lang::En, columns).join(","),
            )
        };
        let said = |head: &str, line: &str| (head.to_owned(), line.to_owned());
        assert_eq!(
            of(&[SessionColumn::State, SessionColumn::Evse]),
            said("Charge point,State", "DE*VLT*E1,billed")
        );
        assert_eq!(of(&[SessionColumn::Gross]), said("Currency,Gross", "EUR,"));
        assert_eq!(
            of(&[SessionColumn::Net, SessionColumn::Driver]),
            said("Driver,Currency,Net", "•••,EUR,-4.4375")
        );
    }
}
