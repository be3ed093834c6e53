use std::collections::HashMap;

use model::Tariff;
use serde_json::json;
use sqlx::SqliteConnection;

use super::{super::Connection, Hashed, written};
use crate::error::WriteError;

/// Lands Tariffs; those written, by hash.
pub(super) async fn land(
    db: &mut SqliteConnection,
    connection: &Connection,
    newest: &[Hashed<'_, Tariff>],
) -> Result<HashMap<String, i64>, WriteError> {
    let rows = newest.iter().map(|Hashed { arrival, hash }| {
        let Tariff {
            id,
            currency,
            last_updated,
        } = &arrival.record;
        json!([
            id.party.country_code.as_str(),
            id.party.party_id.as_str(),
            id.id.as_str(),
            currency.to_string(),
            last_updated.timestamp_millis(),
            hash
        ])
    });
    written(
        db,
        include_str!("../../sql/land_tariffs.sql"),
        connection,
        rows,
    )
    .await
}
