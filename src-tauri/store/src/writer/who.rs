//! Who charged, by what the tenant of a Unit says of tokens. Held in memory, as places are.

use std::collections::HashMap;

use access::attribution::{
    DriverKey, Enrolment, Enrolments, HolderKey, TenantKey, TokenName, VehicleKey,
};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::setup;
use crate::error::WriteError;

/// Who charged: a driver with the group that they are in now, a vehicle, or nobody that the tenant knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Who {
    pub driver: Option<i64>,
    pub vehicle: Option<i64>,
    pub user_group: Option<i64>,
}

/// All enrolments, and what leads to them and on from them.
pub(super) struct People {
    tenant_of_unit: HashMap<i64, i64>,
    enrolments: Enrolments,
    group_of_driver: HashMap<i64, i64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    tenant: i64,
    driver: Option<i64>,
    vehicle: Option<i64>,
    country: Option<String>,
    party: Option<String>,
    uid: String,
    from_at: Option<i64>,
    until_at: Option<i64>,
}

impl People {
    pub(super) async fn load(db: &mut SqliteConnection) -> Result<Self, WriteError> {
        let tenants: Vec<(i64, i64)> = sqlx::query_as("SELECT unit, tenant FROM unit")
            .fetch_all(&mut *db)
            .await?;
        let groups: Vec<(i64, i64)> =
            sqlx::query_as("SELECT driver, user_group FROM driver WHERE user_group IS NOT NULL")
                .fetch_all(&mut *db)
                .await?;
        let enrolments: Vec<Row> = sqlx::query_as(include_str!("../sql/enrolments_in_force.sql"))
            .fetch_all(&mut *db)
            .await?;
        Ok(Self {
            tenant_of_unit: tenants.into_iter().collect(),
            enrolments: Enrolments::new(enrolments.iter().filter_map(enrolment)),
            group_of_driver: groups.into_iter().collect(),
        })
    }

    /// By the enrolments of the tenant whose Unit it is; what no Unit holds, nobody is known in.
    pub(super) fn find(
        &self,
        unit: Option<i64>,
        token: TokenName<'_>,
        started_at: DateTime<Utc>,
    ) -> Who {
        let tenant = unit.and_then(|unit| self.tenant_of_unit.get(&unit));
        let holder = tenant.and_then(|tenant| {
            self.enrolments
                .holder_at(TenantKey(*tenant), token, started_at)
        });
        match holder {
            None => Who::default(),
            Some(HolderKey::Driver(DriverKey(driver))) => Who {
                driver: Some(driver),
                user_group: self.group_of_driver.get(&driver).copied(),
                ..Who::default()
            },
            Some(HolderKey::Vehicle(VehicleKey(vehicle))) => Who {
                vehicle: Some(vehicle),
                ..Who::default()
            },
        }
    }
}

fn enrolment(row: &Row) -> Option<Enrolment> {
    let holder = match (row.driver, row.vehicle) {
        (Some(driver), None) => HolderKey::Driver(DriverKey(driver)),
        (None, Some(vehicle)) => HolderKey::Vehicle(VehicleKey(vehicle)),
        (Some(_), Some(_)) | (None, None) => return None,
    };
    Some(Enrolment {
        tenant: TenantKey(row.tenant),
        token: setup::reference(row.country.as_deref(), row.party.as_deref(), &row.uid)?,
        holder,
        during: setup::interval(row.from_at, row.until_at)?,
    })
}
