//! A tenant, as far as it decides who may see what.

use std::collections::{BTreeMap, HashMap};

use access::{
    GroupKey, TenantId, TenantPolicy, UsageClass,
    attribution::{DriverKey, TenantKey, UnitKey, VehicleKey},
    setup::Usage,
};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use super::{places, rights};

/// Whom and what grants of the tenant can name, by its id.
#[derive(Default)]
pub(super) struct Names {
    pub units: HashMap<String, UnitKey>,
    pub groups: HashMap<String, GroupKey>,
    pub drivers: HashMap<String, DriverKey>,
    pub vehicles: HashMap<String, VehicleKey>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    time_zone: String,
    k: i64,
    ceiling_classes: Option<String>,
    ceiling_features: Option<String>,
}

/// All of one tenant and nothing of another; `None` where its row can't be read.
pub(crate) async fn load(
    db: &mut SqliteConnection,
    tenant: i64,
    now: DateTime<Utc>,
) -> Result<Option<TenantPolicy>, sqlx::Error> {
    let row: Row = sqlx::query_as(
        "SELECT id, time_zone, k, ceiling_classes, ceiling_features FROM tenant WHERE tenant = ?",
    )
    .bind(tenant)
    .fetch_one(&mut *db)
    .await?;
    let (Ok(id), Ok(time_zone), Ok(k)) = (
        TenantId::new(&row.id),
        row.time_zone.parse(),
        u8::try_from(row.k),
    ) else {
        return Ok(None);
    };
    let mut names = Names::default();
    let units = places::units(db, tenant, now, &mut names).await?;
    let groups = groups(db, tenant, &mut names).await?;
    let drivers = drivers(db, tenant, &groups, &mut names).await?;
    names.vehicles = vehicles(db, tenant).await?;
    let named = places::named(db, tenant).await?;
    Ok(Some(TenantPolicy {
        tenant: TenantKey(tenant),
        id,
        time_zone,
        k,
        ceiling: rights::ceiling(
            row.ceiling_classes.as_deref(),
            row.ceiling_features.as_deref(),
        ),
        roles: rights::roles(db, tenant).await?,
        units,
        groups,
        drivers,
        grants: rights::grants(db, tenant, &names, &named).await?,
        evses: named.held,
        changes_at: places::changes_at(db, tenant, now).await?,
    }))
}

/// Also those that ended, since records speak of them. One whose usage can't be read is nobody's.
async fn groups(
    db: &mut SqliteConnection,
    tenant: i64,
    names: &mut Names,
) -> Result<BTreeMap<GroupKey, UsageClass>, sqlx::Error> {
    let rows: Vec<(i64, String, String)> =
        sqlx::query_as("SELECT user_group, id, usage FROM user_group WHERE tenant = ?")
            .bind(tenant)
            .fetch_all(db)
            .await?;
    let mut groups = BTreeMap::new();
    for (group, id, usage) in rows {
        let usage = match &*usage {
            "internal" => Usage::Internal,
            "guest" => Usage::Guest,
            "public" => Usage::Public,
            _ => continue,
        };
        groups.insert(GroupKey(group), usage.into());
        names.groups.insert(id, GroupKey(group));
    }
    Ok(groups)
}

async fn drivers(
    db: &mut SqliteConnection,
    tenant: i64,
    groups: &BTreeMap<GroupKey, UsageClass>,
    names: &mut Names,
) -> Result<BTreeMap<DriverKey, Option<GroupKey>>, sqlx::Error> {
    let rows: Vec<(i64, String, Option<i64>)> =
        sqlx::query_as("SELECT driver, id, user_group FROM driver WHERE tenant = ?")
            .bind(tenant)
            .fetch_all(db)
            .await?;
    let mut drivers = BTreeMap::new();
    for (driver, id, group) in rows {
        let group = group.map(GroupKey);
        // a driver of a group that can't be read is not one without a group: more could be open there
        if group.is_none_or(|group| groups.contains_key(&group)) {
            drivers.insert(DriverKey(driver), group);
            names.drivers.insert(id, DriverKey(driver));
        }
    }
    Ok(drivers)
}

async fn vehicles(
    db: &mut SqliteConnection,
    tenant: i64,
) -> Result<HashMap<String, VehicleKey>, sqlx::Error> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("SELECT id, vehicle FROM vehicle WHERE tenant = ?")
            .bind(tenant)
            .fetch_all(db)
            .await?;
    let vehicles = rows.into_iter();
    Ok(vehicles
        .map(|(id, vehicle)| (id, VehicleKey(vehicle)))
        .collect())
}
