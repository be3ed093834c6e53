//! Makes the profile what setup.json says it is: tenants, units, who holds which place when, who charges, and who may
//! look.
//!
//! All or nothing, in one transaction. Lists of assignments and enrolments replace the former set as of now; what
//! they said before is kept with the instant at which it was replaced.

mod assignments;
mod cut;
mod enrolments;
mod held;
mod lists;
mod people;
mod rights;
mod touched;
mod unassigned;
mod units;

use access::{
    CutOff, TenantId,
    setup::{Connection, Setup, TenantSetup},
};
use chrono::{DateTime, Utc};
use sqlx::{Connection as _, SqliteConnection};

use super::{
    Writer, cells,
    place::Places,
    pseudonyms, raw,
    rebind::{self, Moved},
    settle, tenure,
};
use crate::error::WriteError;
pub(super) use lists::{interval, reference};
use touched::Bound;
pub use unassigned::Unassigned;

/// What a setup changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Tenants there are now.
    pub tenants: u64,
    /// Units there are now.
    pub units: u64,
    /// Assignments.
    pub assignments: Replaced,
    /// Enrolments.
    pub enrolments: Replaced,
    /// What changed hands by it.
    pub moved: Moved,
    /// What is not bound to any place or token.
    pub unassigned: Unassigned,
    /// What roles and grants say and nobody gets, tenant by tenant.
    pub cut: Vec<(TenantId, CutOff)>,
}

/// How a list that is a whole history differs from the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// Entries that are new.
    pub added: u64,
    /// Entries that hold no longer.
    pub replaced: u64,
}

impl Replaced {
    fn new(added: usize, replaced: usize) -> Self {
        Self {
            added: added as u64,
            replaced: replaced as u64,
        }
    }
}

impl std::ops::AddAssign for Replaced {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.replaced += other.replaced;
    }
}

impl Writer {
    /// Applies a setup that was checked against [`Writer::held`]. With `dry_run` nothing stays changed.
    ///
    /// # Errors
    /// The database's; then nothing has changed.
    pub async fn apply(
        &mut self,
        setup: &Setup,
        dry_run: bool,
        now: DateTime<Utc>,
    ) -> Result<Applied, WriteError> {
        self.places = None;
        let mut transaction = self.db.begin().await?;
        let db = &mut *transaction;
        let before = Bound::load(db).await?;
        let cut_before = cells::cut_by(db).await?;
        let booked_before = cells::booked(db).await?;
        let limits_before = settle::limits(db).await?;
        let mut applied = Applied::default();

        if let Some(operator) = &setup.operator {
            sqlx::query("UPDATE operator SET name = ?")
                .bind(&operator.name)
                .execute(&mut *db)
                .await?;
        }
        if let Some(connections) = &setup.connections {
            apply_connections(db, connections).await?;
        }
        if let Some(tenants) = &setup.tenants {
            sqlx::query("UPDATE tenant SET ended_at = coalesce(ended_at, ?)")
                .bind(now.timestamp_millis())
                .execute(&mut *db)
                .await?;
            for tenant in tenants {
                apply_tenant(db, tenant, now, &mut applied).await?;
            }
            end_with_their_tenants(db, now, &mut applied).await?;
            rights::end_grants(db, now).await?;
            pseudonyms::fill(db).await?;
        }

        let touched = before.touched(&Bound::load(db).await?);
        let places = Places::load(db).await?;
        rebind::holdings(db, &places).await?;
        if cut_before != cells::cut_by(db).await? {
            cells::rebuild(db).await?;
        } else {
            cells::book(db, &booked_before).await?;
        }
        applied.moved = rebind::records(db, &places, &touched).await?;
        tenure::refresh(db, now).await?;
        let limits = settle::limits(db).await?;
        let changed = limits.difference(&limits_before);
        settle::again(db, &changed.map(|(tenant, _)| *tenant).collect()).await?;
        applied.unassigned = unassigned::now(db, now).await?;
        applied.cut = cut::off(db, now).await?;
        (applied.tenants, applied.units) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM tenant WHERE ended_at IS NULL),
                    (SELECT count(*) FROM unit u JOIN tenant t ON t.tenant = u.tenant
                     WHERE u.ended_at IS NULL AND t.ended_at IS NULL)",
        )
        .fetch_one(&mut *db)
        .await?;
        sqlx::query("UPDATE operator SET policy_epoch = policy_epoch + 1")
            .execute(&mut *db)
            .await?;
        if dry_run {
            transaction.rollback().await?;
        } else {
            transaction.commit().await?;
        }
        Ok(applied)
    }
}

