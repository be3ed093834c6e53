//! One row of figures: what is open in it by the Scope alone, and what is added up in it.

use std::collections::BTreeMap;

use access::Class;
use chrono::Months;
use model::Currency;

use super::{
    Cut, FigureRow, ObservedTime,
    cut::{Part, day},
    openness::{Counts, Extent, Of, Openness},
    places::LocalDays,
    release::Counts as Counted,
    sums::Sums,
};
use crate::Cell;

/// What a row of a cut is of, as far as that decides what is open.
pub(super) fn of(by: Cut, part: &Part) -> Of {
    match by {
        Cut::Property => Of::Property(part.part),
        Cut::Unit => Of::Unit(part.part),
        Cut::Location => Of::Location(part.part),
        Cut::Evse => Of::Evse(part.part),
        Cut::Driver | Cut::Vehicle | Cut::CostCentre => Of::People,
        Cut::Total | Cut::Tenant | Cut::Group | Cut::Day | Cut::Month => Of::Everything,
    }
}

/// The days of the question that a row is of.
pub(super) fn days_of(by: Cut, part: Option<i64>, days: LocalDays) -> LocalDays {
    let first = part.map(day);
    let (from, to) = match (by, first) {
        (Cut::Day, Some(day)) => (day, day),
        (Cut::Month, Some(first)) => {
            let after = first.checked_add_months(Months::new(1));
            (
                first,
                after.and_then(|day| day.pred_opt()).unwrap_or(days.to),
            )
        }
        _ => (days.from, days.to),
    };
    LocalDays {
        from: from.max(days.from),
        to: to.min(days.to),
    }
}

/// A row of nothing yet, with what is open in it.
pub(super) fn open(openness: &Openness<'_>, of: Of, days: LocalDays) -> FigureRow {
    let counts = match openness.of_figures(of, days) {
        Counts::Nothing => Cell::Hidden,
        Counts::Rows | Counts::RowsAndPeople => Cell::Shown(0),
        Counts::Withheld { k } => Cell::Suppressed { fewer_than: k },
    };
    let money = openness.of_rows(Class::C, of);
    let operational = openness.any(Class::O, of);
    FigureRow {
        sessions: counts,
        cdrs: counts,
        credits: counts,
        energy_wh: counts,
        unbilled_wh: counts,
        net: cell(money, BTreeMap::new()),
        gross: cell(money, BTreeMap::new()),
        checked: cell(money, 0),
        differing: cell(money, 0),
        observed: if operational {
            Cell::Shown(ObservedTime::default())
        } else {
            Cell::Hidden
        },
        money_of: match money {
            Extent::Part { shown, all } if shown < all => Some((shown, all)),
            Extent::Part { .. } | Extent::Nothing | Extent::Whole => None,
        },
        time_of: openness.of_time(of),
    }
}

fn cell<T>(extent: Extent, nothing: T) -> Cell<T> {
    match extent {
        Extent::Nothing => Cell::Hidden,
        Extent::Part { .. } | Extent::Whole => Cell::Shown(nothing),
    }
}

/// Adds what is open over people alone; one cell that is withheld withholds the whole. A part that needs no cell at
/// all held nothing then.
pub(super) fn add_people(
    row: &mut FigureRow,
    openness: &Openness<'_>,
    more: Option<&Option<Counted>>,
) {
    match more {
        None => {}
        Some(None) => {
            for figure in row.counts() {
                *figure = openness.withheld();
            }
        }
        Some(Some(more)) => {
            let more = [
                more.sessions,
                more.cdrs,
                more.credits,
                more.energy_wh,
                more.unbilled_wh,
            ];
            add_counts(row, more);
        }
    }
}

fn add_counts(row: &mut FigureRow, more: [i64; 5]) {
    for (figure, more) in row.counts().into_iter().zip(more) {
        if let Cell::Shown(figure) = figure {
            *figure += more;
        }
    }
}

/// Whether it would show nothing but that there is something hidden.
pub(super) fn is_hidden(row: &mut FigureRow) -> bool {
    row.counts().iter().all(|count| count.is_hidden())
        && row.net.is_hidden()
        && row.gross.is_hidden()
        && row.observed.is_hidden()
}

/// Adds what is seen row by row.
pub(super) fn add(row: &mut FigureRow, sums: &Sums) {
    let more = [
        sums.sessions,
        sums.cdrs,
        sums.credits,
        sums.energy_wh,
        sums.unbilled_wh,
    ];
    add_counts(row, more);
    for (figure, more) in [
        (&mut row.checked, sums.checked),
        (&mut row.differing, sums.differing),
    ] {
        if let Cell::Shown(figure) = figure {
            *figure += more;
        }
    }
    let Some(currency) = sums.currency.as_deref().and_then(Currency::new) else {
        return;
    };
    if let Cell::Shown(net) = &mut row.net {
        *net.entry(currency).or_default() += sums.net;
    }
    if let Cell::Shown(gross) = &mut row.gross {
        let gross = gross.entry(currency).or_insert(Some(0));
        *gross = gross
            .filter(|_| sums.without_gross == 0)
            .map(|gross| gross + sums.gross);
    }
}
