//! The overview: what a person sees first, all of one moment.
//!
//! A period, perhaps beside one that it is compared with; its days; and what of it fell to which property and user
//! group. A figure that a role does not open is a cell that says so: whether to leave it out is the screen's to decide.

use access::Class;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;
use store::{
    Cell, Cut, Figures, Key, Question, ReadError, Reader, Visible,
    wire::{Count, PerMille, Wh},
};

use crate::{
    ratio,
    sums::{Sums, more},
};

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
    /// Charge points there are now.
    pub charge_points: Cell<Count>,
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
    /// More net cost; empty where there are several currencies, or the two are of other parts.
    pub net: Cell<PerMille>,
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
        charge_points: Cell::Hidden,
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
                overview.charge_points = figures.evses_now.map(Count::new);
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
