//! The overview: what a person sees first, all of one moment.
//!
//! A period, perhaps beside one that it is compared with; its days; and what of it fell to which property and user
//! group. A figure that a role does not open is a cell that says so: whether to leave it out is the screen's to decide.

use std::collections::BTreeMap;

use access::Class;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use model::Currency;
use serde::{Deserialize, Serialize};
use specta::Type;
use store::{
    Cell, Cut, FigureRow, Figures, Key, Question, ReadError, Reader, Visible,
    wire::{Count, Minor4, PerMille, Wh},
};

use crate::{observed, ratio};

/// Local days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct Days {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

/// What a person sees first.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// When the CPMS was last asked, by its own clock; nothing before it ever was.
    pub as_of: Option<String>,
    /// The day since when everything is here; nothing while nothing is complete.
    pub complete_from: Option<String>,
    /// Sessions running now.
    pub charging_now: Cell<Count>,
    /// Sessions that say that they run and can't.
    pub stalled: Cell<Count>,
    /// What is looked at.
    pub period: Period,
    /// What it is compared with, if it is.
    pub compared: Option<Compared>,
    /// What fell to which property, most energy first.
    pub properties: Vec<Part>,
    /// What fell to which user group, most energy first.
    pub groups: Vec<Part>,
    /// What fell to which cost centre, for who may tell drivers apart.
    pub cost_centres: Vec<Part>,
}

/// The figures of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// The first local day, `YYYY-MM-DD`.
    pub from: String,
    /// The last.
    pub to: String,
    /// Whether it reaches before the day since when everything is here.
    pub is_incomplete: bool,
    /// Over all; nothing for who may see nothing at all.
    pub total: Option<Sums>,
    /// Each day that there is a figure for; of a long period each month.
    pub steps: Vec<Step>,
}

/// The period that another is compared with, and by how much that is more.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// Its own figures.
    pub period: Period,
    /// More sessions.
    pub sessions: Cell<PerMille>,
    /// More energy.
    pub energy: Cell<PerMille>,
    /// More net cost; empty where there are several currencies.
    pub net: Cell<PerMille>,
}

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
    /// What a kWh cost net; none without energy.
    pub net_per_kwh: Cell<Vec<Money>>,
    /// CDRs, credits too.
    pub cdrs: Cell<Count>,
    /// Those of them that were priced again, whatever came of it.
    pub checked: Cell<Count>,
    /// What share of them that is; empty where there are none.
    pub checked_share: Cell<PerMille>,
    /// Those of which the CPMS charged something else than their tariff says.
    pub differing: Cell<Count>,
    /// Where money is of a part of the properties alone.
    pub money_of: Option<Of>,
    /// The share of the observed time in which charging was possible, in thousandths.
    pub availability: Cell<PerMille>,
    /// The share of the period that was observed, in thousandths.
    pub observed: Cell<PerMille>,
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
    /// Properties whose money is in the sum.
    pub shown: Count,
    /// Properties in all.
    pub all: Count,
}

/// A day or a month.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// `YYYY-MM-DD` or `YYYY-MM`, local.
    pub name: String,
    /// Its energy.
    pub energy: Cell<Wh>,
}

/// A property, user group or cost centre.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Stable, as the command line has it; ends in `/-` for what belongs to none.
    pub key: String,
    /// What people call it; nothing for what belongs to none.
    pub label: Option<String>,
    /// Its share of the energy of all.
    pub share: Cell<PerMille>,
    /// Its figures.
    pub sums: Sums,
}

/// A period of so many days is told month by month: that many bars are no picture.
const LONG: i64 = 93;

/// Asks for an overview: all of it in one snapshot.
///
/// # Errors
/// The Reader's.
pub async fn overview(
    reader: &mut Reader,
    days: Days,
    compared: Option<Days>,
    now: DateTime<Utc>,
) -> Result<Visible<Overview>, ReadError> {
    let question = |days: Days, by| Question {
        from: days.from,
        to: days.to,
        by,
        now,
    };
    let by_time = if (days.to - days.from).num_days() < LONG {
        Cut::Day
    } else {
        Cut::Month
    };
    // the period looked at is the first that is asked about: `shaped` rests on it
    let mut questions = vec![
        question(days, Cut::Total),
        question(days, by_time),
        question(days, Cut::Property),
        question(days, Cut::Group),
    ];
    if reader.scope().opens(Class::P) {
        questions.push(question(days, Cut::CostCentre));
    }
    if let Some(compared) = compared {
        questions.extend([Cut::Total, by_time].map(|by| question(compared, by)));
    }
    Ok(reader.several(&questions, now).await?.map(shaped))
}

