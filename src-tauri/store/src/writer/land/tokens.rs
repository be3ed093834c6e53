use std::collections::HashMap;

use model::TokenRef;
use sqlx::SqliteConnection;

use super::super::Connection;
use crate::error::WriteError;

/// The rows of these tokens, in their order, made where they are new.
pub(super) async fn rows<'a>(
    db: &mut SqliteConnection,
    connection: &Connection,
    tokens: impl Iterator<Item = &'a TokenRef> + Clone,
) -> Result<Vec<i64>, WriteError> {
    let key = |token: &'a TokenRef| (&token.party, &token.uid, &token.contract_id);
    let mut rows = HashMap::new();
    for token in tokens.clone() {
        if rows.contains_key(&key(token)) {
            continue;
        }
        let row = match find(db, connection, token).await? {
            Some(row) => row,
            None => add(db, connection, token).await?,
        };
        rows.insert(key(token), row);
    }
    Ok(tokens
        .filter_map(|token| rows.get(&key(token)).copied())
        .collect())
}

async fn find(
    db: &mut SqliteConnection,
    connection: &Connection,
    token: &TokenRef,
) -> Result<Option<i64>, WriteError> {
    let row = sqlx::query_scalar(
        "SELECT token FROM token
         WHERE connection = ? AND country = ? AND party = ? AND uid = ? AND contract_id = ?",
    )
    .bind(connection.row)
    .bind(token.party.country_code.as_str())
    .bind(token.party.party_id.as_str())
    .bind(token.uid.as_str())
    .bind(token.contract_id.as_str())
    .fetch_optional(db)
    .await?;
    Ok(row)
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
