//! Reads what a Scope allows, and nothing else.
//!
//! On opening, a Reader lays its Scope out as temporary tables and makes the masked `v_` views of the Scope's
//! shape; then an authorizer lets through no read of the database but by these views. Every statement here
//! reads them and says nothing of tenants or roles itself.

mod answer;
mod authorizer;
mod charge_points;
mod connections;
pub(crate) mod cover;
mod cut;
mod entries;
mod figures;
mod freshness;
mod ground;
mod observed;
mod openness;
mod places;
mod release;
mod row;
pub(crate) mod running;
pub(crate) mod scope_rows;
mod sessions;
pub(crate) mod shape;
mod snapshot;
mod span;
mod statement;
mod sums;
mod units;
mod whereabouts;

use std::{collections::BTreeSet, sync::Arc};

use access::Scope;
use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use sqlx::{Connection, Sqlite, SqliteConnection, Transaction, types::Json};

use crate::{
    audit::{Audit, Entry, What},
    connect,
    error::{OpenError, ReadError},
};
use ground::Ground;
use scope_rows::ScopeRows;
use sessions::{IdKey, Listing};
use shape::Shape;

pub use answer::{FigureRow, Figures, Question, Row};
pub use charge_points::{ChargePoint, ChargePoints, NamedPoint, OBSERVED_DAYS, Plug};
pub use connections::{
    ConnectionInside, ConnectionSeen, MOST_QUARANTINED, ModuleSeen, QuarantinedRecord,
    RecordsFound, WalkSeen,
};
pub use cut::{Cut, Key, NoSuchCut};
pub use observed::ObservedTime;

pub use freshness::Freshness;
pub use sessions::{
    MOST_ROWS, PriceCheck, Reached, RecordField, SessionColumn, SessionColumns, SessionDetail,
    SessionFilter, SessionList, SessionOrder, SessionPage, SessionPart, SessionRow, SessionState,
    Sum, has_rows_across,
};
pub use statement::{
    LineMoney, MonthSum, StatementLine, StatementQuestion, StatementRecords, Unbilled, WantedField,
};

/// Reads under one Scope, on a connection that can't write.
pub struct Reader {
    db: SqliteConnection,
    scope: Scope,
    audit: Audit,
    id_key: IdKey,
    /// What the last answer rested on.
    ground: Option<Arc<Ground>>,
    /// The list that was asked for last.
    listing: Option<Listing>,
    /// Who was named in which answers: told once more, it is no news for the audit log.
    told: BTreeSet<(What, NaiveDate, NaiveDate, String)>,
}

/// The period of a question, in milliseconds: `[from, until)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    from: i64,
    until: i64,
}

impl Period {
    pub(crate) const ALWAYS: Self = Self {
        from: i64::MIN,
        until: i64::MAX,
    };

    fn is_over(self, at: DateTime<Utc>) -> bool {
        self.until <= at.timestamp_millis()
    }
}

impl Reader {
    /// Takes over a reading connection, which is closed if this fails.
    pub(crate) async fn open(
        db: SqliteConnection,
        scope: Scope,
        audit: Audit,
    ) -> Result<Self, OpenError> {
        let shape = Shape::of(scope.rows());
        let rows = ScopeRows::of(&scope);
        Self::laid_out(db, scope, audit, shape.script(), &rows).await
    }

    /// With the views of this script, over these rows.
    pub(crate) async fn laid_out(
        mut db: SqliteConnection,
        scope: Scope,
        audit: Audit,
        views: &'static str,
        rows: &ScopeRows,
    ) -> Result<Self, OpenError> {
        let laid_out = async {
            sqlx::raw_sql(shape::TABLES).execute(&mut db).await?;
            sqlx::raw_sql(views).execute(&mut db).await?;
            rows.write(&mut db).await?;
            let id_key = IdKey::load(&mut db, rows.tenant).await?;
            authorizer::set(&mut db).await?;
            Ok(id_key)
        };
        match laid_out.await {
            Ok(id_key) => Ok(Self {
                db,
                scope,
                audit,
                id_key,
                ground: None,
                listing: None,
                told: BTreeSet::new(),
            }),
            Err(error) => {
                connect::close(db).await;
                let error: sqlx::Error = error;
                Err(OpenError::Database(error.into()))
            }
        }
    }

    /// Closes its connection, and returns when that is done: a program that ends while the engine still works may end
    /// with a crash.
    pub async fn close(self) {
        connect::close(self.db).await;
    }

    /// The Scope that it reads under.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// A snapshot under a Scope that still holds.
    pub(crate) async fn begin(
        &mut self,
        now: DateTime<Utc>,
    ) -> Result<Transaction<'_, Sqlite>, ReadError> {
        if self.scope.until().is_some_and(|until| until <= now) {
            return Err(ReadError::ScopeEnded);
        }
        let epoch = self.scope.epoch();
        let mut transaction = self.db.begin().await?;
        let there: i64 = sqlx::query_scalar("SELECT policy_epoch FROM v_policy")
            .fetch_one(&mut *transaction)
            .await?;
        if there != epoch {
            transaction.rollback().await?;
            return Err(ReadError::ScopeChanged);
        }
        Ok(transaction)
    }

    /// Who is about to be named stands in the audit log before the answer leaves. Once for a Reader, which is one person
    /// looking: a list that is read anew every few seconds would bury everything else.
    async fn put_down(
        &mut self,
        what: What,
        (from, to): (NaiveDate, NaiveDate),
        mut named: BTreeSet<String>,
        now: DateTime<Utc>,
    ) -> Result<(), ReadError> {
        let told = |name: &String| (what, from, to, name.clone());
        named.retain(|name| !self.told.contains(&told(name)));
        if named.is_empty() {
            return Ok(());
        }
        let person = self.scope.person();
        let entry = Entry {
            at: now,
            person: person.to_owned(),
            tenant: person.split_once('/').map(|(tenant, _)| tenant.to_owned()),
            what,
            from,
            to,
            subjects: named.iter().cloned().collect(),
        };
        let put_down = self.audit.append(&entry).await;
        put_down.map_err(ReadError::NotAudited)?;
        self.told.extend(named.iter().map(told));
        Ok(())
    }
}

/// All rows of a statement that packs them into one, as JSON: through sqlx each row is a hop between threads, and each column
/// of it a copy. For what comes in thousands.
async fn rows_of<T>(
    db: &mut SqliteConnection,
    statement: &'static str,
) -> Result<Vec<T>, sqlx::Error>
where
    T: DeserializeOwned + Send + Unpin + 'static,
{
    let Json(rows) = sqlx::query_scalar(statement).fetch_one(db).await?;
    Ok(rows)
}

/// Says of which months the next statement asks what is released: the first and the last, since the year 0.
pub(crate) async fn ask_for_months(
    db: &mut SqliteConnection,
    (first, last): (i64, i64),
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE temp.s_me SET m_first = ?, m_last = ?")
        .bind(first)
        .bind(last)
        .execute(db)
        .await?;
    Ok(())
}

/// Says which session starts the next statement asks for.
pub(crate) async fn ask_for(db: &mut SqliteConnection, period: Period) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE temp.s_me SET t_from = ?, t_until = ?")
        .bind(period.from)
        .bind(period.until)
        .execute(db)
        .await?;
    Ok(())
}
