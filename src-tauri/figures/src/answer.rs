//! The answer of `voltfolio figures`: its shape is a contract, so fields may come and none may change.

use std::collections::BTreeMap;

use crate::observed;
use chrono::SecondsFormat;
use model::{Amount, Currency};
use serde::Serialize;
use store::{Cell, FigureRow, Figures, Key, Question, ReadError, Reader, Visible};

/// Figures over a period, cut in one way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Whose Scope answers.
    #[serde(rename = "as")]
    pub asked_by: String,
    /// The first local day.
    pub from: String,
    /// The last local day.
    pub to: String,
    /// How the rows are cut.
    pub by: &'static str,
    /// When the CPMS was last asked, by its own clock; `null` before it ever was.
    pub as_of: Option<String>,
    /// In the order of their keys.
    pub rows: Vec<Row>,
    /// A figure of its own, not the sum of the rows shown; `{}` for who may see nothing at all.
    pub total: Total,
    /// Sessions running now.
    pub charging_now: Cell<i64>,
    /// Sessions that say that they run and can't.
    pub stalled: Cell<i64>,
    /// The day since when everything is here; `null` while nothing is complete.
    pub complete_from: Option<String>,
    /// Whether the period reaches before that day.
    pub incomplete: bool,
}

/// The figures under one key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What they are of, stable.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// The figures.
    #[serde(flatten)]
    pub sums: Sums,
}

/// The figures of all, or nothing where there is nothing that may be seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Total {
    /// The figures.
    Of(Box<Sums>),
    /// `{}`.
    Nothing {},
}

/// Figures. A cell that is not shown is `{"hidden": true}` or `{"fewer_than": 5}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sums {
    /// Sessions that are not INVALID, and CDRs whose Session is not here.
    pub sessions: Cell<i64>,
    /// CDRs that are not credits.
    pub cdrs: Cell<i64>,
    /// CDRs that are.
    pub credits: Cell<i64>,
    /// Energy of CDRs, credits taken off, in Wh.
    pub energy_wh: Cell<i64>,
    /// Net cost by currency, credits taken off, with four decimals.
    pub net: Cell<BTreeMap<String, String>>,
    /// Gross cost likewise; `null` where the CPMS left it out of a CDR, so that no sum is right.
    pub gross: Cell<BTreeMap<String, Option<String>>>,
    /// CDRs and credits that were priced again from their tariff: of the same part as `net`, where that is of a part.
    pub checked: Cell<i64>,
    /// Those of them that the CPMS charged otherwise.
    pub differing: Cell<i64>,
    /// Energy of completed sessions that no CDR bills, in Wh.
    pub unbilled_wh: Cell<i64>,
    /// The share of the observed time in which charging was possible; `null` where none was observed.
    pub availability: Cell<f64>,
    /// The share of the period that was observed.
    pub observed: Cell<f64>,
    /// Figures that are of a part of the properties alone: properties shown, properties in all.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub of: BTreeMap<&'static str, (usize, usize)>,
}

/// Asks for figures and gives them the shape of the contract.
///
/// # Errors
/// The Reader's.
pub async fn figures(
    reader: &mut Reader,
    question: Question,
) -> Result<Visible<Answer>, ReadError> {
    Ok(reader.figures(question).await?.map(answer))
}

fn answer(figures: Figures) -> Answer {
    let Question { from, to, by, .. } = figures.question;
    let complete_from = figures.freshness.complete_from;
    let mut rows: Vec<Row> = figures
        .rows
        .into_iter()
        .map(|(key, figures)| row(key, figures))
        .collect();
    rows.sort_by(|one, other| one.key.cmp(&other.key));
    Answer {
        asked_by: figures.asked_by,
        from: from.to_string(),
        to: to.to_string(),
        by: by.name(),
        as_of: figures
            .freshness
            .as_of
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        rows,
        total: figures
            .total
            .map_or(Total::Nothing {}, |total| Total::Of(Box::new(sums(total)))),
        charging_now: figures.charging_now,
        stalled: figures.stalled,
        complete_from: complete_from.map(|day| day.to_string()),
        incomplete: complete_from.is_none_or(|complete_from| from < complete_from),
    }
}

/// What people call what nothing could name.
const NOTHING: &str = "-";

fn row(key: Key, row: store::Row) -> Row {
    Row {
        key: key.to_string(),
        label: row.label.unwrap_or_else(|| NOTHING.to_owned()),
        sums: sums(row.figures),
    }
}

fn sums(row: FigureRow) -> Sums {
    let money = |(currency, minor4): (Currency, i64)| {
        (
            currency.to_string(),
            Amount::from_minor4(minor4).to_string(),
        )
    };
    let of_money = row.money_of.map(|of| [("net", of), ("gross", of)]);
    let of_time = row
        .time_of
        .map(|of| [("availability", of), ("observed", of)]);
    Sums {
        sessions: row.sessions,
        cdrs: row.cdrs,
        credits: row.credits,
        energy_wh: row.energy_wh,
        net: row.net.map(|net| net.into_iter().map(money).collect()),
        gross: row.gross.map(|gross| {
            gross
                .into_iter()
                .map(|(currency, gross)| {
                    let gross = gross.map(|gross| Amount::from_minor4(gross).to_string());
                    (currency.to_string(), gross)
                })
                .collect()
        }),
        checked: row.checked,
        differing: row.differing,
        unbilled_wh: row.unbilled_wh,
        availability: observed::availability(&row.observed),
        observed: observed::share(&row.observed),
        of: of_money.into_iter().chain(of_time).flatten().collect(),
    }
}
