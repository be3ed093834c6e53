//! Sites side by side: each property by itself, in figures of a period and in months before it on one scale.
//!
//! Months, and not days: of one property by itself only whole months are told to who has figures over people alone.

use chrono::{DateTime, Datelike, Days as Number, Months, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;
use specta::Type;
use store::{
    Cell, Cut, Figures, Key, Question, ReadError, Reader, Row, Visible,
    wire::{Count, PerMille, Wh},
};

use crate::{
    overview::Days,
    ratio,
    sums::{Sums, more},
};

/// Properties side by side, or one of them alone.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Sites {
    /// When the CPMS was last asked, by its own clock; nothing before it ever was.
    pub as_of: Option<String>,
    /// The day since when everything is here; nothing while nothing is complete.
    pub complete_from: Option<String>,
    /// Whether the period reaches before that day.
    pub is_incomplete: bool,
    /// Whether anything at all may be seen.
    pub is_granted: bool,
    /// Twelve months, `YYYY-MM`, up to the last one of the period.
    pub months: Vec<String>,
    /// By name.
    pub sites: Vec<Site>,
    /// Where a property is asked for alone: its charge points, most energy first.
    pub charge_points: Vec<SitePoint>,
}

/// A property, in a period and in the months up to its end.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Site {
    /// Stable, as the command line has it; ends in `/-` for what belongs to no property.
    pub key: String,
    /// What people call it; nothing for what belongs to none.
    pub label: Option<String>,
    /// Its figures of the period.
    pub sums: Sums,
    /// By how much they are more than those of the period that it is compared with.
    pub more: Option<SiteMore>,
    /// Charge points that it held in the period, if not only some people's charging is seen.
    pub charge_points: Cell<Count>,
    /// Energy for each of them.
    pub per_charge_point: Cell<Wh>,
    /// Energy of each of the twelve months; empty for one in which it held nothing.
    pub months: Vec<Cell<Wh>>,
    /// The same a year earlier; nothing where nothing is compared.
    pub year_before: Vec<Cell<Wh>>,
}

/// By how much a property's figures are more than before.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SiteMore {
    /// More sessions.
    pub sessions: Cell<PerMille>,
    /// More energy.
    pub energy: Cell<PerMille>,
    /// More net cost; empty where there are several currencies.
    pub net: Cell<PerMille>,
}

/// A charge point of a property.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SitePoint {
    /// As the command line names it.
    pub key: String,
    /// What people call it; nothing for what the CPMS names no charge point of.
    pub label: Option<String>,
    /// What was charged there in the period.
    pub energy: Cell<Wh>,
    /// Sessions that began there.
    pub sessions: Cell<Count>,
    /// Whether other properties held it, too, in the period: the figures are of all that time.
    pub has_moved: bool,
}

/// So many months are told.
const MONTHS: u32 = 12;

