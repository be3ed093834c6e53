//! A tenant's trees of units.

use access::setup::{UnitKind, UnitNode};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::raw;
use crate::error::WriteError;

/// Makes the trees what the file says; a unit without its `units` keeps those below it.
pub(super) async fn apply(
    db: &mut SqliteConnection,
    tenant: i64,
    units: &[UnitNode],
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    let mut seen = Vec::new();
    // below these the file says nothing: their subtrees stay
    let mut kept = Vec::new();
    let mut open: Vec<(&UnitNode, Option<i64>)> = units.iter().map(|unit| (unit, None)).collect();
    while let Some((unit, parent)) = open.pop() {
        let row: i64 = sqlx::query_scalar(
            "INSERT INTO unit (tenant, id, parent, kind, name) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (tenant, id) DO UPDATE SET
                 parent = excluded.parent, kind = excluded.kind, name = excluded.name, ended_at = NULL
             RETURNING unit",
        )
        .bind(tenant)
        .bind(unit.id.as_str())
        .bind(parent)
        .bind(kind(unit.kind))
        .bind(&unit.name)
        .fetch_one(&mut *db)
        .await?;
        if let Some(recipient) = &unit.recipient {
            sqlx::query("UPDATE unit SET recipient = ? WHERE unit = ?")
                .bind(raw::json(recipient))
                .bind(row)
                .execute(&mut *db)
                .await?;
        }
        seen.push(row);
        match &unit.units {
            Some(children) => open.extend(children.iter().map(|child| (child, Some(row)))),
            None => kept.push(row),
        }
    }
    sqlx::query(include_str!("../../sql/end_units.sql"))
        .bind(tenant)
        .bind(raw::json(&seen))
        .bind(raw::json(&kept))
        .bind(now.timestamp_millis())
        .execute(&mut *db)
        .await?;
    sqlx::query(include_str!("../../sql/nearest_property.sql"))
        .bind(tenant)
        .execute(&mut *db)
        .await?;
    Ok(())
}

fn kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Portfolio => "portfolio",
        UnitKind::Property => "property",
        UnitKind::Site => "site",
        UnitKind::Department => "department",
    }
}
