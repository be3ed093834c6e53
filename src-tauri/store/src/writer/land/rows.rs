//! Rows of values for a landing statement: bound, and many at a time.
//!
//! Bound, since as JSON each value would be looked up in the text of its row: ten times as long. Many at a time, since each
//! statement is a hop to the engine's thread.

use std::collections::HashMap;

use sqlx::SqliteConnection;

use super::Hash;
use crate::{error::WriteError, writer::Connection};

/// So many rows a statement has room for, as `over_rows` makes it. What is left free is NULL, and leaves itself out.
const ROOM: usize = 100;

/// A statement over rows of these columns, as the table `given`, each with the row of its connection before them.
macro_rules! over_rows {
    (of $($column:ident),+: $statement:expr) => {
        concat!(
            "WITH given (connection", $(", ", stringify!($column),)+ ") AS (VALUES ",
            over_rows!(@hundred concat!("(?", $(over_rows!(@place $column),)+ ")")),
            ") ",
            $statement
        )
    };
    (@place $column:ident) => { ", ?" };
    (@hundred $row:expr) => {
        over_rows!(@five over_rows!(@five concat!($row, ", ", $row, ", ", $row, ", ", $row)))
    };
    (@five $row:expr) => { concat!($row, ", ", $row, ", ", $row, ", ", $row, ", ", $row) };
}
pub(super) use over_rows;

/// What stands in a column.
pub(super) enum Value<'a> {
    Integer(Option<i64>),
    Text(Option<&'a str>),
    Hash(&'a Hash),
}

impl From<i64> for Value<'_> {
    fn from(integer: i64) -> Self {
        Self::Integer(Some(integer))
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(integer: Option<i64>) -> Self {
        Self::Integer(integer)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Some(text))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a Hash> for Value<'a> {
    fn from(hash: &'a Hash) -> Self {
        Self::Hash(hash)
    }
}

/// Runs a landing statement over rows; those that it wrote, by hash.
pub(super) async fn written<'a, const COLUMNS: usize>(
    db: &mut SqliteConnection,
    statement: &'static str,
    connection: &Connection,
    mut rows: impl Iterator<Item = [Value<'a>; COLUMNS]>,
) -> Result<HashMap<Hash, i64>, WriteError> {
    let mut some = || {
        let mut some = rows.by_ref().take(ROOM).peekable();
        some.peek()?;
        let mut query = sqlx::query_as(statement);
        let mut free = ROOM;
        for row in some {
            query = query.bind(connection.row);
            for value in row {
                query = match value {
                    Value::Integer(integer) => query.bind(integer),
                    Value::Text(text) => query.bind(text.map(str::to_owned)),
                    Value::Hash(hash) => query.bind(hash.to_vec()),
                };
            }
            free -= 1;
        }
        for _ in 0..free * (1 + COLUMNS) {
            query = query.bind(None::<i64>);
        }
        Some(query)
    };
    let mut written = HashMap::new();
    let mut next = some();
    while let Some(query) = next {
        // the engine works on a thread of its own: meanwhile the next ones are bound
        let (landed, following) = tokio::join!(biased; query.fetch_all(&mut *db), async { some() });
        let landed: Vec<(i64, Vec<u8>)> = landed?;
        let hashed = landed
            .into_iter()
            .filter_map(|(row, hash)| Some((hash.try_into().ok()?, row)));
        written.extend(hashed);
        next = following;
    }
    Ok(written)
}
