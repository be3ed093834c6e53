//! Locations with their EVSEs and Connectors. An EVSE that vanishes from its Location is REMOVED, not gone:
//! what was charged there stays.

use std::collections::HashMap;

use model::{Evse, EvseStatus, Location, RecordId};
use sqlx::SqliteConnection;

use super::{
    Connection,
    land::{Hash, Hashed},
    prices, raw,
};
use crate::error::WriteError;

/// Lands Locations; those written, by hash.
pub(super) async fn land(
    db: &mut SqliteConnection,
    connection: &Connection,
    newest: &[Hashed<'_, Location>],
) -> Result<HashMap<Hash, i64>, WriteError> {
    let mut written = HashMap::new();
    let mut in_other_zone = Vec::new();
    for Hashed { arrival, hash } in newest {
        let location = &arrival.record;
        let before = time_zone(db, connection, location).await?;
        let row: Option<i64> = sqlx::query_scalar(include_str!("../sql/land_location.sql"))
            .bind(connection.row)
            .bind(location.id.party.country_code.as_str())
            .bind(location.id.party.party_id.as_str())
            .bind(location.id.id.as_str())
            .bind(&location.name)
            .bind(&location.address)
            .bind(&location.city)
            .bind(&location.postal_code)
            .bind(&location.country)
            .bind(location.time_zone.name())
            .bind(location.last_updated.timestamp_millis())
            .bind(hash.as_slice())
            .fetch_optional(&mut *db)
            .await?;
        let Some(row) = row else { continue };
        if before.is_some_and(|before| before != location.time_zone.name()) {
            in_other_zone.push(row);
        }
        let mut there = Vec::with_capacity(location.evses.len());
        for evse in &location.evses {
            there.push(land_evse(db, row, evse).await?);
        }
        sqlx::query(
            "UPDATE evse SET status = 'REMOVED'
             WHERE location = ? AND evse NOT IN (SELECT value FROM json_each(?))",
        )
        .bind(row)
        .bind(raw::json(&there))
        .execute(&mut *db)
        .await?;
        written.insert(*hash, row);
    }
    prices::forget_at(db, &in_other_zone).await?;
    Ok(written)
}

/// As it was until now.
async fn time_zone(
    db: &mut SqliteConnection,
    connection: &Connection,
    location: &Location,
) -> Result<Option<String>, WriteError> {
    let RecordId { party, id } = &location.id;
    let zone = sqlx::query_scalar(
        "SELECT time_zone FROM location WHERE connection = ? AND country = ? AND party = ? AND id = ?",
    );
    Ok(zone
        .bind(connection.row)
        .bind(party.country_code.as_str())
        .bind(party.party_id.as_str())
        .bind(id.as_str())
        .fetch_optional(db)
        .await?)
}

async fn land_evse(
    db: &mut SqliteConnection,
    location: i64,
    evse: &Evse,
) -> Result<i64, WriteError> {
    let row: i64 = sqlx::query_scalar(include_str!("../sql/land_evse.sql"))
        .bind(location)
        .bind(evse.uid.as_str())
        .bind(evse.evse_id.as_ref().map(|id| id.as_str()))
        .bind(&evse.label)
        .bind(status(evse.status))
        .bind(evse.last_updated.timestamp_millis())
        .fetch_one(&mut *db)
        .await?;
    sqlx::query("DELETE FROM connector WHERE evse = ?")
        .bind(row)
        .execute(&mut *db)
        .await?;
    for connector in &evse.connectors {
        sqlx::query(
            "INSERT OR REPLACE INTO connector (evse, id, standard, power_type, max_power_w) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(row)
        .bind(connector.id.as_str())
        .bind(&connector.standard)
        .bind(&connector.power_type)
        .bind(connector.max_power_w)
        .execute(&mut *db)
        .await?;
    }
    Ok(row)
}

fn status(status: EvseStatus) -> &'static str {
    match status {
        EvseStatus::Available => "AVAILABLE",
        EvseStatus::Blocked => "BLOCKED",
        EvseStatus::Charging => "CHARGING",
        EvseStatus::Inoperative => "INOPERATIVE",
        EvseStatus::OutOfOrder => "OUTOFORDER",
        EvseStatus::Planned => "PLANNED",
        EvseStatus::Removed => "REMOVED",
        EvseStatus::Reserved => "RESERVED",
        EvseStatus::Unknown => "UNKNOWN",
    }
}
