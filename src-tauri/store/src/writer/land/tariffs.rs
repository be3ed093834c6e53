use std::collections::HashMap;

use model::Tariff;
use sqlx::SqliteConnection;

use super::{
    super::Connection,
    Hash, Hashed,
    rows::{over_rows, written},
};
use crate::error::WriteError;

const STATEMENT: &str = over_rows!(
    of country, party, id, currency, last_updated_at, hash:
    include_str!("../../sql/land_tariffs.sql")
);

/// Lands Tariffs; those written, by hash.
pub(super) async fn land(
    db: &mut SqliteConnection,
    connection: &Connection,
    newest: &[Hashed<'_, Tariff>],
) -> Result<HashMap<Hash, i64>, WriteError> {
    let rows = newest.iter().map(|Hashed { arrival, hash }| {
        let Tariff {
            id,
            currency,
            last_updated,
        } = &arrival.record;
        [
            id.party.country_code.as_str().into(),
            id.party.party_id.as_str().into(),
            id.id.as_str().into(),
            currency.as_str().into(),
            last_updated.timestamp_millis().into(),
            hash.into(),
        ]
    });
    written(db, STATEMENT, connection, rows).await
}