async fn apply_connections(
    db: &mut SqliteConnection,
    connections: &[Connection],
) -> Result<(), WriteError> {
    sqlx::query("UPDATE connection SET url = NULL")
        .execute(&mut *db)
        .await?;
    for connection in connections {
        sqlx::query(
            "INSERT INTO connection (id, kind, url) VALUES (?, 'ocpi', ?)
             ON CONFLICT (id) DO UPDATE SET url = excluded.url",
        )
        .bind(connection.id.as_str())
        .bind(&connection.url)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

async fn apply_tenant(
    db: &mut SqliteConnection,
    tenant: &TenantSetup,
    now: DateTime<Utc>,
    applied: &mut Applied,
) -> Result<(), WriteError> {
    let row: i64 = sqlx::query_scalar(
        "INSERT INTO tenant (id, name, time_zone, k) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET
             name = excluded.name, time_zone = excluded.time_zone, k = excluded.k, ended_at = NULL
         RETURNING tenant",
    )
    .bind(tenant.id.as_str())
    .bind(&tenant.name)
    .bind(tenant.time_zone.name())
    .bind(tenant.k.unwrap_or(TenantSetup::DEFAULT_K))
    .fetch_one(&mut *db)
    .await?;
    if let Some(letterhead) = &tenant.letterhead {
        sqlx::query("UPDATE tenant SET letterhead = ? WHERE tenant = ?")
            .bind(raw::json(letterhead))
            .bind(row)
            .execute(&mut *db)
            .await?;
    }
    if let Some(units) = &tenant.units {
        units::apply(db, row, units, now).await?;
    }
    if let Some(assignments) = &tenant.assignments {
        applied.assignments += assignments::apply(db, row, assignments, now).await?;
    }
    if let Some(groups) = &tenant.groups {
        people::groups(db, row, groups, now).await?;
    }
    if let Some(drivers) = &tenant.drivers {
        people::drivers(db, row, drivers, now).await?;
    }
    if let Some(vehicles) = &tenant.vehicles {
        people::vehicles(db, row, vehicles, now).await?;
    }
    applied.enrolments += enrolments::apply(db, row, tenant, now).await?;
    rights::apply(db, row, tenant, now).await
}

/// What a unit or a tenant that ended held, it holds no longer.
async fn end_with_their_tenants(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
    applied: &mut Applied,
) -> Result<(), WriteError> {
    let assignments = sqlx::query(
        "UPDATE assignment SET replaced_at = ?1 WHERE replaced_at IS NULL AND unit IN (
             SELECT unit FROM unit u JOIN tenant t ON t.tenant = u.tenant
             WHERE u.ended_at IS NOT NULL OR t.ended_at IS NOT NULL)",
    )
    .bind(now.timestamp_millis())
    .execute(&mut *db)
    .await?;
    let enrolments = sqlx::query(
        "UPDATE enrolment SET replaced_at = ?1 WHERE replaced_at IS NULL AND tenant IN (
             SELECT tenant FROM tenant WHERE ended_at IS NOT NULL)",
    )
    .bind(now.timestamp_millis())
    .execute(&mut *db)
    .await?;
    applied.assignments.replaced += assignments.rows_affected();
    applied.enrolments.replaced += enrolments.rows_affected();
    Ok(())
}
