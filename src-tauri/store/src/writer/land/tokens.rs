use std::collections::HashMap;

use model::TokenRef;
use sqlx::SqliteConnection;

use super::super::{Connection, raw};
use crate::error::WriteError;

/// The rows of these tokens, in their order, made where they are new.
pub(super) async fn rows<'a>(
    db: &mut SqliteConnection,
    connection: &Connection,
    tokens: impl Iterator<Item = &'a TokenRef> + Clone,
) -> Result<Vec<i64>, WriteError> {
    let key = |token: &'a TokenRef| (&token.party, &token.uid, &token.contract_id);
    let mut rows = HashMap::new();
    let mut distinct = Vec::new();
    for token in tokens.clone() {
        if rows.insert(key(token), None).is_none() {
            distinct.push(token);
        }
    }
    let there = find(db, connection, &distinct).await?;
    for (token, row) in distinct.into_iter().zip(there) {
        let row = match row {
            Some(row) => row,
            None => add(db, connection, token).await?,
        };
        rows.insert(key(token), Some(row));
    }
    Ok(tokens
        .filter_map(|token| rows.get(&key(token)).copied().flatten())
        .collect())
}

/// In the order of the tokens; all of a page at once, since each statement is a hop to the engine's thread.
async fn find(
    db: &mut SqliteConnection,
    connection: &Connection,
    tokens: &[&TokenRef],
) -> Result<Vec<Option<i64>>, WriteError> {
    let keys: Vec<_> = tokens
        .iter()
        .map(|token| {
            (
                token.party.country_code.as_str(),
                token.party.party_id.as_str(),
                token.uid.as_str(),
                token.contract_id.as_str(),
            )
        })
        .collect();
    let rows = sqlx::query_scalar(include_str!("../../sql/tokens_there.sql"))
        .bind(connection.row)
        .bind(raw::json(&keys))
        .fetch_all(db)
        .await?;
    Ok(rows)
}

async fn add(
    db: &mut SqliteConnection,
    connection: &Connection,
    token: &TokenRef,
) -> Result<i64, WriteError> {
    let row = sqlx::query_scalar(include_str!("../../sql/land_token.sql"))
        .bind(connection.row)
        .bind(token.party.country_code.as_str())
        .bind(token.party.party_id.as_str())
        .bind(token.uid.as_str())
        .bind(token.contract_id.as_str())
        .bind(&token.kind)
        .fetch_one(db)
        .await?;
    Ok(row)
}
