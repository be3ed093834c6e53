//! Keeps the days on which each node held an EVSE, and which day is running where. When they change, what was settled
//! by them waits to be settled again: at midnight, too, when a day more has begun.

use std::collections::{BTreeMap, BTreeSet};

use access::Span;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::SqliteConnection;

use super::{raw, settle};
use crate::{
    error::WriteError,
    policy,
    tenure::{self, Run, Stretch},
};

/// What is kept.
#[derive(Default, PartialEq, Eq)]
struct Kept {
    /// By node.
    runs: BTreeMap<i64, BTreeSet<Run>>,
    /// The running day of each unit, and its instants.
    today: BTreeMap<i64, (i64, Span)>,
}

/// A unit, the zone of a place that it held, and from when until when.
type Held = (i64, String, i64, i64);

/// Works all of it out anew, unless it holds as it was worked out last.
pub(super) async fn refresh_if_due(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    watch(db).await?;
    let holds: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM temp.tenure_as_of WHERE ?1 >= from_at AND ?1 < until_at)",
    )
    .bind(now.timestamp_millis())
    .fetch_one(&mut *db)
    .await?;
    if holds {
        return Ok(());
    }
    refresh(db, now).await
}

/// Works all of it out anew.
pub(super) async fn refresh(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    let held: Vec<Held> = sqlx::query_as(
        "SELECT DISTINCT h.unit, l.time_zone, h.from_at, h.until_at
         FROM held_place h JOIN location l USING (location)",
    )
    .fetch_all(&mut *db)
    .await?;
    let before = load(db).await?;
    let after = Kept {
        runs: runs(db, &held, now).await?,
        today: today(db, now).await?,
    };
    if before != after {
        sqlx::query(include_str!("../sql/settle/unsettle_days.sql"))
            .bind(raw::json(&changed(&before, &after)))
            .execute(&mut *db)
            .await?;
        settle::forget_unsettled(db).await?;
        write(db, &after).await?;
    }
    watch(db).await?;
    sqlx::query("DELETE FROM temp.tenure_as_of")
        .execute(&mut *db)
        .await?;
    sqlx::query("INSERT INTO temp.tenure_as_of (from_at, until_at) VALUES (?, ?)")
        .bind(now.timestamp_millis())
        .bind(holds_until(&held, &after, now))
        .execute(db)
        .await?;
    Ok(())
}

async fn watch(db: &mut SqliteConnection) -> Result<(), WriteError> {
    sqlx::raw_sql(include_str!("../sql/tenure_as_of.sql"))
        .execute(db)
        .await?;
    Ok(())
}

/// Until a day ends somewhere, or a place changes hands.
fn holds_until(held: &[Held], kept: &Kept, now: DateTime<Utc>) -> i64 {
    let zones: BTreeSet<&str> = held.iter().map(|(_, zone, ..)| zone.as_str()).collect();
    let days_of_places = zones
        .into_iter()
        .map(|zone| access::today(now, zone_of(zone)).until);
    let days_of_units = kept.today.values().map(|(_, span)| span.until);
    let hands = held.iter().flat_map(|(_, _, from, until)| [*from, *until]);
    let now = now.timestamp_millis();
    days_of_places
        .chain(days_of_units)
        .chain(hands.filter(|at| *at > now))
        .min()
        .unwrap_or(now)
}

/// Nodes, each with the first and the last day that differ.
fn changed(before: &Kept, after: &Kept) -> Vec<(i64, i64, i64)> {
    let mut changed = Vec::new();
    let nodes: BTreeSet<&i64> = before.runs.keys().chain(after.runs.keys()).collect();
    for node in nodes {
        let none = BTreeSet::new();
        let runs = |kept: &Kept| kept.runs.get(node).unwrap_or(&none).clone();
        let (before, after) = (runs(before), runs(after));
        let runs: Vec<Run> = before.symmetric_difference(&after).copied().collect();
        if let Some((first, last)) = span_of_change(&runs) {
            changed.push((*node, first, last));
        }
    }
    for (unit, (day, _)) in &after.today {
        match before.today.get(unit) {
            Some((ran, _)) if ran == day => {}
            // with a day before and after: a record's day is its Location's, which may be another one
            Some((ran, _)) => changed.push((*unit, *day.min(ran) - 1, *day.max(ran) + 1)),
            None => changed.push((*unit, *day - 1, *day + 1)),
        }
    }
    changed
}

