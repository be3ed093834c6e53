//! Settles what has changed: counts the people of cells again, and says which cells may be shown to whoever may not
//! see their rows (ACCESS.md, Aggregates). Newest first: months with their days, then years.
//!
//! What is not settled is shown to nobody who may not see its rows anyway.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, Utc};
use sqlx::{Connection as _, SqliteConnection};

use super::{Writer, raw, tenure};
use crate::error::WriteError;

const SETTLE: &str = include_str!("../sql/settle/settle.sql");
/// So many months or years of a tenant are settled in one transaction.
const AT_ONCE: i64 = 16;

#[derive(sqlx::FromRow)]
struct Unsettled {
    tenant: i64,
    k: i64,
    grid: i64,
    period: i64,
}

impl Writer {
    /// Settles all that waits for it, as it is at an instant: a day that has not begun is nobody's secret.
    ///
    /// # Errors
    /// The database's; what was settled before stays.
    pub async fn settle(&mut self, now: DateTime<Utc>) -> Result<(), WriteError> {
        self.begin_to_settle(now).await?;
        while self.settle_next().await? {}
        Ok(())
    }

    /// Settles some of it, the newest first; false if there was nothing to settle.
    ///
    /// # Errors
    /// The database's.
    pub async fn settle_some(&mut self, now: DateTime<Utc>) -> Result<bool, WriteError> {
        self.begin_to_settle(now).await?;
        self.settle_next().await
    }

    /// Whether nothing that has landed waits for it.
    ///
    /// # Errors
    /// The database's.
    pub async fn is_settled(&mut self) -> Result<bool, WriteError> {
        let is_any: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM unsettled)")
            .fetch_one(&mut self.db)
            .await?;
        Ok(!is_any)
    }

    async fn begin_to_settle(&mut self, now: DateTime<Utc>) -> Result<(), WriteError> {
        let mut transaction = self.db.begin().await?;
        tenure::refresh_if_due(&mut transaction, now).await?;
        transaction.commit().await?;
        sqlx::raw_sql(include_str!("../sql/settle/tables.sql"))
            .execute(&mut self.db)
            .await?;
        Ok(())
    }

    async fn settle_next(&mut self) -> Result<bool, WriteError> {
        let mut transaction = self.db.begin().await?;
        let some: Vec<Unsettled> = sqlx::query_as(
            "SELECT w.tenant, t.k, w.grid, w.period
             FROM unsettled w JOIN tenant t USING (tenant)
             ORDER BY w.grid, w.period DESC, w.tenant LIMIT ?",
        )
        .bind(AT_ONCE)
        .fetch_all(&mut *transaction)
        .await?;
        for unsettled in &some {
            // a period outside of the calendar has no days to count
            let (first, last) = days(unsettled.grid, unsettled.period).unwrap_or_default();
            sqlx::query("DELETE FROM temp.settling")
                .execute(&mut *transaction)
                .await?;
            sqlx::query(
                "INSERT INTO temp.settling (tenant, k, grid, period, first_day, last_day) VALUES (?, ?, ?, ?, ?, ?)",
            )
            .bind(unsettled.tenant)
            .bind(unsettled.k)
            .bind(unsettled.grid)
            .bind(unsettled.period)
            .bind(number(first))
            .bind(number(last))
            .execute(&mut *transaction)
            .await?;
            // one by one, since what is prepared once is kept: to plan them takes longer than they do where few people charge
            for statement in SETTLE.split_terminator(";\n") {
                sqlx::query(statement).execute(&mut *transaction).await?;
            }
        }
        transaction.commit().await?;
        Ok(!some.is_empty())
    }
}

/// How many people a figure of each tenant needs.
pub(super) async fn limits(db: &mut SqliteConnection) -> Result<BTreeSet<(i64, i64)>, WriteError> {
    let limits = sqlx::query_as("SELECT tenant, k FROM tenant");
    let limits: Vec<(i64, i64)> = limits.fetch_all(db).await?;
    Ok(limits.into_iter().collect())
}

/// Lets all that was settled of some tenants wait to be settled again.
pub(super) async fn again(
    db: &mut SqliteConnection,
    tenants: &BTreeSet<i64>,
) -> Result<(), WriteError> {
    sqlx::query(include_str!("../sql/settle/unsettle_tenants.sql"))
        .bind(raw::json(tenants))
        .execute(&mut *db)
        .await?;
    forget_unsettled(db).await
}

/// What waits to be settled is not shown until then.
pub(super) async fn forget_unsettled(db: &mut SqliteConnection) -> Result<(), WriteError> {
    sqlx::query(include_str!("../sql/settle/forget_unsettled.sql"))
        .execute(db)
        .await?;
    Ok(())
}

/// The first and the last day of a month or a year.
fn days(grid: i64, period: i64) -> Option<(NaiveDate, NaiveDate)> {
    let (year, month, months) = match grid {
        2 => (period.div_euclid(12), period.rem_euclid(12) + 1, 1),
        _ => (period, 1, 12),
    };
    let year = i32::try_from(year).ok()?;
    let first = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, 1)?;
    let last = first
        .checked_add_months(Months::new(months))?
        .checked_sub_days(Days::new(1))?;
    (last.year() == year).then_some((first, last))
}

fn number(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_has_its_first_and_its_last_day() {
        let text = |grid, period| days(grid, period).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(
            text(2, 2_024 * 12 + 1).as_deref(),
            Some("2024-02-01 2024-02-29")
        );
        assert_eq!(
            text(2, 2_024 * 12 + 11).as_deref(),
            Some("2024-12-01 2024-12-31")
        );
        assert_eq!(text(3, 2_024).as_deref(), Some("2024-01-01 2024-12-31"));
        assert_eq!(text(3, i64::MAX), None);
    }
}
