//! The CPMSs of a profile: how far each of them is; for the operator also what came of it, and what could not be
//! understood.

use access::Rows;
use chrono::{DateTime, NaiveDate, Utc};
use model::Module;
use sqlx::SqliteConnection;

use super::{
    Reader,
    freshness::{Freshness, first_whole_day},
};
use crate::{error::ReadError, visible::Visible};

/// So many records that were not understood are told one by one, the newest first.
pub const MOST_QUARANTINED: i64 = 200;

/// One CPMS of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionSeen {
    /// Its id in setup.json and on the command line.
    pub id: String,
    /// How far its sessions and CDRs are here.
    pub freshness: Freshness,
    /// For the operator alone.
    pub inside: Option<ConnectionInside>,
}

/// What the operator alone is told of a CPMS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionInside {
    /// Where its versions are, once somebody has said so.
    pub url: Option<String>,
    /// What came of it.
    pub found: RecordsFound,
    /// How far each of its modules is, in the order in which they are pulled.
    pub modules: Vec<ModuleSeen>,
    /// Why records were not understood, and how many each: the commonest first.
    pub reasons: Vec<(String, i64)>,
    /// The newest of these records.
    pub quarantined: Vec<QuarantinedRecord>,
}

/// How many records of a CPMS are here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordsFound {
    /// Locations.
    pub locations: i64,
    /// EVSEs that are still there.
    pub evses: i64,
    /// Of them those that nobody holds now.
    pub unassigned: i64,
    /// Tariffs.
    pub tariffs: i64,
    /// Sessions.
    pub sessions: i64,
    /// CDRs.
    pub cdrs: i64,
}

/// How far a module is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleSeen {
    /// OCPI's name for it.
    pub module: String,
    /// The day since when everything of it is here; `None` while nothing is complete.
    pub complete_from: Option<NaiveDate>,
    /// The CPMS's clock when it was last asked for all that is new, and gave it.
    pub as_of: Option<DateTime<Utc>>,
    /// The walks under way, or next: to what is newer, to what is older.
    pub walks: Vec<WalkSeen>,
}

/// A walk through what changed in a window of `last_updated`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WalkSeen {
    /// Whether it leads to what is older than all that is here.
    pub is_backfill: bool,
    /// The first instant of the window; `None` is the beginning of time.
    pub from: Option<DateTime<Utc>>,
    /// The first instant after it.
    pub until: DateTime<Utc>,
    /// Records of it that have come.
    pub walked: i64,
    /// How many it has, as far as the CPMS says.
    pub total: Option<i64>,
}

