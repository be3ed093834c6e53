//! Sums of cells in place of rows, for whoever sees all rows of some units.
//!
//! A node is in the *cover* of a Scope if every row of all its units is seen, whatever its time, and the money of all of
//! them or of none. So much says `v_cover`; here stands which of these nodes a cut is read from: as few as there
//! can be, and each row in one of them.
//!
//! What a record counts for depends on its partners. Cells ask for them everywhere, rows among what is seen: the
//! same, but for records of places that changed hands in between. Days with such a record are *straddled*, and are read
//! row by row.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use sqlx::SqliteConnection;

use super::{
    Cut,
    cut::{day, number},
    places::LocalDays,
    units::Units,
};
use crate::writer::json;

/// With more days than these to be read row by row, all are.
const FEW: usize = 31;

/// The nodes whose cells are sums of what is seen.
pub(super) struct Cover {
    nodes: BTreeSet<i64>,
}

/// A node that a cut is read from, and the part of the cut that it is of.
type Source = (i64, Option<i64>);

impl Cover {
    /// Of nobody: all is read row by row.
    pub(super) const NONE: Self = Self {
        nodes: BTreeSet::new(),
    };

    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        let nodes: Vec<i64> = sqlx::query_scalar("SELECT node FROM v_cover")
            .fetch_all(db)
            .await?;
        Ok(Self {
            nodes: nodes.into_iter().collect(),
        })
    }

    /// What a cut is read from; nothing where it is not read from cells.
    pub(super) fn sources(&self, units: &Units, by: Cut) -> Vec<Source> {
        if self.nodes.is_empty() {
            return Vec::new();
        }
        let is_one_part = match by {
            Cut::Total | Cut::Tenant | Cut::Group | Cut::Day | Cut::Month => |_: &Units, _| true,
            Cut::Property => Units::is_of_one_property,
            Cut::Unit => |units: &Units, unit| units.children(unit).is_empty(),
            Cut::Location | Cut::Evse | Cut::Driver | Cut::Vehicle | Cut::CostCentre => {
                return Vec::new();
            }
        };
        let part = |unit| match by {
            Cut::Property => units.property(unit),
            Cut::Unit => Some(unit),
            _ => None,
        };
        let mut sources = Vec::new();
        let mut left: Vec<i64> = units.roots().to_vec();
        while let Some(unit) = left.pop() {
            if self.nodes.contains(&unit) && is_one_part(units, unit) {
                sources.push((unit, part(unit)));
                continue;
            }
            let own = -1 - unit;
            if self.nodes.contains(&own) {
                sources.push((own, part(unit)));
            }
            left.extend(units.children(unit));
        }
        sources
    }
}

/// The days among these that are to be read row by row, and the runs of others between them; `None`: all are.
pub(super) async fn straddled(
    db: &mut SqliteConnection,
    sources: &[Source],
    days: LocalDays,
) -> Result<Option<(Vec<NaiveDate>, Vec<LocalDays>)>, sqlx::Error> {
    let nodes: Vec<i64> = sources.iter().map(|(node, _)| *node).collect();
    let straddled: Vec<i64> = sqlx::query_scalar(
        "SELECT DISTINCT s.day FROM json_each(?) n CROSS JOIN v_straddled s ON s.node = n.value
         WHERE s.day BETWEEN ? AND ? ORDER BY s.day",
    )
    .bind(json(&nodes))
    .bind(number(days.from))
    .bind(number(days.to))
    .fetch_all(db)
    .await?;
    if straddled.len() > FEW {
        return Ok(None);
    }
    let straddled: Vec<NaiveDate> = straddled.into_iter().map(day).collect();
    let others = others(&straddled, days);
    Ok(Some((straddled, others)))
}

/// The runs of days that are left without some, which are in order.
fn others(without: &[NaiveDate], days: LocalDays) -> Vec<LocalDays> {
    let mut others = Vec::new();
    let mut from = Some(days.from);
    for day in without {
        if let (Some(from), Some(to)) = (from, day.pred_opt()) {
            others.push(LocalDays { from, to });
        }
        from = day.checked_add_days(Days::new(1));
    }
    others.extend(from.map(|from| LocalDays { from, to: days.to }));
    others.retain(|run| run.from <= run.to);
    others
}

/// What the cells of these nodes make up: node, split, part, and whether they are added or taken off.
pub(super) fn cells(
    sources: &[Source],
    by: Cut,
    groups: &[i64],
) -> Vec<(i64, i64, Option<i64>, i64)> {
    let mut cells = Vec::new();
    for (node, part) in sources {
        cells.push((*node, 0, *part, 1));
        if by == Cut::Group {
            // whoever is in none is left of all
            cells.extend(groups.iter().map(|group| (*node, *group, Some(*group), 1)));
            cells.extend(groups.iter().map(|group| (*node, *group, None, -1)));
        }
    }
    cells
}

#[cfg(test)]
impl super::Reader {
    /// From how many nodes a question is answered, how many of them have units below, and on how many days it is
    /// answered row by row; `None`: on all.
    pub(crate) async fn covered(
        &mut self,
        question: super::Question,
    ) -> Result<Option<(usize, usize, usize)>, crate::error::ReadError> {
        let scope = self.scope.clone();
        let mut db = self.begin(question.now).await?;
        let units = Units::load(&mut db).await?;
        let sources = Cover::load(&mut db).await?.sources(&units, question.by);
        let days = LocalDays {
            from: question.from,
            to: question.to,
        };
        let is_all = matches!(scope.rows(), access::Rows::All);
        if is_all || sources.is_empty() {
            return Ok(None);
        }
        let straddled = straddled(&mut db, &sources, days).await?;
        let has_some_below = |source: &&Source| !units.children(source.0).is_empty();
        let trees = sources.iter().filter(has_some_below).count();
        Ok(straddled.map(|(days, _)| (sources.len(), trees, days.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    fn left(without: &[u32], from: u32, to: u32) -> Vec<(u32, u32)> {
        use chrono::Datelike;
        let without: Vec<NaiveDate> = without.iter().map(|day| date(*day)).collect();
        let days = LocalDays {
            from: date(from),
            to: date(to),
        };
        let runs = others(&without, days).into_iter();
        runs.map(|run| (run.from.day(), run.to.day())).collect()
    }

    #[test]
    fn days_are_either_straddled_or_in_one_run() {
        assert_eq!(left(&[], 1, 30), [(1, 30)]);
        assert_eq!(left(&[1, 30], 1, 30), [(2, 29)]);
        assert_eq!(left(&[4, 5, 9], 3, 10), [(3, 3), (6, 8), (10, 10)]);
        assert_eq!(left(&[4], 4, 4), []);
        assert_eq!(left(&[], 5, 4), []);
    }
}
