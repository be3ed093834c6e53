//! Whose a token is, as the file says it: below each driver and vehicle.

use std::collections::{HashMap, HashSet};

use access::setup::{Enrolment, HeldEnrolment, Holder, TenantSetup};
use access::{DriverId, VehicleId};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::{
    Replaced,
    lists::{self, Difference},
};
use crate::error::WriteError;

/// An enrolment as its row says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, sqlx::FromRow)]
struct Row {
    driver: Option<i64>,
    vehicle: Option<i64>,
    country: Option<String>,
    party: Option<String>,
    uid: String,
    from_at: Option<i64>,
    until_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Kept {
    enrolment: i64,
    #[sqlx(flatten)]
    row: Row,
}

/// Makes the enrolments of a tenant what the file says. A driver or vehicle whose `tokens` are left out keeps
/// theirs, and so do all of a kind whose list is left out.
pub(super) async fn apply(
    db: &mut SqliteConnection,
    tenant: i64,
    setup: &TenantSetup,
    now: DateTime<Utc>,
) -> Result<Replaced, WriteError> {
    let wanted = Wanted::of(db, tenant, setup).await?;
    let mut there = rows(db, tenant).await?;
    there.retain(|(_, row)| wanted.speaks_of(row));
    let Difference { replaced, added } = lists::difference(there, wanted.rows);
    for enrolment in &replaced {
        sqlx::query("UPDATE enrolment SET replaced_at = ? WHERE enrolment = ?")
            .bind(now.timestamp_millis())
            .bind(enrolment)
            .execute(&mut *db)
            .await?;
    }
    let counted = Replaced::new(added.len(), replaced.len());
    for row in added {
        sqlx::query(
            "INSERT INTO enrolment (tenant, driver, vehicle, country, party, uid, from_at, until_at, recorded_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(tenant)
        .bind(row.driver)
        .bind(row.vehicle)
        .bind(row.country)
        .bind(row.party)
        .bind(row.uid)
        .bind(row.from_at)
        .bind(row.until_at)
        .bind(now.timestamp_millis())
        .execute(&mut *db)
        .await?;
    }
    Ok(counted)
}

/// The enrolments of a tenant that count now, as the file named them.
pub(super) async fn held(
    db: &mut SqliteConnection,
    tenant: i64,
) -> Result<Vec<HeldEnrolment>, WriteError> {
    let by_row = |ids: HashMap<String, i64>| -> HashMap<i64, String> {
        ids.into_iter().map(|(id, row)| (row, id)).collect()
    };
    let drivers = by_row(ids(db, DRIVERS, tenant).await?);
    let vehicles = by_row(ids(db, VEHICLES, tenant).await?);
    let holder = |row: &Row| match (row.driver, row.vehicle) {
        (Some(driver), None) => DriverId::new(drivers.get(&driver)?)
            .ok()
            .map(Holder::Driver),
        (None, Some(vehicle)) => VehicleId::new(vehicles.get(&vehicle)?)
            .ok()
            .map(Holder::Vehicle),
        (Some(_), Some(_)) | (None, None) => None,
    };
    let rows = rows(db, tenant).await?;
    Ok(rows
        .iter()
        .filter_map(|(_, row)| {
            Some(HeldEnrolment {
                holder: holder(row)?,
                uid: lists::reference(row.country.as_deref(), row.party.as_deref(), &row.uid)?,
                during: lists::interval(row.from_at, row.until_at)?,
            })
        })
        .collect())
}

/// What the file says of a tenant's tokens, and whose tokens it says nothing of.
struct Wanted {
    rows: Vec<Row>,
    /// Those who keep theirs; `None`: the list is left out, so all do.
    drivers: Option<HashSet<i64>>,
    vehicles: Option<HashSet<i64>>,
}

impl Wanted {
    async fn of(
        db: &mut SqliteConnection,
        tenant: i64,
        setup: &TenantSetup,
    ) -> Result<Self, WriteError> {
        let drivers = ids(db, DRIVERS, tenant).await?;
        let vehicles = ids(db, VEHICLES, tenant).await?;
        let mut rows = Vec::new();
        let mut keep = |holder: (Option<i64>, Option<i64>), tokens: &Option<Vec<Enrolment>>| {
            rows.extend(tokens.iter().flatten().map(|token| row(holder, token)));
            tokens.is_none()
        };
        let drivers = setup.drivers.as_ref().map(|listed| {
            let rows = listed.iter().filter_map(|driver| {
                let row = *drivers.get(driver.id.as_str())?;
                keep((Some(row), None), &driver.tokens).then_some(row)
            });
            rows.collect()
        });
        let vehicles = setup.vehicles.as_ref().map(|listed| {
            let rows = listed.iter().filter_map(|vehicle| {
                let row = *vehicles.get(vehicle.id.as_str())?;
                keep((None, Some(row)), &vehicle.tokens).then_some(row)
            });
            rows.collect()
        });
        Ok(Self {
            rows,
            drivers,
            vehicles,
        })
    }

    /// Whether the file decides about the row.
    fn speaks_of(&self, row: &Row) -> bool {
        let decides = |holder: Option<i64>, keep: &Option<HashSet<i64>>| {
            holder
                .zip(keep.as_ref())
                .is_some_and(|(holder, keep)| !keep.contains(&holder))
        };
        decides(row.driver, &self.drivers) || decides(row.vehicle, &self.vehicles)
    }
}

const DRIVERS: &str = "SELECT id, driver FROM driver WHERE tenant = ?";
const VEHICLES: &str = "SELECT id, vehicle FROM vehicle WHERE tenant = ?";

async fn ids(
    db: &mut SqliteConnection,
    of: &'static str,
    tenant: i64,
) -> Result<HashMap<String, i64>, WriteError> {
    let ids: Vec<(String, i64)> = sqlx::query_as(of).bind(tenant).fetch_all(db).await?;
    Ok(ids.into_iter().collect())
}

async fn rows(db: &mut SqliteConnection, tenant: i64) -> Result<Vec<(i64, Row)>, WriteError> {
    let rows: Vec<Kept> = sqlx::query_as(
        "SELECT enrolment, driver, vehicle, country, party, uid, from_at, until_at
         FROM enrolment WHERE tenant = ? AND replaced_at IS NULL ORDER BY enrolment",
    )
    .bind(tenant)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|kept| (kept.enrolment, kept.row))
        .collect())
}

fn row((driver, vehicle): (Option<i64>, Option<i64>), enrolment: &Enrolment) -> Row {
    let at = |instant: DateTime<Utc>| instant.timestamp_millis();
    Row {
        driver,
        vehicle,
        country: enrolment.uid.country().map(str::to_owned),
        party: enrolment.uid.party().map(str::to_owned),
        uid: enrolment.uid.id().to_owned(),
        from_at: enrolment.during.from().map(at),
        until_at: enrolment.during.until().map(at),
    }
}
