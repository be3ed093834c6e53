//! Counts the people of changed cells again, newest periods first, a period a transaction.
//!
//! A cell whose people are not counted is shown to nobody who may not see its rows anyway.

use chrono::{Days, Months, NaiveDate};
use sqlx::Connection as _;

use super::Writer;
use crate::error::WriteError;

impl Writer {
    /// Settles the newest unsettled period; false if there was none.
    ///
    /// # Errors
    /// The database's.
    pub async fn settle_one(&mut self) -> Result<bool, WriteError> {
        let mut transaction = self.db.begin().await?;
        let next: Option<(i64, i64)> =
            sqlx::query_as("SELECT grid, period FROM unsettled ORDER BY grid, period DESC LIMIT 1")
                .fetch_optional(&mut *transaction)
                .await?;
        let Some((grid, period)) = next else {
            return Ok(false);
        };
        if let Some((first, last)) = days(grid, period) {
            sqlx::query(include_str!("../sql/cells/settle.sql"))
                .bind(grid)
                .bind(period)
                .bind(number(first))
                .bind(number(last))
                .execute(&mut *transaction)
                .await?;
        }
        sqlx::query("DELETE FROM unsettled WHERE grid = ? AND period = ?")
            .bind(grid)
            .bind(period)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }
}

/// The first and the last day of a period.
fn days(grid: i64, period: i64) -> Option<(NaiveDate, NaiveDate)> {
    let day = |year: i64, month: i64| {
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, u32::try_from(month).ok()?, 1)
    };
    let (first, months) = match grid {
        1 => {
            let day =
                NaiveDate::default().checked_add_signed(chrono::TimeDelta::try_days(period)?)?;
            return Some((day, day));
        }
        2 => (day(period.div_euclid(12), period.rem_euclid(12) + 1)?, 1),
        _ => (day(period, 1)?, 12),
    };
    let last = first
        .checked_add_months(Months::new(months))?
        .checked_sub_days(Days::new(1))?;
    Some((first, last))
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
        assert_eq!(text(1, 19_782).as_deref(), Some("2024-02-29 2024-02-29"));
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
