//! Looks whether a profile is whole. Sees everything and says only what is right and what is not.

pub(crate) mod digest;

use sqlx::{Connection as _, SqliteConnection};

use crate::{
    Profile, audit, connect,
    error::{DatabaseError, OpenError},
    writer::DIFFERENCES,
};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// A stable name.
    pub name: &'static str,
    /// Whether all is well.
    pub ok: bool,
    /// What was found: a version, a count.
    pub detail: String,
}

/// All that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checks {
    /// Each check.
    pub checks: Vec<Check>,
    /// SHA-256 over what the profile says, if it was asked for and everything is settled and priced.
    pub digest: Option<String>,
    /// Periods whose people are still to be counted.
    pub unsettled: u64,
    /// CDRs that are still to be priced.
    pub unpriced: u64,
}

impl Checks {
    /// Whether all is well.
    pub fn ok(&self) -> bool {
        self.checks.iter().all(|check| check.ok)
    }
}

impl Profile {
    /// Looks whether the profile is whole, its records in one snapshot; with `digest` also sums up what it says.
    ///
    /// # Errors
    /// [`OpenError`] where it can't even be read.
    pub async fn verify(&self, digest: bool) -> Result<Checks, OpenError> {
        let mut db = connect::for_reading(self).await?;
        let mut verified = Checks {
            checks: Vec::new(),
            digest: None,
            unsettled: 0,
            unpriced: 0,
        };
        let whole = verify(&mut db, digest, &mut verified).await;
        connect::close(db).await;
        if let Err(error) = whole {
            let error = DatabaseError::from(error);
            if !error.is_of_the_file() {
                return Err(OpenError::Database(error));
            }
            // what is damaged can't be read any further; what was found before that stays
            verified.checks.push(Check {
                name: "readable",
                ok: false,
                detail: error.to_string(),
            });
        }
        verified.checks.push(audit::check(self).await);
        Ok(verified)
    }
}

async fn verify(
    db: &mut SqliteConnection,
    digest: bool,
    verified: &mut Checks,
) -> Result<(), sqlx::Error> {
    let checks = &mut verified.checks;
    let mut transaction = db.begin().await?;
    let db = &mut *transaction;
    let (sqlite,): (String,) = sqlx::query_as("SELECT sqlite_version()")
        .fetch_one(&mut *db)
        .await?;
    let (cipher,): (String,) = sqlx::query_as("PRAGMA cipher_version")
        .fetch_one(&mut *db)
        .await?;
    checks.push(Check {
        name: "sqlite",
        ok: true,
        detail: sqlite,
    });
    checks.push(Check {
        name: "sqlcipher",
        ok: !cipher.is_empty(),
        detail: cipher,
    });
    let pages: Vec<String> = sqlx::query_scalar("PRAGMA cipher_integrity_check")
        .fetch_all(&mut *db)
        .await?;
    checks.push(Check {
        name: "pages",
        ok: pages.is_empty(),
        detail: count("damaged pages", pages.len()),
    });
    let integrity: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&mut *db)
        .await?;
    let faults = integrity.iter().filter(|line| *line != "ok").count();
    checks.push(Check {
        name: "integrity",
        ok: integrity == ["ok"],
        detail: count("faults", faults),
    });
    let foreign = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(&mut *db)
        .await?;
    checks.push(Check {
        name: "foreign_keys",
        ok: foreign.is_empty(),
        detail: count("rows without their parent", foreign.len()),
    });
    for (name, sql, what) in RECORDS {
        let (wrong,): (i64,) = sqlx::query_as(sql).fetch_one(&mut *db).await?;
        let wrong = usize::try_from(wrong).unwrap_or(usize::MAX);
        checks.push(Check {
            name,
            ok: wrong == 0,
            detail: count(what, wrong),
        });
    }
    let orphans: Vec<String> = sqlx::query_scalar(include_str!("sql/credits_without_original.sql"))
        .fetch_all(&mut *db)
        .await?;
    // named, and not a fault of the profile: it may come yet
    checks.push(Check {
        name: "credits",
        ok: true,
        detail: named("credits without their original", &orphans),
    });
    let ambiguous: Vec<String> = sqlx::query_scalar(include_str!("sql/assignments_ambiguous.sql"))
        .fetch_all(&mut *db)
        .await?;
    checks.push(Check {
        name: "assignments",
        ok: true,
        detail: named("ambiguous assignments", &ambiguous),
    });
    let bytes = digest::foreign_bytes(&mut *db).await?;
    checks.push(Check {
        name: "bytes",
        ok: bytes == 0,
        detail: count("records whose bytes are not their own", bytes),
    });
    let cells = cells_amiss(&mut *db).await?;
    checks.push(Check {
        name: "rollups",
        ok: cells == 0,
        detail: count("cells that are not what the records come to", cells),
    });
    let unsettled: i64 = sqlx::query_scalar("SELECT count(*) FROM unsettled")
        .fetch_one(&mut *db)
        .await?;
    let unpriced: i64 =
        sqlx::query_scalar("SELECT count(*) FROM cdr WHERE price_state = 'unpriced'")
            .fetch_one(&mut *db)
            .await?;
    verified.unsettled = unsettled.unsigned_abs();
    verified.unpriced = unpriced.unsigned_abs();
    if digest && unsettled == 0 && unpriced == 0 {
        verified.digest = Some(digest::of(&mut *db).await?);
    }
    transaction.rollback().await
}

/// How many cells differ from what the records come to.
async fn cells_amiss(db: &mut SqliteConnection) -> Result<usize, sqlx::Error> {
    for statement in DIFFERENCES {
        sqlx::query(statement).execute(&mut *db).await?;
    }
    sqlx::query(include_str!("sql/cells/count_all.sql"))
        .bind(1)
        .execute(&mut *db)
        .await?;
    let amiss: i64 = sqlx::query_scalar(include_str!("sql/cells/check.sql"))
        .fetch_one(&mut *db)
        .await?;
    Ok(usize::try_from(amiss).unwrap_or(usize::MAX))
}

/// What must hold between tables that no foreign key can say.
const RECORDS: [(&str, &str, &str); 5] = [
    (
        "raw",
        "SELECT (SELECT count(*) FROM location) + (SELECT count(*) FROM tariff) + (SELECT count(*) FROM session)
             + (SELECT count(*) FROM cdr) - (SELECT count(*) FROM raw)",
        "records without the bytes they came in",
    ),
    (
        "holdings",
        "SELECT count(*) FROM holding a JOIN holding b
         ON b.evse = a.evse AND b.from_at > a.from_at AND b.from_at < a.until_at",
        "EVSEs held twice at one time",
    ),
    (
        "tenants",
        "SELECT count(*) FROM (SELECT tenant, unit FROM session UNION ALL SELECT tenant, unit FROM cdr) f
         LEFT JOIN unit u ON u.unit = f.unit WHERE f.tenant IS NOT u.tenant",
        "records of another tenant than their unit's",
    ),
    (
        "people",
        include_str!("sql/people_elsewhere.sql"),
        "records with a person of another tenant than their unit's",
    ),
    (
        "crowds",
        include_str!("sql/settle/check.sql"),
        "settled cells whose people are not counted right",
    ),
];

fn count(what: &str, number: usize) -> String {
    format!("{what}: {number}")
}

fn named(what: &str, names: &[String]) -> String {
    let count = count(what, names.len());
    if names.is_empty() {
        count
    } else {
        format!("{count} ({})", names.join(", "))
    }
}
