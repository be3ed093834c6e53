//! Makes the profile what setup.json says it is: tenants, units, and who holds which place when.
//!
//! All or nothing, in one transaction. Lists of assignments replace the former set as of now; what they
//! said before is kept with the instant at which it was replaced.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use access::{
    ConnectionId, Interval, Reference, TenantId, UnitId,
    setup::{AssignmentSetup, Held, HeldTenant, Place, Setup, TenantSetup, UnitKind, UnitNode},
};
use chrono::{DateTime, Utc};
use sqlx::{Connection as _, SqliteConnection};

use super::{
    Writer, cells,
    place::Places,
    raw,
    rebind::{self, Moved},
};
use crate::error::WriteError;

/// What a setup changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Tenants there are now.
    pub tenants: u64,
    /// Units there are now.
    pub units: u64,
    /// Assignments that are new.
    pub added: u64,
    /// Assignments that hold no longer.
    pub replaced: u64,
    /// What changed hands by it.
    pub moved: Moved,
    /// What is not bound to any place.
    pub unassigned: Unassigned,
}

/// Assignments that bind nothing, and EVSEs that nobody holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unassigned {
    /// Assignments whose Location or EVSE has not been synced.
    pub waiting: u64,
    /// Assignments whose name means more than one Location or EVSE: left unassigned, and named.
    pub ambiguous: Vec<String>,
    /// EVSEs that no Unit holds now.
    pub evses: u64,
}

/// An assignment as its row says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, sqlx::FromRow)]
struct AssignmentRow {
    level: String,
    country: Option<String>,
    party: Option<String>,
    place: String,
    connection: Option<String>,
    from_at: Option<i64>,
    until_at: Option<i64>,
}

/// A Location, what names it or an EVSE in it, the unit, and from when until when.
type Binding = (i64, String, i64, Option<i64>, Option<i64>);

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
            let units: Vec<(String, Option<String>)> = sqlx::query_as(
                "SELECT u.id, p.id FROM unit u LEFT JOIN unit p ON p.unit = u.parent
                 WHERE u.tenant = ? AND u.ended_at IS NULL",
            )
            .bind(tenant)
            .fetch_all(&mut *db)
            .await?;
            let units = units.into_iter().filter_map(|(id, parent)| {
                Some((
                    UnitId::new(&id).ok()?,
                    parent.and_then(|parent| UnitId::new(&parent).ok()),
                ))
            });
            let rows: Vec<(String, AssignmentRow)> = assignment_rows(db, tenant).await?;
            let Ok(id) = TenantId::new(&id) else { continue };
            let assignments = rows
                .into_iter()
                .filter_map(|(unit, row)| assignment(&unit, &row))
                .collect();
            let tenant = HeldTenant {
                units: units.collect(),
                assignments,
                ..HeldTenant::default()
            };
            held.tenants.insert(id, tenant);
        }
        Ok(held)
    }

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
        let before = bound(db).await?;
        let shape_before = shape(db).await?;
        let mut applied = Applied::default();

        if let Some(operator) = &setup.operator {
            sqlx::query("UPDATE operator SET name = ?")
                .bind(&operator.name)
                .execute(&mut *db)
                .await?;
        }
        if let Some(connections) = &setup.connections {
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
        }
        if let Some(tenants) = &setup.tenants {
            sqlx::query("UPDATE tenant SET ended_at = coalesce(ended_at, ?)")
                .bind(now.timestamp_millis())
                .execute(&mut *db)
                .await?;
            for tenant in tenants {
                apply_tenant(db, tenant, now, &mut applied).await?;
            }
            let ended = sqlx::query(
                "UPDATE assignment SET replaced_at = ?1 WHERE replaced_at IS NULL AND unit IN (
                     SELECT unit FROM unit u JOIN tenant t ON t.tenant = u.tenant
                     WHERE u.ended_at IS NOT NULL OR t.ended_at IS NOT NULL)",
            )
            .bind(now.timestamp_millis())
            .execute(&mut *db)
            .await?;
            applied.replaced += ended.rows_affected();
        }

        let after = bound(db).await?;
        let touched: BTreeSet<i64> = before
            .symmetric_difference(&after)
            .map(|(location, ..)| *location)
            .collect();
        let places = Places::load(db).await?;
        rebind::holdings(db, &places).await?;
        let touched: Vec<i64> = touched.into_iter().collect();
        if shape_before != shape(db).await? {
            cells::rebuild(db).await?;
        }
        applied.moved = rebind::records_at(db, &places, &touched).await?;
        applied.unassigned = unassigned(db, now).await?;
        (applied.tenants, applied.units) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM tenant WHERE ended_at IS NULL),
                    (SELECT count(*) FROM unit WHERE ended_at IS NULL)",
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

    /// What is not bound to any place now.
    ///
    /// # Errors
    /// The database's.
    pub async fn unassigned(&mut self, now: DateTime<Utc>) -> Result<Unassigned, WriteError> {
        unassigned(&mut self.db, now).await
    }
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
    if let Some(units) = &tenant.units {
        apply_units(db, row, units, now).await?;
    }
    if let Some(assignments) = &tenant.assignments {
        apply_assignments(db, row, assignments, now, applied).await?;
    }
    Ok(())
}

async fn apply_units(
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
        seen.push(row);
        match &unit.units {
            Some(children) => open.extend(children.iter().map(|child| (child, Some(row)))),
            None => kept.push(row),
        }
    }
    sqlx::query(include_str!("../sql/end_units.sql"))
        .bind(tenant)
        .bind(raw::json(&seen))
        .bind(raw::json(&kept))
        .bind(now.timestamp_millis())
        .execute(&mut *db)
        .await?;
    sqlx::query(include_str!("../sql/nearest_property.sql"))
        .bind(tenant)
        .execute(&mut *db)
        .await?;
    Ok(())
}

