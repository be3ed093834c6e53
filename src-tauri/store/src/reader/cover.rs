//! Sums of cells in place of rows, for whoever sees all rows of some units, or all of some groups.
//!
//! A node is in the *cover* of a Scope if every row of all its units is seen, whatever its time, and the money of all of
//! them or of none; or, for somebody who sees all rows of some groups and no other, if the cells are of one of these groups.
//! So much says `v_cover`; here stands which of these nodes a cut is read from: as few as there can be, and each row in
//! one of them. By who charged there are cells of whole months alone, by charge point and by cost centre of whole years, too.
//!
//! What a record counts for depends on its partners. Cells ask for them everywhere, rows among what is seen: the
//! same, but for records of places that changed hands in between, or of two groups. Days with such a record are
//! *straddled*, and are read row by row.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use sqlx::SqliteConnection;

use super::{
    Cut,
    cut::{day, number},
    places::LocalDays,
    rows_of, span,
    units::Units,
};
use crate::writer::json;

/// With more days than these to be read row by row, all are.
const FEW: usize = 31;

/// The nodes whose cells are sums of what is seen.
pub(super) struct Cover {
    /// With whether it is known of each of one's cells how its people are told apart.
    nodes: BTreeMap<i64, bool>,
    /// The splits that are read: 0, or each of some groups.
    splits: BTreeSet<i64>,
}

/// A node that a cut is read from, the split of it, and the part of the cut that it is of.
type Source = (i64, i64, Option<i64>);

/// From where days are read.
pub(super) struct Parted {
    /// From cells.
    pub cells: Vec<LocalDays>,
    /// Row by row.
    pub rows: Vec<LocalDays>,
}

impl Cover {
    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        const ROWS: &str =
            "SELECT json_group_array(json_array(node, split, tells_people)) FROM v_cover";
        let rows: Vec<(i64, i64, i64)> = rows_of(db, ROWS).await?;
        let mut cover = Self {
            nodes: BTreeMap::new(),
            splits: BTreeSet::new(),
        };
        for (node, split, tells_people) in rows {
            *cover.nodes.entry(node).or_insert(true) &= tells_people != 0;
            cover.splits.insert(split);
        }
        Ok(cover)
    }

    /// What a cut is read from; nothing where it is not read from cells.
    pub(super) fn sources(&self, units: &Units, by: Cut) -> Vec<Source> {
        if self.nodes.is_empty() {
            return Vec::new();
        }
        let is_one_part = match by {
            Cut::Property => Units::is_of_one_property,
            Cut::Unit => |units: &Units, unit| units.children(unit).is_empty(),
            _ => |_: &Units, _| true,
        };
        let part = |unit| match by {
            Cut::Property => units.property(unit),
            Cut::Unit => Some(unit),
            _ => None,
        };
        let mut nodes = Vec::new();
        let mut left: Vec<i64> = units.roots().to_vec();
        while let Some(unit) = left.pop() {
            if self.nodes.contains_key(&unit) && is_one_part(units, unit) {
                nodes.push((unit, part(unit)));
                continue;
            }
            let own = -1 - unit;
            if self.nodes.contains_key(&own) {
                nodes.push((own, part(unit)));
            }
            left.extend(units.children(unit));
        }
        if self.nodes.contains_key(&NOBODYS) {
            nodes.push((NOBODYS, None));
        }
        let tells_people = |node| self.nodes.get(&node).is_some_and(|tells| *tells);
        let has_cells = match by {
            Cut::Driver | Cut::Vehicle => nodes
                .iter()
                .all(|(node, _)| units.is_trunk(*node) && tells_people(*node)),
            Cut::CostCentre => nodes.iter().all(|(node, _)| tells_people(*node)),
            _ => true,
        };
        if !has_cells {
            return Vec::new();
        }
        let of_splits = nodes
            .into_iter()
            .flat_map(|(node, part)| self.splits.iter().map(move |split| (node, *split, part)));
        of_splits.collect()
    }
}

/// What is in no unit: for the operator alone.
const NOBODYS: i64 = -1;

/// Which of these days are read from cells, and which row by row; `None`: all row by row.
pub(super) async fn parted(
    db: &mut SqliteConnection,
    sources: &[Source],
    days: LocalDays,
) -> Result<Option<Parted>, sqlx::Error> {
    let straddled = straddled(db, sources, days).await?;
    Ok((straddled.len() <= FEW).then(|| Parted {
        cells: others(&straddled, days),
        rows: straddled
            .into_iter()
            .map(|day| LocalDays { from: day, to: day })
            .collect(),
    }))
}

/// The same, where there are cells of whole months and longer alone. A month of which nothing is left but days without a record is a
/// whole one: as this one is, up to today.
pub(super) async fn parted_by_months(
    db: &mut SqliteConnection,
    sources: &[Source],
    days: LocalDays,
    straddles: bool,
) -> Result<Parted, sqlx::Error> {
    let days = match end_of_month(days.to) {
        Some(end) if end > days.to && !is_any(db, sources, days.to, end).await? => {
            LocalDays { to: end, ..days }
        }
        _ => days,
    };
    let straddled = if straddles {
        straddled(db, sources, days).await?
    } else {
        Vec::new()
    };
    let mut parted = Parted {
        cells: Vec::new(),
        rows: Vec::new(),
    };
    for cell in span::cells(&span::by_month(days.from, days.to)) {
        let run = LocalDays {
            from: day(cell.first_day),
            to: day(cell.last_day),
        };
        let is_straddled = || {
            let mut days = straddled.iter();
            days.any(|day| (run.from..=run.to).contains(day))
        };
        let is_whole = cell.grid == 2 && !is_straddled();
        let runs = if is_whole {
            &mut parted.cells
        } else {
            &mut parted.rows
        };
        push(runs, run);
    }
    Ok(parted)
}

