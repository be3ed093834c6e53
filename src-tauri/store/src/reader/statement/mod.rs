//! All CDRs of a unit and a month, for a document that itemises them: with money and prices, and without people.
//!
//! The CDRs are found in one snapshot; what the CPMS wrote of each is then read slice by slice, so that no snapshot is
//! held for long, however many there are.

mod line;

use access::{Class, Place, Rows, Scope, setup::Feature};
use chrono::{DateTime, Utc};
use model::{Amount, Energy, Month};
use sqlx::SqliteConnection;

use super::{
    Reader, ask_for, cut::number, freshness, places::LocalDays, sessions::has_rows_across,
};
use crate::{error::ReadError, visible::Visible, writer::json};
use line::Lines;
pub use line::{LineMoney, StatementLine};

/// Statements are for whoever has this feature, and may see rows and their money.
const STATEMENT: &str = "statement";

/// What is itemised.
#[derive(Clone, Debug)]
pub struct StatementQuestion {
    /// `TENANT/UNIT`, or the unit's id alone where it is the only one: the unit, and all below it.
    pub unit: String,
    /// The local month in which sessions started.
    pub month: Month,
    /// Which of the CPMS's own commercial fields are wanted with each CDR.
    pub wanted: WantedField,
}

/// Whether a field of this path is wanted.
pub type WantedField = fn(&str) -> bool;

/// What a statement is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementRecords {
    /// What the unit is called.
    pub name: String,
    /// What its tenant is called.
    pub tenant: String,
    /// Whom the document is from, line by line; empty where setup.json does not say.
    pub letterhead: Vec<String>,
    /// Whom it is for, line by line; empty where setup.json does not say.
    pub recipient: Vec<String>,
    /// The month.
    pub month: Month,
    /// Its CDRs, by when they started.
    pub lines: Vec<StatementLine>,
    /// What the month before came to, by currency.
    pub before: Vec<MonthSum>,
    /// What has ended in the month and is not billed.
    pub unbilled: Unbilled,
    /// Whether all of the month is here that there will be, as far as can be known.
    pub is_complete: bool,
}

/// What the CDRs of a month come to in one currency.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MonthSum {
    /// ISO 4217; of CDRs whose money is not for this person there is none.
    pub currency: Option<String>,
    /// CDRs that are not credits.
    pub cdrs: i64,
    /// Credits.
    pub credits: i64,
    /// With credits taken off.
    #[sqlx(try_from = "WattHours")]
    pub energy_wh: Energy,
    /// Without VAT.
    #[sqlx(try_from = "Minor")]
    pub net: Amount,
    /// With VAT; `None` where not every CDR says it.
    #[sqlx(try_from = "MaybeMinor")]
    pub gross: Option<Amount>,
}

/// Sessions that have ended and that no CDR bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Unbilled {
    /// So many.
    pub sessions: i64,
    /// What they say was charged.
    #[sqlx(try_from = "WattHours")]
    pub energy_wh: Energy,
}

#[derive(sqlx::Type)]
#[sqlx(transparent)]
struct WattHours(i64);

impl From<WattHours> for Energy {
    fn from(WattHours(wh): WattHours) -> Self {
        Self::from_wh(wh)
    }
}

#[derive(sqlx::Type)]
#[sqlx(transparent)]
struct Minor(i64);

impl From<Minor> for Amount {
    fn from(Minor(minor4): Minor) -> Self {
        Self::from_minor4(minor4)
    }
}

#[derive(sqlx::Type)]
#[sqlx(transparent)]
struct MaybeMinor(Option<i64>);

impl From<MaybeMinor> for Option<Amount> {
    fn from(MaybeMinor(minor4): MaybeMinor) -> Self {
        minor4.map(Amount::from_minor4)
    }
}

#[derive(sqlx::FromRow)]
struct Named {
    name: String,
    tenant: String,
    letterhead: String,
    recipient: String,
    has_property: bool,
}