async fn apply_assignments(
    db: &mut SqliteConnection,
    tenant: i64,
    assignments: &[AssignmentSetup],
    now: DateTime<Utc>,
    applied: &mut Applied,
) -> Result<(), WriteError> {
    let units: Vec<(String, i64)> = sqlx::query_as("SELECT id, unit FROM unit WHERE tenant = ?")
        .bind(tenant)
        .fetch_all(&mut *db)
        .await?;
    let units: HashMap<String, i64> = units.into_iter().collect();
    let there: BTreeMap<_, _> = assignment_rows_by_id(db, tenant).await?;
    let mut wanted: Vec<(i64, AssignmentRow)> = Vec::new();
    for assignment in assignments {
        // the check has seen that it names a unit of this tenant
        if let Some(unit) = units.get(assignment.unit.as_str()) {
            wanted.push((*unit, row_of(assignment)));
        }
    }
    for (id, there) in &there {
        match wanted.iter().position(|wanted| wanted == there) {
            Some(at) => drop(wanted.swap_remove(at)),
            None => {
                sqlx::query("UPDATE assignment SET replaced_at = ? WHERE assignment = ?")
                    .bind(now.timestamp_millis())
                    .bind(id)
                    .execute(&mut *db)
                    .await?;
                applied.replaced += 1;
            }
        }
    }
    for (unit, row) in wanted {
        sqlx::query(
            "INSERT INTO assignment (unit, level, country, party, place, connection, from_at, until_at, recorded_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(unit)
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
        applied.added += 1;
    }
    Ok(())
}

async fn assignment_rows(
    db: &mut SqliteConnection,
    tenant: i64,
) -> Result<Vec<(String, AssignmentRow)>, WriteError> {
    let rows: Vec<(i64, String)> = sqlx::query_as("SELECT unit, id FROM unit WHERE tenant = ?")
        .bind(tenant)
        .fetch_all(&mut *db)
        .await?;
    let ids: HashMap<i64, String> = rows.into_iter().collect();
    let rows = assignment_rows_by_id(db, tenant).await?;
    Ok(rows
        .into_values()
        .filter_map(|(unit, row)| Some((ids.get(&unit)?.clone(), row)))
        .collect())
}

async fn assignment_rows_by_id(
    db: &mut SqliteConnection,
    tenant: i64,
) -> Result<BTreeMap<i64, (i64, AssignmentRow)>, WriteError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        assignment: i64,
        unit: i64,
        #[sqlx(flatten)]
        row: AssignmentRow,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT a.assignment, a.unit, a.level, a.country, a.party, a.place, a.connection, a.from_at, a.until_at
         FROM assignment a JOIN unit u ON u.unit = a.unit
         WHERE u.tenant = ? AND a.replaced_at IS NULL",
    )
    .bind(tenant)
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.assignment, (row.unit, row.row)))
        .collect())
}

fn row_of(assignment: &AssignmentSetup) -> AssignmentRow {
    let (level, reference) = match &assignment.place {
        Place::Location(reference) => ("location", reference),
        Place::Evse(reference) => ("evse", reference),
    };
    let at = |instant: DateTime<Utc>| instant.timestamp_millis();
    AssignmentRow {
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

fn assignment(unit: &str, row: &AssignmentRow) -> Option<AssignmentSetup> {
    let instant = DateTime::from_timestamp_millis;
    let written = match (&row.country, &row.party) {
        (Some(country), Some(party)) => format!("{country}-{party}/{}", row.place),
        (None, Some(party)) => format!("{party}/{}", row.place),
        _ => row.place.clone(),
    };
    let reference = Reference::new(&written).ok()?;
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
        during: Interval::new(
            row.from_at.and_then(instant),
            row.until_at.and_then(instant),
        )?,
    })
}

/// What the cells are cut by: the tree of Units, and which usage class a group counts to.
async fn shape(
    db: &mut SqliteConnection,
) -> Result<Vec<(i64, Option<i64>, Option<String>)>, WriteError> {
    let shape = sqlx::query_as(
        "SELECT unit, parent, NULL FROM unit UNION ALL SELECT user_group, NULL, usage FROM user_group ORDER BY 1, 3",
    );
    Ok(shape.fetch_all(db).await?)
}

/// Which Location is touched by which assignment that binds.
async fn bound(db: &mut SqliteConnection) -> Result<BTreeSet<Binding>, WriteError> {
    let rows: Vec<Binding> = sqlx::query_as(include_str!("../sql/bound_locations.sql"))
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

async fn unassigned(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<Unassigned, WriteError> {
    let (bound, named): (i64, i64) = sqlx::query_as(include_str!("../sql/assignments_waiting.sql"))
        .fetch_one(&mut *db)
        .await?;
    let ambiguous = sqlx::query_scalar(include_str!("../sql/assignments_ambiguous.sql"))
        .fetch_all(&mut *db)
        .await?;
    let evses: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM evse e WHERE e.status <> 'REMOVED' AND NOT EXISTS (
             SELECT 1 FROM holding h WHERE h.evse = e.evse AND h.from_at <= ?1 AND ?1 < h.until_at)",
    )
    .bind(now.timestamp_millis())
    .fetch_one(&mut *db)
    .await?;
    Ok(Unassigned {
        waiting: (named - bound).unsigned_abs(),
        ambiguous,
        evses: evses.unsigned_abs(),
    })
}

fn kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Portfolio => "portfolio",
        UnitKind::Property => "property",
        UnitKind::Site => "site",
        UnitKind::Department => "department",
    }
}
