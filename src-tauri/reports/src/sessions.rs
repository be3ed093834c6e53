//! The list of sessions as a sheet: all its rows, whatever part of it was in sight.

use access::Lang;
use chrono::{DateTime, Utc};
use csv::WriterBuilder;
use store::{
    PriceCheck, ReadError, Reader, SessionFilter, SessionList, SessionRow, SessionState, Visible,
};

use crate::cells::{cell, decimal, delimiter, text};

/// Before the first cell, so that spreadsheet programs read the rest as UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// All rows of a list as CSV (RFC 4180), with decimals and separators as a spreadsheet program of that language expects
/// them. What is not for this person is `•••`.
///
/// # Errors
/// The Reader's.
pub async fn sessions_sheet(
    reader: &mut Reader,
    filter: &SessionFilter,
    lang: Lang,
    now: DateTime<Utc>,
) -> Result<Visible<String>, ReadError> {
    let rows = reader.every_session(filter, lang, rows, now).await?;
    Ok(rows.map_with(lang, |rows, lang| {
        format!("{BYTE_ORDER_MARK}{}{rows}", lines([head(lang)], lang))
    }))
}

fn rows(list: SessionList, lang: Lang) -> String {
    lines(list.page.iter().flatten().map(|row| line(row, lang)), lang)
}

const COLUMNS: usize = 15;

fn head(lang: Lang) -> [String; COLUMNS] {
    let names = match lang {
        Lang::De => [
            "Beginn",
            "Ende",
            "Liegenschaft",
            "Standort",
            "Ladepunkt",
            "Nutzergruppe",
            "Fahrer",
            "Kostenstelle",
            "Minuten",
            "Energie kWh",
            "Währung",
            "Netto",
            "Brutto",
            "Preis",
            "Stand",
        ],
        Lang::En => [
            "Started",
            "Ended",
            "Property",
            "Location",
            "Charge point",
            "User group",
            "Driver",
            "Cost centre",
            "Minutes",
            "Energy kWh",
            "Currency",
            "Net",
            "Gross",
            "Price",
            "State",
        ],
    };
    names.map(str::to_owned)
}

fn line(row: &SessionRow, lang: Lang) -> [String; COLUMNS] {
    let named = |name: &Option<String>| name.as_deref().map(text).unwrap_or_default();
    let money = |amount: &store::wire::Minor4| decimal(amount.get(), 4, lang);
    [
        local(&row.started_at),
        row.ended_at.as_deref().map(local).unwrap_or_default(),
        named(&row.property),
        named(&row.location),
        named(&row.evse),
        named(&row.group),
        cell(&row.driver, |name| text(name)),
        cell(&row.cost_centre, |value| text(value)),
        row.minutes
            .map(|minutes| minutes.get().to_string())
            .unwrap_or_default(),
        decimal(row.energy.get(), 3, lang),
        cell(&row.currency, Clone::clone),
        cell(&row.net, money),
        cell(&row.gross, money),
        cell(&row.price, |check| price(*check, lang).to_owned()),
        state(row.state, lang).to_owned(),
    ]
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
fn lines(lines: impl IntoIterator<Item = [String; COLUMNS]>, lang: Lang) -> String {
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
    use store::{
        Cell,
        wire::{Count, Minor4, Wh},
    };

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
        assert_eq!(
            lines([line(&row(), Lang::De)], Lang::De),
            "2026-11-03 18:12:00;2026-11-03 21:17:00;\"Haus \"\"Süd\"\"; hinten\";\
             \"'=HYPERLINK(\"\"http://example.invalid\"\")\";DE*VLT*E1;;•••;;185;11,250;EUR;-4,4375;;weicht ab;\
             abgerechnet\r\n"
        );
        assert_eq!(
            lines([line(&row(), Lang::En)], Lang::En),
            "2026-11-03 18:12:00,2026-11-03 21:17:00,\"Haus \"\"Süd\"\"; hinten\",\
             \"'=HYPERLINK(\"\"http://example.invalid\"\")\",DE*VLT*E1,,•••,,185,11.250,EUR,-4.4375,,differs,billed\r\n"
        );
    }
}