/// Asks for sites, or for one alone: all of it in one snapshot.
///
/// # Errors
/// The Reader's.
pub async fn sites(
    reader: &mut Reader,
    days: Days,
    compared: Option<Days>,
    property: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Visible<Sites>, ReadError> {
    let question = |days: Days, by| Question {
        from: days.from,
        to: days.to,
        by,
        now,
    };
    let by_month = |ago| {
        let months = (0..MONTHS).rev();
        months
            .filter_map(move |before| Some(question(month(days.to, ago + before)?, Cut::Property)))
    };
    // `shaped` tells them apart by this order
    let mut questions = vec![question(days, Cut::Property)];
    questions.extend(by_month(0));
    if let Some(compared) = compared {
        questions.push(question(compared, Cut::Property));
        questions.extend(by_month(MONTHS));
    }
    let answers = match property {
        Some(property) => {
            questions.push(question(days, Cut::Evse));
            reader.several_at(&questions, property, now).await?
        }
        None => reader.several(&questions, now).await?,
    };
    Ok(answers.map(shaped))
}

/// The whole month that lies so many before that of a day.
fn month(day: NaiveDate, ago: u32) -> Option<Days> {
    let from = day.with_day(1)?.checked_sub_months(Months::new(ago))?;
    let after = from.checked_add_months(Months::new(1))?;
    Some(Days {
        from,
        to: after.checked_sub_days(Number::new(1))?,
    })
}

fn shaped(answers: Vec<Figures>) -> Sites {
    let (by_evse, by_property): (Vec<_>, Vec<_>) = answers
        .into_iter()
        .partition(|figures| figures.question.by == Cut::Evse);
    let mut by_property = by_property.into_iter();
    let period = by_property.next();
    let months: Vec<Figures> = by_property.by_ref().take(MONTHS as usize).collect();
    let compared = by_property.next();
    let year_before: Vec<Figures> = by_property.collect();

    let freshness = period.as_ref().map(|period| period.freshness);
    let complete_from = freshness.and_then(|freshness| freshness.complete_from);
    let from = period.as_ref().map(|period| period.question.from);
    let is_granted = period.as_ref().is_some_and(|period| period.total.is_some());
    let mut sites: Vec<Site> = period
        .into_iter()
        .flat_map(|period| period.rows)
        .map(|(key, row)| site(&key, row, &months, compared.as_ref(), &year_before))
        .collect();
    sites.sort_by_cached_key(|site| (site.label.is_none(), site.label.clone(), site.key.clone()));
    Sites {
        as_of: freshness
            .and_then(|freshness| freshness.as_of)
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        complete_from: complete_from.map(|day| day.to_string()),
        is_incomplete: complete_from.is_none_or(|day| from.is_some_and(|from| from < day)),
        is_granted,
        months: months
            .iter()
            .map(|figures| figures.question.from.format("%Y-%m").to_string())
            .collect(),
        sites,
        charge_points: by_evse.into_iter().flat_map(points).collect(),
    }
}

fn site(
    key: &Key,
    row: Row,
    months: &[Figures],
    compared: Option<&Figures>,
    year_before: &[Figures],
) -> Site {
    let sums = Sums::of(&row.figures);
    let more = compared.map(|compared| {
        let (sessions, energy, net) = match compared.rows.get(key) {
            Some(before) => more(&sums, &Sums::of(&before.figures)),
            None => (Cell::Empty, Cell::Empty, Cell::Empty),
        };
        SiteMore {
            sessions,
            energy,
            net,
        }
    });
    let energy = |figures: &Figures| match figures.rows.get(key) {
        Some(row) => row.figures.energy_wh.map(Wh::new),
        None => Cell::Empty,
    };
    let points = Count::new(i64::try_from(row.evses).unwrap_or(i64::MAX));
    Site {
        key: key.to_string(),
        label: row.label,
        more,
        charge_points: match row.evses {
            0 => Cell::Hidden,
            _ => Cell::Shown(points),
        },
        per_charge_point: match sums.energy {
            Cell::Shown(energy) => ratio::each(energy, points).map_or(Cell::Hidden, Cell::Shown),
            other => other,
        },
        sums,
        months: months.iter().map(energy).collect(),
        year_before: year_before.iter().map(energy).collect(),
    }
}

fn points(figures: Figures) -> Vec<SitePoint> {
    let point = |(key, row): (Key, Row)| SitePoint {
        key: key.to_string(),
        label: row.label,
        energy: row.figures.energy_wh.map(Wh::new),
        sessions: row.figures.sessions.map(Count::new),
        has_moved: row.at.len() > 1,
    };
    let mut points: Vec<SitePoint> = figures.rows.into_iter().map(point).collect();
    points.sort_by_cached_key(|point| {
        let energy = point.energy.shown().copied();
        (
            std::cmp::Reverse(energy),
            point.label.clone(),
            point.key.clone(),
        )
    });
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_lies_whole_before_another() {
        let month = |day: &str, ago| {
            let Days { from, to } = month(day.parse().unwrap(), ago).unwrap();
            format!("{from} {to}")
        };
        assert_eq!(month("2026-11-20", 0), "2026-11-01 2026-11-30");
        assert_eq!(month("2026-03-31", 1), "2026-02-01 2026-02-28");
        assert_eq!(month("2026-12-31", 11), "2026-01-01 2026-01-31");
        assert_eq!(month("2024-03-01", 1), "2024-02-01 2024-02-29");
    }
}
