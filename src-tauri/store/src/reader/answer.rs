//! The question for figures, and the shape of its answer.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use model::Currency;

use super::{Cut, Freshness, Key, ObservedTime};
use crate::Cell;

/// What is asked: local days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How the answer is cut.
    pub by: Cut,
    /// The clock that decides what is charging now, and whether the Scope still holds.
    pub now: DateTime<Utc>,
}

/// Figures of one row, or of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureRow {
    /// Sessions that are not INVALID, and CDRs whose Session is not here.
    pub sessions: Cell<i64>,
    /// CDRs that are not credits.
    pub cdrs: Cell<i64>,
    /// CDRs that are.
    pub credits: Cell<i64>,
    /// Energy of CDRs, credits taken off, in Wh.
    pub energy_wh: Cell<i64>,
    /// Energy of completed sessions that no CDR bills, in Wh.
    pub unbilled_wh: Cell<i64>,
    /// Net cost by currency, credits taken off, in ten-thousandths.
    pub net: Cell<BTreeMap<Currency, i64>>,
    /// Gross cost likewise; `None` where the CPMS left it out of a CDR, so that no sum is right.
    pub gross: Cell<BTreeMap<Currency, Option<i64>>>,
    /// CDRs and credits that were priced again from their tariff.
    pub checked: Cell<i64>,
    /// Of them those that the CPMS charged otherwise.
    pub differing: Cell<i64>,
    /// How the time went for its charge points; empty for what is no place or time.
    pub observed: Cell<ObservedTime>,
    /// Where money is of a part of the properties alone: of so many, and so many there are.
    pub money_of: Option<(usize, usize)>,
    /// Where time is of a part of the properties alone, likewise.
    pub time_of: Option<(usize, usize)>,
}

impl FigureRow {
    /// The figures that are open by rows or over people: sessions, CDRs, credits, energy, unbilled energy.
    pub(super) fn counts(&mut self) -> [&mut Cell<i64>; 5] {
        [
            &mut self.sessions,
            &mut self.cdrs,
            &mut self.credits,
            &mut self.energy_wh,
            &mut self.unbilled_wh,
        ]
    }
}

/// The figures under one [`Key`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What people call it; `None` for [`Key::Nothing`].
    pub label: Option<String>,
    /// Its figures.
    pub figures: FigureRow,
    /// Of the cut by EVSE: the properties that held it in the period, as far as that is seen.
    pub at: BTreeSet<Key>,
    /// Of the cut by EVSE: whether every record of the period is seen that was held there.
    pub is_whole: bool,
    /// Of the cut by property: how many EVSEs it held in the period, as far as that is seen.
    pub evses: usize,
}

/// The answer to a [`Question`].
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Whose Scope answers.
    pub asked_by: String,
    /// What was asked.
    pub question: Question,
    /// How far the answer can be trusted.
    pub freshness: Freshness,
    /// One row for each key with a record, and by place for each with an EVSE in the period.
    pub rows: BTreeMap<Key, Row>,
    /// Over all rows; `None` for who may see nothing at all.
    pub total: Option<FigureRow>,
    /// Sessions running now.
    pub charging_now: Cell<i64>,
    /// Sessions that say that they run and can't.
    pub stalled: Cell<i64>,
    /// EVSEs of which it is seen what they are doing now, where `charging_now` is of the very same ones.
    pub evses_now: Cell<i64>,
}
