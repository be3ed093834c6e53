//! What charges now, what says so and can't, and of how many EVSEs it is seen what they do.

use access::{Class, TenantRows};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::SqliteConnection;

use super::{Period, ask_for, ask_for_months, openness::withheld};
use crate::{Cell, error::ReadError};

/// An ACTIVE session that started longer ago, or was updated longer ago, is not charging.
pub(super) const LONGEST_SESSION: TimeDelta = TimeDelta::hours(48);
pub(super) const LONGEST_SILENCE: TimeDelta = TimeDelta::hours(24);

impl Period {
    /// In which a session must have started that is charging now.
    pub(crate) fn lately(now: DateTime<Utc>) -> Self {
        Self {
            from: (now - LONGEST_SESSION).timestamp_millis(),
            until: now.timestamp_millis(),
        }
    }
}

/// What there is of the present, whatever period is asked about.
#[derive(Clone, Copy)]
pub(super) struct Present {
    /// Sessions charging now and stalled ones: those that are seen row by row, and those of which it is seen that they run
    /// (class S_LIVE), unless one place of these is withheld.
    pub charging: Cell<i64>,
    pub stalled: Cell<i64>,
    /// EVSEs whose state is seen (class O), but for those that were removed; where it is seen of the same ones what
    /// charges, so that they can be told beside each other.
    pub evses: Cell<i64>,
}

pub(super) async fn present(
    db: &mut SqliteConnection,
    scope: Option<&TenantRows>,
    now: DateTime<Utc>,
) -> Result<Present, ReadError> {
    let (charging, stalled) = charging(db, scope, now).await?;
    let evses = match scope {
        // whoever sees them all need not be told who holds which
        None => Some("SELECT count(evse) FROM v_place WHERE NOT is_gone"),
        Some(scope) => (scope.opens(Class::O)
            && scope.sees_what_runs_where_it_sees_evses(
                (now - LONGEST_SESSION).timestamp_millis(),
                now.timestamp_millis(),
            ))
        .then_some("SELECT count(evse) FROM v_evse WHERE status <> 'REMOVED'"),
    };
    let evses = match evses {
        Some(count) => Cell::Shown(sqlx::query_scalar(count).fetch_one(db).await?),
        None => Cell::Hidden,
    };
    Ok(Present {
        charging,
        stalled,
        evses,
    })
}

async fn charging(
    db: &mut SqliteConnection,
    scope: Option<&TenantRows>,
    now: DateTime<Utc>,
) -> Result<(Cell<i64>, Cell<i64>), ReadError> {
    ask_for_last_months(db, scope).await?;
    let (sites, not_released): (i64, i64) = sqlx::query_as(
        "SELECT count(*), count(*) FILTER (WHERE is_held AND NOT is_released) FROM v_site",
    )
    .fetch_one(&mut *db)
    .await?;
    if sites == 0 && !scope.is_none_or(|scope| scope.opens(Class::S)) {
        return Ok((Cell::Hidden, Cell::Hidden));
    }
    if not_released > 0 {
        return Ok((withheld(scope), withheld(scope)));
    }
    let seen: (i64, i64) = sqlx::query_as(include_str!("../sql/charging_now.sql"))
        .bind((now - LONGEST_SESSION).timestamp_millis())
        .bind((now - LONGEST_SILENCE).timestamp_millis())
        .fetch_one(&mut *db)
        .await?;
    ask_for(db, Period::lately(now)).await?;
    let live: (i64, i64) = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE NOT is_stalled), count(*) FILTER (WHERE is_stalled) FROM v_live",
    )
    .fetch_one(db)
    .await?;
    Ok((Cell::Shown(seen.0 + live.0), Cell::Shown(seen.1 + live.1)))
}

/// Says that the next statements ask where it is seen that something runs: by the last whole month of each place.
pub(crate) async fn ask_for_last_months(
    db: &mut SqliteConnection,
    scope: Option<&TenantRows>,
) -> Result<(), sqlx::Error> {
    let live = scope.into_iter().flat_map(|scope| &scope.live);
    let months = live.map(|live| live.last_month);
    let none = (1, 0);
    let asked = months.clone().min().zip(months.max());
    ask_for_months(db, asked.unwrap_or(none)).await
}
