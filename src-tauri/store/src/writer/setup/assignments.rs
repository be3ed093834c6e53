//! Which unit holds which place when, as the file says it.

use std::collections::HashMap;

use access::{
    ConnectionId, UnitId,
    setup::{AssignmentSetup, Place},
};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::{
    Replaced,
    lists::{self, Difference},
};
use crate::error::WriteError;

/// An assignment as its row says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, sqlx::FromRow)]
struct Row {
    unit: i64,
    level: String,
    country: Option<String>,
    party: Option<String>,
    place: String,
    connection: Option<String>,
    from_at: Option<i64>,
    until_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Kept {
    assignment: i64,
    #[sqlx(flatten)]
    row: Row,
}

/// Makes the assignments of a tenant what the file says.
pub(super) async fn apply(
    db: &mut SqliteConnection,
    tenant: i64,
    assignments: &[AssignmentSetup],
    now: DateTime<Utc>,
) -> Result<Replaced, WriteError> {
    let units: Vec<(String, i64)> = sqlx::query_as("SELECT id, unit FROM unit WHERE tenant = ?")
        .bind(tenant)
        .fetch_all(&mut *db)
        .await?;
    let units: HashMap<String, i64> = units.into_iter().collect();
    let wanted = assignments
        .iter()
        // the check has seen that each names a unit of this tenant
        .filter_map(|assignment| Some(row(*units.get(assignment.unit.as_str())?, assignment)))
        .collect();
    let Difference { replaced, added } = lists::difference(rows(db, tenant).await?, wanted);
    for assignment in &replaced {
        sqlx::query("UPDATE assignment SET replaced_at = ? WHERE assignment = ?")
            .bind(now.timestamp_millis())
            .bind(assignment)
            .execute(&mut *db)
            .await?;
    }
    let counted = Replaced::new(added.len(), replaced.len());
    for row in added {
        sqlx::query(
            "INSERT INTO assignment (unit, level, country, party, place, connection, from_at, until_at, recorded_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(row.unit)
        .bind(row.level)
        .bind(row.country)
        .bind(row.party)
        .bind(row.place)
        .bind(row.connection)
        .bind(row.from_at)
        .bind(row.until_at)
        .bind(now.timestamp_millis())
        .execute(&mut *db)
        .await?;
    }
    Ok(counted)
}

/// The assignments of a tenant that count now, as the file named them.
pub(super) async fn held(
    db: &mut SqliteConnection,
    tenant: i64,
) -> Result<Vec<AssignmentSetup>, WriteError> {
    let units: Vec<(i64, String)> = sqlx::query_as("SELECT unit, id FROM unit WHERE tenant = ?")
        .bind(tenant)
        .fetch_all(&mut *db)
        .await?;
    let units: HashMap<i64, String> = units.into_iter().collect();
    let rows = rows(db, tenant).await?;
    Ok(rows
        .iter()
        .filter_map(|(_, row)| assignment(units.get(&row.unit)?, row))
        .collect())
}

async fn rows(db: &mut SqliteConnection, tenant: i64) -> Result<Vec<(i64, Row)>, WriteError> {
    let rows: Vec<Kept> = sqlx::query_as(
        "SELECT a.assignment, a.unit, a.level, a.country, a.party, a.place, a.connection, a.from_at, a.until_at
         FROM assignment a JOIN unit u ON u.unit = a.unit
         WHERE u.tenant = ? AND a.replaced_at IS NULL
         ORDER BY a.assignment",
    )
    .bind(tenant)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|kept| (kept.assignment, kept.row))
        .collect())
}

fn row(unit: i64, assignment: &AssignmentSetup) -> Row {
    let level = match &assignment.place {
        Place::Location(_) => "location",
        Place::Evse(_) => "evse",
    };
    let reference = assignment.place.reference();
    let at = |instant: DateTime<Utc>| instant.timestamp_millis();
    Row {
        unit,
        level: level.to_owned(),
        country: reference.country().map(str::to_owned),
        party: reference.party().map(str::to_owned),
        place: reference.id().to_owned(),
        connection: assignment
            .connection
            .as_ref()
            .map(|id| id.as_str().to_owned()),
        from_at: assignment.during.from().map(at),
        until_at: assignment.during.until().map(at),
    }
}

fn assignment(unit: &str, row: &Row) -> Option<AssignmentSetup> {
    let reference = lists::reference(row.country.as_deref(), row.party.as_deref(), &row.place)?;
    Some(AssignmentSetup {
        unit: UnitId::new(unit).ok()?,
        place: if row.level == "evse" {
            Place::Evse(reference)
        } else {
            Place::Location(reference)
        },
        connection: row
            .connection
            .as_deref()
            .and_then(|id| ConnectionId::new(id).ok()),
        during: lists::interval(row.from_at, row.until_at)?,
    })
}