/// Where a run only grew, the days by which it did.
fn span_of_change(changed: &[Run]) -> Option<(i64, i64)> {
    if let [one, other] = changed
        && one.first == other.first
    {
        return Some((one.last.min(other.last) + 1, one.last.max(other.last)));
    }
    let first = changed.iter().map(|run| run.first).min()?;
    let last = changed.iter().map(|run| run.last).max()?;
    Some((first, last))
}

async fn load(db: &mut SqliteConnection) -> Result<Kept, WriteError> {
    let mut kept = Kept::default();
    let runs: Vec<(i64, i64, i64)> = sqlx::query_as("SELECT node, first_day, last_day FROM tenure")
        .fetch_all(&mut *db)
        .await?;
    for (node, first, last) in runs {
        kept.runs
            .entry(node)
            .or_default()
            .insert(Run { first, last });
    }
    let today: Vec<(i64, i64, i64, i64)> =
        sqlx::query_as("SELECT unit, day, from_at, until_at FROM today")
            .fetch_all(db)
            .await?;
    for (unit, day, from, until) in today {
        kept.today.insert(unit, (day, Span { from, until }));
    }
    Ok(kept)
}

/// Of a name as it is kept.
fn zone_of(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

async fn runs(
    db: &mut SqliteConnection,
    held: &[Held],
    now: DateTime<Utc>,
) -> Result<BTreeMap<i64, BTreeSet<Run>>, WriteError> {
    let stretches = held.iter().map(|(unit, zone, from_at, until_at)| Stretch {
        unit: *unit,
        zone: zone_of(zone),
        from_at: *from_at,
        until_at: *until_at,
    });
    let of_units = tenure::of_units(stretches, now);
    let nodes: Vec<(i64, i64)> =
        sqlx::query_as("SELECT unit, node FROM unit_node WHERE node NOT IN (0, -1)")
            .fetch_all(db)
            .await?;
    let mut of_nodes: BTreeMap<i64, Vec<Run>> = BTreeMap::new();
    for (unit, node) in nodes {
        if let Some(runs) = of_units.get(&unit) {
            of_nodes.entry(node).or_default().extend(runs);
        }
    }
    let joined = |(node, runs)| (node, tenure::joined(runs).into_iter().collect());
    Ok(of_nodes.into_iter().map(joined).collect())
}

/// By the zone that S_TODAY goes by.
async fn today(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<BTreeMap<i64, (i64, Span)>, WriteError> {
    let tenants: Vec<(i64, String)> = sqlx::query_as("SELECT tenant, time_zone FROM tenant")
        .fetch_all(&mut *db)
        .await?;
    let mut today = BTreeMap::new();
    for (tenant, zone) in tenants {
        let of_tenant = zone_of(&zone);
        for unit in policy::zoned(db, tenant, now).await? {
            let zone = unit.zone().unwrap_or(of_tenant);
            let day = now.with_timezone(&zone).date_naive();
            let day = day.signed_duration_since(NaiveDate::default()).num_days();
            today.insert(unit.unit, (day, access::today(now, zone)));
        }
    }
    Ok(today)
}

async fn write(db: &mut SqliteConnection, kept: &Kept) -> Result<(), WriteError> {
    let runs = kept.runs.iter().flat_map(|(node, runs)| {
        runs.iter()
            .map(|Run { first, last }| (*node, *first, *last))
    });
    let runs: Vec<(i64, i64, i64)> = runs.collect();
    let today = kept.today.iter();
    let today: Vec<(i64, i64, i64, i64)> = today
        .map(|(unit, (day, span))| (*unit, *day, span.from, span.until))
        .collect();
    for (delete, insert, rows) in [
        (
            "DELETE FROM tenure",
            "INSERT INTO tenure (node, first_day, last_day)
             SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
            raw::json(&runs),
        ),
        (
            "DELETE FROM today",
            "INSERT INTO today (unit, day, from_at, until_at)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
            raw::json(&today),
        ),
    ] {
        sqlx::query(delete).execute(&mut *db).await?;
        sqlx::query(insert).bind(rows).execute(&mut *db).await?;
    }
    Ok(())
}
