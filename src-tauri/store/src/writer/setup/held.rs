//! What a profile holds already, for a setup.json to be checked against.

use std::collections::BTreeMap;

use access::{
    ConnectionId, DriverId, GroupId, TenantId, UnitId, VehicleId,
    setup::{Held, HeldTenant},
};
use sqlx::SqliteConnection;

use super::{Writer, assignments, enrolments, rights};
use crate::error::WriteError;

impl Writer {
    /// What is there already, for `access::setup` to check a file against.
    ///
    /// # Errors
    /// The database's.
    pub async fn held(&mut self) -> Result<Held, WriteError> {
        let db = &mut self.db;
        let connections: Vec<String> = sqlx::query_scalar("SELECT id FROM connection")
            .fetch_all(&mut *db)
            .await?;
        let tenants: Vec<(i64, String)> =
            sqlx::query_as("SELECT tenant, id FROM tenant WHERE ended_at IS NULL")
                .fetch_all(&mut *db)
                .await?;
        let mut held = Held {
            connections: connections
                .iter()
                .filter_map(|id| ConnectionId::new(id).ok())
                .collect(),
            tenants: BTreeMap::new(),
        };
        for (tenant, id) in tenants {
            if let Ok(id) = TenantId::new(&id) {
                held.tenants.insert(id, of_tenant(db, tenant).await?);
            }
        }
        Ok(held)
    }
}

async fn of_tenant(db: &mut SqliteConnection, tenant: i64) -> Result<HeldTenant, WriteError> {
    let units: Vec<(String, Option<String>)> = sqlx::query_as(
        "SELECT u.id, p.id FROM unit u LEFT JOIN unit p ON p.unit = u.parent
         WHERE u.tenant = ? AND u.ended_at IS NULL",
    )
    .bind(tenant)
    .fetch_all(&mut *db)
    .await?;
    let units = units.into_iter().filter_map(|(id, parent)| {
        let parent = parent.and_then(|parent| UnitId::new(&parent).ok());
        Some((UnitId::new(&id).ok()?, parent))
    });
    let groups = ids(
        db,
        "SELECT id FROM user_group WHERE tenant = ? AND ended_at IS NULL",
        tenant,
    )
    .await?;
    let drivers = ids(
        db,
        "SELECT id FROM driver WHERE tenant = ? AND ended_at IS NULL",
        tenant,
    )
    .await?;
    let vehicles = ids(
        db,
        "SELECT id FROM vehicle WHERE tenant = ? AND ended_at IS NULL",
        tenant,
    )
    .await?;
    Ok(HeldTenant {
        units: units.collect(),
        groups: groups
            .iter()
            .filter_map(|id| GroupId::new(id).ok())
            .collect(),
        drivers: drivers
            .iter()
            .filter_map(|id| DriverId::new(id).ok())
            .collect(),
        vehicles: vehicles
            .iter()
            .filter_map(|id| VehicleId::new(id).ok())
            .collect(),
        assignments: assignments::held(db, tenant).await?,
        enrolments: enrolments::held(db, tenant).await?,
        roles: rights::held_roles(db, tenant).await?,
        people: rights::held_people(db, tenant).await?,
    })
}

async fn ids(
    db: &mut SqliteConnection,
    of: &'static str,
    tenant: i64,
) -> Result<Vec<String>, WriteError> {
    Ok(sqlx::query_scalar(of).bind(tenant).fetch_all(db).await?)
}
