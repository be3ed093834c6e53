//! Sums of a period as the screens show them, with what is worked out of two of them: rates, shares, and by how much they are
//! more than others. What is of a part is never divided by what is of all.

use std::collections::BTreeMap;

use model::Currency;
use serde::Serialize;
use specta::Type;
use store::{
    Cell, FigureRow,
    wire::{Count, Minor4, PerMille, Wh},
};

use crate::{observed, ratio};

/// Sums over records.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Sums {
    /// Sessions that are not INVALID, and CDRs whose Session is not here.
    pub sessions: Cell<Count>,
    /// Energy of CDRs, credits taken off.
    pub energy: Cell<Wh>,
    /// Energy of completed sessions that no CDR bills.
    pub unbilled: Cell<Wh>,
    /// Net cost, credits taken off, in each currency.
    pub net: Cell<Vec<Money>>,
    /// What a kWh cost net; none without energy, hidden where money is of a part.
    pub net_per_kwh: Cell<Vec<Money>>,
    /// CDRs, credits too.
    pub cdrs: Cell<Count>,
    /// Those of them that were priced again, whatever came of it.
    pub checked: Cell<Count>,
    /// What share of them that is; empty where there are none, hidden where money is of a part.
    pub checked_share: Cell<PerMille>,
    /// Those of which the CPMS charged something else than their tariff says.
    pub differing: Cell<Count>,
    /// Where money is of a part of the properties alone.
    pub money_of: Option<Of>,
    /// The share of the observed time in which charging was possible, in thousandths.
    pub availability: Cell<PerMille>,
    /// The share of the period that was observed, in thousandths.
    pub observed: Cell<PerMille>,
    /// Where these two are of a part of the properties alone.
    pub time_of: Option<Of>,
}

/// Money in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// ISO 4217.
    pub currency: String,
    /// So much of it.
    pub amount: Minor4,
}

/// Of so many properties, and so many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Of {
    /// Properties that are in the figure.
    pub shown: Count,
    /// Properties in all.
    pub all: Count,
}

impl From<(usize, usize)> for Of {
    fn from((shown, all): (usize, usize)) -> Self {
        let count = |number: usize| Count::new(i64::try_from(number).unwrap_or(i64::MAX));
        Self {
            shown: count(shown),
            all: count(all),
        }
    }
}

/// By how much sessions, energy and net cost are more than they were.
pub(crate) fn more(now: &Sums, before: &Sums) -> (Cell<PerMille>, Cell<PerMille>, Cell<PerMille>) {
    // sums of different parts say nothing about each other
    let net = if now.money_of == before.money_of {
        ratio::of(&now.net, &before.net, |now, before| {
            match (now.as_slice(), before.as_slice()) {
                ([now], [before]) if now.currency == before.currency => {
                    ratio::change(now.amount.get(), before.amount.get())
                }
                _ => None,
            }
        })
    } else {
        Cell::Empty
    };
    (
        ratio::of(&now.sessions, &before.sessions, |now, before| {
            ratio::change(now.get(), before.get())
        }),
        ratio::of(&now.energy, &before.energy, |now, before| {
            ratio::change(now.get(), before.get())
        }),
        net,
    )
}

impl Sums {
    pub(crate) fn of(figures: &FigureRow) -> Self {
        let net: Cell<Vec<Money>> = figures.net.clone().map(money);
        let energy = figures.energy_wh.map(Wh::new);
        // of a part is what money is of, and of all what it would be divided by
        let is_of_part = figures.money_of.is_some();
        let net_per_kwh = match (&net, &energy) {
            _ if is_of_part => Cell::Hidden,
            (Cell::Shown(net), Cell::Shown(energy)) => Cell::Shown(
                net.iter()
                    .filter_map(|net| {
                        let amount = ratio::per_kwh(net.amount, *energy)?;
                        Some(Money {
                            currency: net.currency.clone(),
                            amount,
                        })
                    })
                    .collect(),
            ),
            // of a mixture nobody could say what a kWh cost
            (Cell::Shown(_), other) => other.map(|_| Vec::new()),
            (other, _) => other.clone().map(|_| Vec::new()),
        };
        let checked = figures.checked.map(Count::new);
        let cdrs = both(&figures.cdrs, &figures.credits);
        Self {
            sessions: figures.sessions.map(Count::new),
            energy,
            unbilled: figures.unbilled_wh.map(Wh::new),
            net,
            net_per_kwh,
            checked_share: if is_of_part {
                Cell::Hidden
            } else {
                ratio::of(&checked, &cdrs, |checked, cdrs| {
                    ratio::share(checked.get(), cdrs.get())
                })
            },
            cdrs,
            checked,
            differing: figures.differing.map(Count::new),
            money_of: figures.money_of.map(Of::from),
            time_of: figures.time_of.map(Of::from),
            availability: match &figures.observed {
                Cell::Shown(time) => observed::in_thousandths(time),
                other => other.map(|_| PerMille::new(0)),
            },
            observed: figures
                .observed
                .map(|time| observed::share_in_thousandths(&time)),
        }
    }
}

/// CDRs and credits together.
fn both(cdrs: &Cell<i64>, credits: &Cell<i64>) -> Cell<Count> {
    match (cdrs, credits) {
        (Cell::Shown(cdrs), Cell::Shown(credits)) => Cell::Shown(Count::new(cdrs + credits)),
        (Cell::Shown(_), other) | (other, _) => other.map(Count::new),
    }
}

fn money(sums: BTreeMap<Currency, i64>) -> Vec<Money> {
    sums.into_iter()
        .map(|(currency, minor4)| Money {
            currency: currency.to_string(),
            amount: Minor4::new(minor4),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(net: i64, of: Option<(usize, usize)>) -> FigureRow {
        FigureRow {
            cdrs: Cell::Shown(200),
            credits: Cell::Shown(0),
            energy_wh: Cell::Shown(1_000_000),
            net: Cell::Shown(BTreeMap::from([(Currency::new("EUR").unwrap(), net)])),
            checked: Cell::Shown(100),
            money_of: of,
            ..FigureRow::default()
        }
    }

    #[test]
    fn money_of_a_part_is_not_divided_by_the_energy_of_all() {
        let whole = Sums::of(&row(3_000_000, None));
        let rate = whole.net_per_kwh.shown().and_then(|rates| rates.first());
        assert_eq!(rate.map(|rate| rate.amount.get()), Some(3_000));
        assert_eq!(
            whole.checked_share.shown().map(|share| share.get()),
            Some(500)
        );

        let part = Sums::of(&row(3_000_000, Some((1, 2))));
        assert!(part.net.shown().is_some());
        assert!(part.net_per_kwh.is_hidden());
        assert!(part.checked_share.is_hidden());
    }

    #[test]
    fn money_is_compared_with_that_of_the_same_part() {
        let [now, before, other] = [
            row(3_000_000, Some((1, 2))),
            row(1_500_000, Some((1, 2))),
            row(1_500_000, Some((1, 3))),
        ]
        .map(|row| Sums::of(&row));
        let (_, _, net) = more(&now, &before);
        assert_eq!(net.shown().map(|more| more.get()), Some(1_000));
        let (_, _, net) = more(&now, &other);
        assert_eq!(net, Cell::Empty);
    }
}