fn shaped(answers: Vec<Figures>) -> Overview {
    let looked_at = answers.first().map(|first| first.question);
    let is_looked_at = |figures: &Figures| {
        looked_at.is_some_and(|first| {
            (first.from, first.to) == (figures.question.from, figures.question.to)
        })
    };
    let (period, compared): (Vec<_>, Vec<_>) = answers.into_iter().partition(is_looked_at);
    let mut overview = Overview {
        as_of: None,
        complete_from: None,
        charging_now: Cell::Hidden,
        stalled: Cell::Hidden,
        period: Period::of(&period),
        compared: None,
        properties: Vec::new(),
        groups: Vec::new(),
        cost_centres: Vec::new(),
    };
    if !compared.is_empty() {
        let before = Period::of(&compared);
        overview.compared = Some(Compared::of(&overview.period, before));
    }
    let whole = overview.period.total.as_ref();
    let whole = whole.map_or(Cell::Hidden, |total| total.energy);
    for figures in period {
        match figures.question.by {
            Cut::Total => {
                let freshness = figures.freshness;
                let as_of = freshness.as_of;
                overview.as_of = as_of.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
                overview.complete_from = freshness.complete_from.map(|day| day.to_string());
                overview.charging_now = figures.charging_now.map(Count::new);
                overview.stalled = figures.stalled.map(Count::new);
            }
            Cut::Property => overview.properties = parts(figures, &whole),
            Cut::Group => overview.groups = parts(figures, &whole),
            Cut::CostCentre => overview.cost_centres = parts(figures, &whole),
            _ => {}
        }
    }
    overview
}

impl Period {
    /// Of the answers about it.
    fn of(answers: &[Figures]) -> Self {
        let mut period = Self {
            from: String::new(),
            to: String::new(),
            is_incomplete: true,
            total: None,
            steps: Vec::new(),
        };
        for figures in answers {
            let Question { from, to, by, .. } = figures.question;
            match by {
                Cut::Total => {
                    period.from = from.to_string();
                    period.to = to.to_string();
                    let complete_from = figures.freshness.complete_from;
                    period.is_incomplete = complete_from.is_none_or(|day| from < day);
                    period.total = figures.total.as_ref().map(Sums::of);
                }
                Cut::Day | Cut::Month => {
                    period.steps = figures.rows.iter().filter_map(step).collect();
                }
                _ => {}
            }
        }
        period
    }
}

fn step((key, row): (&Key, &store::Row)) -> Option<Step> {
    let Key::Time(name) = key else { return None };
    Some(Step {
        name: name.clone(),
        energy: row.figures.energy_wh.map(Wh::new),
    })
}

impl Compared {
    fn of(period: &Period, before: Period) -> Self {
        let (sessions, energy, net) = match (&period.total, &before.total) {
            (Some(now), Some(before)) => more(now, before),
            (None, _) | (_, None) => (Cell::Hidden, Cell::Hidden, Cell::Hidden),
        };
        Self {
            period: before,
            sessions,
            energy,
            net,
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
            money_of: figures.money_of.map(|(shown, all)| Of {
                shown: Count::new(i64::try_from(shown).unwrap_or(i64::MAX)),
                all: Count::new(i64::try_from(all).unwrap_or(i64::MAX)),
            }),
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

/// Rows of an answer, most energy first; those without a figure that may be compared last, by name.
fn parts(figures: Figures, whole: &Cell<Wh>) -> Vec<Part> {
    let part = |(key, row): (Key, store::Row)| {
        let sums = Sums::of(&row.figures);
        Part {
            key: key.to_string(),
            label: row.label,
            share: ratio::of(&sums.energy, whole, |part, whole| {
                ratio::share(part.get(), whole.get())
            }),
            sums,
        }
    };
    let mut parts: Vec<Part> = figures.rows.into_iter().map(part).collect();
    parts.sort_by_cached_key(|part| {
        let energy = part.sums.energy.shown().copied();
        (
            std::cmp::Reverse(energy),
            part.label.clone(),
            part.key.clone(),
        )
    });
    parts
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
