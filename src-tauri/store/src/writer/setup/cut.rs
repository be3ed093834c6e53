//! What the file says beyond what anybody gets.

use access::{CutOff, TenantId, cut_off};
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

use crate::{error::WriteError, policy};

/// What is cut off in the tenants that there are.
pub(super) async fn off(
    db: &mut SqliteConnection,
    now: DateTime<Utc>,
) -> Result<Vec<(TenantId, CutOff)>, WriteError> {
    let tenants: Vec<i64> = sqlx::query_scalar(include_str!("../../sql/tenants_with_limits.sql"))
        .fetch_all(&mut *db)
        .await?;
    let mut all = Vec::new();
    for tenant in tenants {
        if let Some(tenant) = policy::load(db, tenant, now).await? {
            let cut = cut_off(&tenant).into_iter();
            all.extend(cut.map(|cut| (tenant.id.clone(), cut)));
        }
    }
    Ok(all)
}