impl Reader {
    /// All CDRs of a unit and a month.
    ///
    /// # Errors
    /// [`ReadError::NotFound`] where there is no such unit, or where this person may print none of it;
    /// [`ReadError::Ambiguous`] where several are called so; [`ReadError::WantsProperty`] for more than one property at a time without the feature `rows_across`; else as
    /// [`figures`](Self::figures).
    pub async fn statement(
        &mut self,
        question: &StatementQuestion,
        now: DateTime<Utc>,
    ) -> Result<Visible<StatementRecords>, ReadError> {
        if !can_print(&self.scope) {
            return Err(ReadError::NotFound);
        }
        let scope = self.scope.clone();
        let month = question.month;
        let days = LocalDays {
            from: month.first(),
            to: month.last(),
        };
        let mut transaction = self.begin(now).await?;
        let db = &mut *transaction;
        let (tenant, unit) = in_full(db, &question.unit).await?;
        let (tenant, unit) = (tenant.as_str(), unit.as_str());
        let named = named(db, tenant, unit).await?.ok_or(ReadError::NotFound)?;
        let units: Vec<i64> = sqlx::query_scalar(include_str!("../../sql/statement/units.sql"))
            .bind(tenant)
            .bind(unit)
            .fetch_all(&mut *db)
            .await?;
        let mut lines = Lines::find(db, days, &units).await?;
        if lines.is_empty() && !opens(&scope, &units, days) {
            return Err(ReadError::NotFound);
        }
        if !named.has_property && !has_rows_across(&scope) {
            return Err(ReadError::WantsProperty);
        }
        let before = LocalDays {
            from: month.before().first(),
            to: month.before().last(),
        };
        let unbilled = of_units(
            include_str!("../../sql/statement/unbilled.sql"),
            days,
            &units,
        )
        .fetch_one(&mut *db)
        .await?;
        ask_for(db, before.anywhere()).await?;
        let before = of_units(include_str!("../../sql/statement/sums.sql"), before, &units)
            .fetch_all(&mut *db)
            .await?;
        let freshness = freshness::of(db).await?;
        transaction.rollback().await?;
        let has_all = freshness
            .complete_from
            .is_some_and(|from| from <= days.from);
        let is_over = freshness
            .as_of
            .is_some_and(|as_of| days.anywhere().is_over(as_of));
        for slice in lines.slices() {
            let mut transaction = self.begin(now).await?;
            lines.read(&mut transaction, slice, question.wanted).await?;
            transaction.rollback().await?;
        }
        let records = StatementRecords {
            name: named.name,
            tenant: named.tenant,
            letterhead: text_lines(&named.letterhead),
            recipient: text_lines(&named.recipient),
            month,
            lines: lines.done(),
            before,
            unbilled,
            is_complete: has_all && is_over,
        };
        Ok(Visible::new(records, scope.id()))
    }
}

fn can_print(scope: &Scope) -> bool {
    Feature::new(STATEMENT).is_some_and(|feature| scope.can(&feature))
}

/// Whether rows and their money are open at one of these units, whatever rows there are.
fn opens(scope: &Scope, units: &[i64], days: LocalDays) -> bool {
    let Rows::Tenant(rows) = scope.rows() else {
        return true;
    };
    let period = days.anywhere();
    rows.places.iter().any(|entry| {
        let is_here = match entry.key {
            Place::Unit(unit) => units.contains(&unit.0),
            Place::Evse(_) => false,
        };
        is_here
            && entry.bits.has(Class::S)
            && entry.bits.has(Class::C)
            && entry.during.from < period.until
            && period.from < entry.during.until
    })
}

/// The tenant's id and the unit's.
async fn in_full(db: &mut SqliteConnection, name: &str) -> Result<(String, String), ReadError> {
    if let Some((tenant, unit)) = name.split_once('/') {
        return Ok((tenant.to_owned(), unit.to_owned()));
    }
    let found: Vec<(String, bool)> = sqlx::query_as(
        "SELECT t.id, t.has_ended FROM v_tenant t CROSS JOIN v_unit u ON u.tenant = t.tenant WHERE u.id = ? ORDER BY t.id",
    )
    .bind(name)
    .fetch_all(db)
    .await?;
    // of a tenant that is gone, a unit is meant only where no other has one that is called so
    let is_there = found.iter().any(|(_, has_ended)| !has_ended);
    let found = found
        .into_iter()
        .filter(|(_, has_ended)| !(is_there && *has_ended));
    let mut tenants: Vec<String> = found.map(|(tenant, _)| tenant).collect();
    match (tenants.pop(), tenants.as_slice()) {
        (None, _) => Err(ReadError::NotFound),
        (Some(tenant), []) => Ok((tenant, name.to_owned())),
        (Some(last), others) => {
            let all = others.iter().chain([&last]);
            let named = all.map(|tenant| format!("{tenant}/{name}")).collect();
            Err(ReadError::Ambiguous(named))
        }
    }
}

async fn named(
    db: &mut SqliteConnection,
    tenant: &str,
    unit: &str,
) -> Result<Option<Named>, sqlx::Error> {
    sqlx::query_as(
        "SELECT u.name, t.name AS tenant, t.letterhead, u.recipient, u.property IS NOT NULL AS has_property
         FROM v_tenant t CROSS JOIN v_unit u ON u.tenant = t.tenant
         WHERE t.id = ? AND u.id = ?",
    )
    .bind(tenant)
    .bind(unit)
    .fetch_optional(db)
    .await
}

type OfUnits<'q, T> = sqlx::query::QueryAs<'q, sqlx::Sqlite, T, sqlx::sqlite::SqliteArguments>;

fn of_units<'q, T>(statement: &'static str, days: LocalDays, units: &[i64]) -> OfUnits<'q, T>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>,
{
    sqlx::query_as(statement)
        .bind(number(days.from))
        .bind(number(days.to))
        .bind(json(&units))
}

fn text_lines(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}
