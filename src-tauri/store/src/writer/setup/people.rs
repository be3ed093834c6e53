//! Who charges: a tenant's groups, drivers and vehicles. Who vanishes from a list ends now; their rows stay,
//! since the history of enrolments speaks of them.

use access::setup::{DriverSetup, GroupSetup, Usage, VehicleSetup};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::raw;
use crate::error::WriteError;

/// Makes the groups of a tenant what the file says. Drivers of a group that ends are in none.
pub(super) async fn groups(
    db: &mut SqliteConnection,
    tenant: i64,
    groups: &[GroupSetup],
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    let mut listed = Vec::with_capacity(groups.len());
    for group in groups {
        let row: i64 = sqlx::query_scalar(
            "INSERT INTO user_group (tenant, id, name, usage) VALUES (?, ?, ?, ?)
             ON CONFLICT (tenant, id) DO UPDATE SET
                 name = excluded.name, usage = excluded.usage, ended_at = NULL
             RETURNING user_group",
        )
        .bind(tenant)
        .bind(group.id.as_str())
        .bind(&group.name)
        .bind(usage(group.usage))
        .fetch_one(&mut *db)
        .await?;
        listed.push(row);
    }
    sqlx::query(
        "UPDATE user_group SET ended_at = ?3
         WHERE tenant = ?1 AND ended_at IS NULL AND user_group NOT IN (SELECT value FROM json_each(?2))",
    )
    .bind(tenant)
    .bind(raw::json(&listed))
    .bind(now.timestamp_millis())
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "UPDATE driver SET user_group = NULL WHERE tenant = ?1 AND user_group IN (
             SELECT user_group FROM user_group WHERE tenant = ?1 AND ended_at IS NOT NULL)",
    )
    .bind(tenant)
    .execute(&mut *db)
    .await?;
    Ok(())
}

/// Makes the drivers of a tenant what the file says; their tokens are [`super::enrolments`].
pub(super) async fn drivers(
    db: &mut SqliteConnection,
    tenant: i64,
    drivers: &[DriverSetup],
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    let mut listed = Vec::with_capacity(drivers.len());
    for driver in drivers {
        let row: i64 = sqlx::query_scalar(
            "INSERT INTO driver (tenant, id, name, user_group, cost_centre)
             VALUES (?1, ?2, ?3, (SELECT user_group FROM user_group WHERE tenant = ?1 AND id = ?4), ?5)
             ON CONFLICT (tenant, id) DO UPDATE SET
                 name = excluded.name, user_group = excluded.user_group,
                 cost_centre = excluded.cost_centre, ended_at = NULL
             RETURNING driver",
        )
        .bind(tenant)
        .bind(driver.id.as_str())
        .bind(&driver.name)
        .bind(driver.group.as_ref().map(|id| id.as_str()))
        .bind(&driver.cost_centre)
        .fetch_one(&mut *db)
        .await?;
        listed.push(row);
    }
    sqlx::query(
        "UPDATE driver SET ended_at = ?3
         WHERE tenant = ?1 AND ended_at IS NULL AND driver NOT IN (SELECT value FROM json_each(?2))",
    )
    .bind(tenant)
    .bind(raw::json(&listed))
    .bind(now.timestamp_millis())
    .execute(&mut *db)
    .await?;
    Ok(())
}

/// Makes the vehicles of a tenant what the file says; their tokens are [`super::enrolments`].
pub(super) async fn vehicles(
    db: &mut SqliteConnection,
    tenant: i64,
    vehicles: &[VehicleSetup],
    now: DateTime<Utc>,
) -> Result<(), WriteError> {
    let mut listed = Vec::with_capacity(vehicles.len());
    for vehicle in vehicles {
        let row: i64 = sqlx::query_scalar(
            "INSERT INTO vehicle (tenant, id, plate, cost_centre) VALUES (?, ?, ?, ?)
             ON CONFLICT (tenant, id) DO UPDATE SET
                 plate = excluded.plate, cost_centre = excluded.cost_centre, ended_at = NULL
             RETURNING vehicle",
        )
        .bind(tenant)
        .bind(vehicle.id.as_str())
        .bind(&vehicle.plate)
        .bind(&vehicle.cost_centre)
        .fetch_one(&mut *db)
        .await?;
        listed.push(row);
    }
    sqlx::query(
        "UPDATE vehicle SET ended_at = ?3
         WHERE tenant = ?1 AND ended_at IS NULL AND vehicle NOT IN (SELECT value FROM json_each(?2))",
    )
    .bind(tenant)
    .bind(raw::json(&listed))
    .bind(now.timestamp_millis())
    .execute(&mut *db)
    .await?;
    Ok(())
}

fn usage(usage: Usage) -> &'static str {
    match usage {
        Usage::Internal => "internal",
        Usage::Guest => "guest",
        Usage::Public => "public",
    }
}