/// A record that was not understood. What it says is not told: it can name people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarantinedRecord {
    /// OCPI's name for its module.
    pub module: String,
    /// The CPMS's own id of it, as far as it has one.
    pub id: Option<String>,
    /// Why: a stable code, for example `invalid-timestamp`.
    pub reason: String,
    /// Where in the record.
    pub field: String,
    /// When it came first.
    pub seen_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct ConnectionRow {
    connection: i64,
    id: String,
    begun: i64,
    complete_from_at: Option<i64>,
    complete_until_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct ModuleRow {
    module: String,
    complete_from_at: Option<i64>,
    complete_until_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct WalkRow {
    module: String,
    direction: String,
    from_at: Option<i64>,
    until_at: i64,
    walked: i64,
    total: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct QuarantinedRow {
    module: String,
    id: Option<String>,
    reason: String,
    field: String,
    seen_at: i64,
}

impl Reader {
    /// The CPMSs of the profile by id: for the operator all of them; for a customer those at which they ever held
    /// something, and of these only how far they are.
    ///
    /// # Errors
    /// As [`figures`](Self::figures).
    pub async fn connections(
        &mut self,
        now: DateTime<Utc>,
    ) -> Result<Visible<Vec<ConnectionSeen>>, ReadError> {
        let scope = self.scope.clone();
        let mut transaction = self.begin(now).await?;
        let rows: Vec<ConnectionRow> = sqlx::query_as(
            "SELECT connection, id, begun, complete_from_at, complete_until_at FROM v_connection ORDER BY id",
        )
        .fetch_all(&mut *transaction)
        .await?;
        let mut seen = Vec::with_capacity(rows.len());
        for row in rows {
            let inside = match scope.rows() {
                Rows::All => Some(inside(&mut transaction, row.connection).await?),
                Rows::Tenant(_) => None,
            };
            seen.push(ConnectionSeen {
                freshness: Freshness::told(
                    2,
                    row.begun,
                    row.complete_from_at,
                    row.complete_until_at,
                ),
                id: row.id,
                inside,
            });
        }
        transaction.rollback().await?;
        Ok(Visible::new(seen, scope.id()))
    }
}

async fn inside(
    db: &mut SqliteConnection,
    connection: i64,
) -> Result<ConnectionInside, sqlx::Error> {
    let url = sqlx::query_scalar("SELECT url FROM v_address WHERE connection = ?")
        .bind(connection)
        .fetch_one(&mut *db)
        .await?;
    let reasons = sqlx::query_as(
        "SELECT reason, count(*) FROM v_quarantine WHERE connection = ? GROUP BY reason ORDER BY 2 DESC, 1",
    )
    .bind(connection)
    .fetch_all(&mut *db)
    .await?;
    Ok(ConnectionInside {
        url,
        reasons,
        found: found(db, connection).await?,
        modules: modules(db, connection).await?,
        quarantined: quarantined(db, connection).await?,
    })
}

async fn found(db: &mut SqliteConnection, connection: i64) -> Result<RecordsFound, sqlx::Error> {
    let counts: Vec<(String, i64)> =
        sqlx::query_as("SELECT what, records FROM v_found WHERE connection = ?")
            .bind(connection)
            .fetch_all(db)
            .await?;
    let of = |what| {
        let count = counts.iter().find(|(own, _)| own == what);
        count.map_or(0, |(_, records)| *records)
    };
    Ok(RecordsFound {
        locations: of("locations"),
        evses: of("evses"),
        unassigned: of("unassigned"),
        tariffs: of("tariffs"),
        sessions: of("sessions"),
        cdrs: of("cdrs"),
    })
}

async fn modules(
    db: &mut SqliteConnection,
    connection: i64,
) -> Result<Vec<ModuleSeen>, sqlx::Error> {
    let modules: Vec<ModuleRow> = sqlx::query_as(
        "SELECT module, complete_from_at, complete_until_at FROM v_module WHERE connection = ?",
    )
    .bind(connection)
    .fetch_all(&mut *db)
    .await?;
    let walks: Vec<WalkRow> = sqlx::query_as(
        "SELECT module, direction, from_at, until_at, walked, total FROM v_walk
         WHERE connection = ? ORDER BY direction DESC",
    )
    .bind(connection)
    .fetch_all(db)
    .await?;
    let instant = DateTime::from_timestamp_millis;
    let walk = |row: &WalkRow| {
        Some(WalkSeen {
            is_backfill: row.direction == "backfill",
            from: row.from_at.and_then(instant),
            until: instant(row.until_at)?,
            walked: row.walked,
            total: row.total,
        })
    };
    let seen = Module::ALL.into_iter().filter_map(|module| {
        let row = modules.iter().find(|row| row.module == module.name())?;
        let own = walks.iter().filter(|walk| walk.module == row.module);
        Some(ModuleSeen {
            module: row.module.clone(),
            complete_from: row
                .complete_from_at
                .and_then(instant)
                .and_then(first_whole_day),
            as_of: row.complete_until_at.and_then(instant),
            walks: own.filter_map(walk).collect(),
        })
    });
    Ok(seen.collect())
}

async fn quarantined(
    db: &mut SqliteConnection,
    connection: i64,
) -> Result<Vec<QuarantinedRecord>, sqlx::Error> {
    // first which: what a record says of itself is looked up for these alone
    let rows: Vec<QuarantinedRow> = sqlx::query_as(
        "SELECT module, id, reason, field, seen_at FROM v_quarantine
         WHERE quarantine IN (
             SELECT quarantine FROM v_quarantine
             WHERE connection = ? ORDER BY seen_at DESC, quarantine DESC LIMIT ?)
         ORDER BY seen_at DESC, quarantine DESC",
    )
    .bind(connection)
    .bind(MOST_QUARANTINED)
    .fetch_all(db)
    .await?;
    let record = |row: QuarantinedRow| {
        Some(QuarantinedRecord {
            seen_at: DateTime::from_timestamp_millis(row.seen_at)?,
            module: row.module,
            id: row.id,
            reason: row.reason,
            field: row.field,
        })
    };
    Ok(rows.into_iter().filter_map(record).collect())
}
