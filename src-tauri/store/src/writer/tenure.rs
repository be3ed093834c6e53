//! Keeps the days on which each node held an EVSE. Where they change, what was settled by them waits to be settled
//! again: at midnight, too, when a day more has begun.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::SqliteConnection;

use super::{raw, settle};
use crate::{
    error::WriteError,
    tenure::{self, Run, Stretch},
};

/// By node.
type Tenure = BTreeMap<i64, Vec<Run>>;

/// Works out the days anew.
pub(super) async fn refresh(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    let before = load(db).await?;
    let after = current(db, now).await?;
    if before == after {
        return Ok(());
    }
    let nodes: BTreeSet<&i64> = before.keys().chain(after.keys()).collect();
    // what a run says that another does not
    let changed = nodes.into_iter().flat_map(|node| {
        let runs = |tenure: &Tenure| -> BTreeSet<Run> {
            tenure.get(node).into_iter().flatten().copied().collect()
        };
        let (before, after) = (runs(&before), runs(&after));
        let changed: Vec<Run> = before.symmetric_difference(&after).copied().collect();
        let (first, last) = span_of_change(&changed)?;
        Some((*node, first, last))
    });
    let changed: Vec<(i64, i64, i64)> = changed.collect();
    sqlx::query(include_str!("../sql/settle/unsettle_days.sql"))
        .bind(raw::json(&changed))
        .execute(&mut *db)
        .await?;
    settle::forget_unsettled(db).await?;
    sqlx::query("DELETE FROM tenure").execute(&mut *db).await?;
    let rows: Vec<(i64, i64, i64, i64)> = after
        .iter()
        .flat_map(|(node, runs)| {
            let row = |run: &Run| (*node, run.first, run.last, i64::from(run.is_running));
            runs.iter().map(row)
        })
        .collect();
    for some in rows.chunks(1_000) {
        sqlx::query(
            "INSERT INTO tenure (node, first_day, last_day, is_running)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
        )
        .bind(raw::json(&some))
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The days that differ: where a run only grew, those by which it did, and the one that ran before.
fn span_of_change(changed: &[Run]) -> Option<(i64, i64)> {
    if let [one, other] = changed
        && one.first == other.first
    {
        return Some((one.last.min(other.last), one.last.max(other.last)));
    }
    let first = changed.iter().map(|run| run.first).min()?;
    let last = changed.iter().map(|run| run.last).max()?;
    Some((first, last))
}

async fn load(db: &mut SqliteConnection) -> Result<Tenure, WriteError> {
    let rows: Vec<(i64, i64, i64, bool)> = sqlx::query_as(
        "SELECT node, first_day, last_day, is_running FROM tenure ORDER BY node, first_day",
    )
    .fetch_all(db)
    .await?;
    let mut tenure = Tenure::new();
    for (node, first, last, is_running) in rows {
        let run = Run {
            first,
            last,
            is_running,
        };
        tenure.entry(node).or_default().push(run);
    }
    Ok(tenure)
}

async fn current(db: &mut SqliteConnection, now: DateTime<Utc>) -> Result<Tenure, WriteError> {
    let held: Vec<(i64, String, i64, i64)> = sqlx::query_as(
        "SELECT DISTINCT h.unit, l.time_zone, h.from_at, h.until_at
         FROM holding h JOIN evse e USING (evse) JOIN location l USING (location)",
    )
    .fetch_all(&mut *db)
    .await?;
    let stretches = held
        .into_iter()
        .map(|(unit, zone, from_at, until_at)| Stretch {
            unit,
            zone: zone.parse().unwrap_or(Tz::UTC),
            from_at,
            until_at,
        });
    let of_units = tenure::of_units(stretches, now);
    let nodes: Vec<(i64, i64)> =
        sqlx::query_as("SELECT unit, node FROM unit_node WHERE node NOT IN (0, -1)")
            .fetch_all(db)
            .await?;
    let mut tenure = Tenure::new();
    for (unit, node) in nodes {
        if let Some(runs) = of_units.get(&unit) {
            tenure.entry(node).or_default().extend(runs);
        }
    }
    for runs in tenure.values_mut() {
        *runs = tenure::joined(std::mem::take(runs));
    }
    Ok(tenure)
}