/// Puts a run of days behind others, to the last where it goes on.
fn push(runs: &mut Vec<LocalDays>, run: LocalDays) {
    match runs.last_mut() {
        Some(last) if last.to.succ_opt() == Some(run.from) => last.to = run.to,
        _ => runs.push(run),
    }
}

fn end_of_month(day: NaiveDate) -> Option<NaiveDate> {
    let first = day.with_day(1)?;
    first.checked_add_months(chrono::Months::new(1))?.pred_opt()
}

/// Whether there is a record after one day and up to another.
async fn is_any(
    db: &mut SqliteConnection,
    sources: &[Source],
    after: NaiveDate,
    to: NaiveDate,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (
             SELECT 1 FROM json_each(?) n
             CROSS JOIN v_covered r
                 ON r.grid = 1 AND r.split = n.value ->> 1 AND r.node = n.value ->> 0
                 AND r.period > ? AND r.period <= ?
         )",
    )
    .bind(json(&sources))
    .bind(number(after))
    .bind(number(to))
    .fetch_one(db)
    .await
}

/// The days among these on which some record counts otherwise than its cell does.
async fn straddled(
    db: &mut SqliteConnection,
    sources: &[Source],
    days: LocalDays,
) -> Result<Vec<NaiveDate>, sqlx::Error> {
    let straddled: Vec<i64> = sqlx::query_scalar(
        "SELECT DISTINCT s.day
         FROM json_each(?) n
         CROSS JOIN v_straddled s ON s.node = n.value ->> 0 AND s.split = n.value ->> 1
         WHERE s.day BETWEEN ? AND ? ORDER BY s.day",
    )
    .bind(json(&sources))
    .bind(number(days.from))
    .bind(number(days.to))
    .fetch_all(db)
    .await?;
    Ok(straddled.into_iter().map(day).collect())
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
    for (node, split, part) in sources {
        let group = (by == Cut::Group && *split != 0).then_some(*split);
        cells.push((*node, *split, group.or(*part), 1));
        if by == Cut::Group && *split == 0 {
            // whoever is in none is left of all
            cells.extend(groups.iter().map(|group| (*node, *group, Some(*group), 1)));
            cells.extend(groups.iter().map(|group| (*node, *group, None, -1)));
        }
    }
    cells
}

/// How a question is answered from cells.
#[cfg(test)]
pub(crate) struct Covered {
    /// From so many nodes.
    pub(crate) nodes: usize,
    /// So many of them have units below.
    pub(crate) trees: usize,
    /// So many runs of days are read row by row all the same.
    pub(crate) by_rows: usize,
    /// From the cells of some groups alone.
    pub(crate) of_groups: bool,
    /// From cells of whole months and longer alone.
    pub(crate) by_months: bool,
}

#[cfg(test)]
impl super::Reader {
    /// `None`: row by row.
    pub(crate) async fn covered(
        &mut self,
        question: super::Question,
    ) -> Result<Option<Covered>, crate::error::ReadError> {
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
        let by_months = matches!(
            question.by,
            Cut::Location | Cut::Evse | Cut::Driver | Cut::Vehicle | Cut::CostCentre
        );
        let parted = if by_months {
            Some(parted_by_months(&mut db, &sources, days, true).await?)
        } else {
            parted(&mut db, &sources, days).await?
        };
        let has_some_below = |source: &&Source| !units.children(source.0).is_empty();
        let trees = sources.iter().filter(has_some_below).count();
        Ok(parted
            .filter(|parted| !parted.cells.is_empty())
            .map(|parted| Covered {
                nodes: sources.len(),
                trees,
                by_rows: parted.rows.len(),
                of_groups: sources.iter().any(|(_, split, _)| *split != 0),
                by_months,
            }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_were_made_by_older_rules_cover_nothing() {
        use access::{Proof, compile, sign_in};

        use crate::{FoundPerson, OpenError, Passphrase, Profile, WhenBusy, connect};

        let folder = tempfile::tempdir().unwrap();
        let passphrase = Passphrase::new("a passphrase for tests".to_owned());
        let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
        let profile = profile.unwrap();
        let now = chrono::DateTime::from_timestamp(1_795_425_240, 0).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let made = profile.write(WhenBusy::Refuse, now, async |_| Ok::<(), OpenError>(()));
            made.await.unwrap();
            let mut db = connect::for_writing(&profile).await.unwrap();
            let mut covered = Vec::new();
            for are_old in [false, true, false] {
                sqlx::query("UPDATE operator SET cells_are_old = ?")
                    .bind(are_old)
                    .execute(&mut db)
                    .await
                    .unwrap();
                let found = profile.policy("operator", now).await.unwrap();
                let FoundPerson::One(policy) = found else {
                    panic!("the operator is always there");
                };
                let scope = compile(&sign_in(policy, Proof::OpenedProfile, now));
                let mut reader = profile.reader(scope).await.unwrap();
                let cover = Cover::load(&mut reader.db).await.unwrap();
                covered.push(!cover.nodes.is_empty());
                reader.close().await;
            }
            connect::close(db).await;
            assert_eq!(covered, [true, false, true]);
        });
    }

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
