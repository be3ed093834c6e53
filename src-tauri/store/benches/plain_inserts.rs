//! What a sync is measured against: the rows and cells of a synced profile, inserted without any engine.
//!
//! Reads a whole profile into memory, then times making a new file like it (the same schema, the same
//! settings, encrypted as well), inserting every row, and folding the log into the file. Given a profile's folder,
//! whose passphrase is in `VOLTFOLIO_PASSPHRASE`, it prints one JSON object.

mod file;

use std::{
    env,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::json;
use sqlx::{
    AssertSqlSafe, Column, ConnectOptions, Connection, Decode, Row, Sqlite, SqliteConnection,
    TypeInfo, ValueRef,
    sqlite::{SqliteJournalMode, SqliteRow, SqliteSynchronous},
};

use file::{Failure, key, settings};

/// So many rows go into one statement, and into one transaction.
const ROWS: usize = 100;
const ROWS_OF_TRANSACTION: usize = 1_000;

fn main() -> Result<(), Failure> {
    // cargo adds options of its own
    let folder = env::args().skip(1).find(|word| !word.starts_with("--"));
    let Some(folder) = folder.map(PathBuf::from) else {
        eprintln!("plain_inserts: run by `cargo xtask bench sync`, which has a profile for it");
        return Ok(());
    };
    let passphrase = env::var("VOLTFOLIO_PASSPHRASE")?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let (rows, took) = runtime.block_on(measure(&folder, &passphrase))?;
    println!("{}", json!({ "rows": rows, "seconds": took.as_secs_f64() }));
    Ok(())
}

async fn measure(folder: &Path, passphrase: &str) -> Result<(usize, Duration), Failure> {
    let key = key(folder, passphrase)?;
    let mut synced = settings(&folder.join("voltfolio.db"), &key)
        .read_only(true)
        .connect()
        .await?;
    let schema: Vec<String> = sqlx::query_scalar(
        "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )
    .fetch_all(&mut synced)
    .await?;
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )
    .fetch_all(&mut synced)
    .await?;
    let mut tables = Vec::with_capacity(names.len());
    for name in names {
        tables.push(Table::read(&mut synced, name).await?);
    }
    synced.close().await?;

    let beside = tempfile::tempdir()?;
    let started = Instant::now();
    let mut db = settings(&beside.path().join("plain.db"), &key)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .pragma("secure_delete", "on")
        .pragma("wal_autocheckpoint", "4096")
        .connect()
        .await?;
    for statement in schema {
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut db)
            .await?;
    }
    for table in &tables {
        table.insert(&mut db).await?;
    }
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut db)
        .await?;
    db.close().await?;
    let took = started.elapsed();
    Ok((tables.iter().map(|table| table.rows.len()).sum(), took))
}

/// One value of a row, as SQLite has it.
enum Cell {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// A table's rows, all of them.
struct Table {
    name: String,
    columns: usize,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    async fn read(db: &mut SqliteConnection, name: String) -> Result<Self, Failure> {
        let found = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {name}")))
            .fetch_all(db)
            .await?;
        let rows = found.iter().map(cells).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            name,
            columns: rows.first().map_or(0, Vec::len),
            rows,
        })
    }

    async fn insert(&self, db: &mut SqliteConnection) -> Result<(), Failure> {
        for some in self.rows.chunks(ROWS_OF_TRANSACTION) {
            let mut transaction = db.begin().await?;
            for few in some.chunks(ROWS) {
                let statement = self.statement(few.len());
                let mut query = sqlx::query(AssertSqlSafe(statement));
                for cell in few.iter().flatten() {
                    query = match cell {
                        Cell::Null => query.bind(None::<i64>),
                        Cell::Integer(number) => query.bind(number),
                        Cell::Text(text) => query.bind(text.as_str()),
                        Cell::Blob(bytes) => query.bind(bytes.as_slice()),
                    };
                }
                query.execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
        }
        Ok(())
    }

    fn statement(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; self.columns].join(", "));
        format!(
            "INSERT INTO {} VALUES {}",
            self.name,
            vec![row.as_str(); rows].join(", ")
        )
    }
}

fn cells(row: &SqliteRow) -> Result<Vec<Cell>, Failure> {
    row.columns()
        .iter()
        .map(|column| {
            let value = row.try_get_raw(column.ordinal())?;
            if value.is_null() {
                return Ok(Cell::Null);
            }
            let kind = value.type_info().name().to_owned();
            Ok(match kind.as_str() {
                "INTEGER" => Cell::Integer(<i64 as Decode<Sqlite>>::decode(value)?),
                "TEXT" => Cell::Text(<String as Decode<Sqlite>>::decode(value)?),
                "BLOB" => Cell::Blob(<Vec<u8> as Decode<Sqlite>>::decode(value)?),
                other => return Err(format!("{} holds {other}", column.name()).into()),
            })
        })
        .collect()
}
