//! Works out again where records belong, after a Location or an assignment has changed: for the records
//! that it touches, and for no others.

use std::collections::{BTreeMap, HashMap};

use access::attribution::{EvseKey, LocationKey};
use chrono::{DateTime, Utc};
use model::{Currency, Party};
use sqlx::SqliteConnection;

use super::{
    Connection,
    cells::{self, Touch},
    place::{Found, Places, Where},
    raw,
};
use crate::error::WriteError;

/// What changed hands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Sessions that belong to another Unit now, or to none.
    pub sessions: u64,
    /// CDRs likewise.
    pub cdrs: u64,
    /// The net cost of these CDRs, in ten-thousandths.
    pub net: BTreeMap<Currency, i64>,
}

#[derive(sqlx::FromRow)]
struct Record {
    record: i64,
    connection: i64,
    country: String,
    party: String,
    location_id: String,
    evse_uid: Option<String>,
    evse_id: Option<String>,
    started_at: i64,
    location: Option<i64>,
    evse: Option<i64>,
    unit: Option<i64>,
    day: i64,
    currency: String,
    net: Option<i64>,
}

/// After these Locations were written: their records, and those that waited for them.
pub(super) async fn locations(
    db: &mut SqliteConnection,
    connection: &Connection,
    rows: &HashMap<String, i64>,
) -> Result<Places, WriteError> {
    let places = Places::load(db).await?;
    let mut rows: Vec<i64> = rows.values().copied().collect();
    rows.sort_unstable();
    holdings(db, &places).await?;
    records_at(db, &places, &rows).await?;
    tracing::debug!(
        connection = connection.id,
        locations = rows.len(),
        "places bound"
    );
    Ok(places)
}

/// The records at these Locations and those that wait for one: each is found anew, the changed ones are written.
pub(super) async fn records_at(
    db: &mut SqliteConnection,
    places: &Places,
    locations: &[i64],
) -> Result<Moved, WriteError> {
    let mut moved = Moved::default();
    let locations = raw::json(&locations);
    let sessions: Vec<Record> = sqlx::query_as(include_str!("../sql/sessions_at.sql"))
        .bind(&locations)
        .fetch_all(&mut *db)
        .await?;
    let changed = changed(places, &sessions);
    moved.sessions = changed.iter().filter(|change| change.moves).count() as u64;
    write(
        db,
        include_str!("../sql/rebind_sessions.sql"),
        &changed,
        |rows| Touch::Rows {
            sessions: rows,
            cdrs: &[],
        },
    )
    .await?;

    let cdrs: Vec<Record> = sqlx::query_as(include_str!("../sql/cdrs_at.sql"))
        .bind(&locations)
        .fetch_all(&mut *db)
        .await?;
    let changed = self::changed(places, &cdrs);
    for change in changed.iter().filter(|change| change.moves) {
        moved.cdrs += 1;
        if let (Some(currency), Some(net)) =
            (Currency::new(&change.record.currency), change.record.net)
        {
            *moved.net.entry(currency).or_default() += net;
        }
    }
    write(
        db,
        include_str!("../sql/rebind_cdrs.sql"),
        &changed,
        |rows| Touch::Rows {
            sessions: &[],
            cdrs: rows,
        },
    )
    .await?;
    Ok(moved)
}

struct Change<'a> {
    record: &'a Record,
    found: Found,
    moves: bool,
}

fn changed<'a>(places: &Places, records: &'a [Record]) -> Vec<Change<'a>> {
    let find = |record: &'a Record| {
        let party = Party {
            country_code: record.country.as_str().into(),
            party_id: record.party.as_str().into(),
        };
        let found = places.find(&Where {
            connection: record.connection,
            party: &party,
            location_id: &record.location_id.as_str().into(),
            evse_uid: record.evse_uid.as_deref().map(Into::into).as_ref(),
            evse_id: record.evse_id.as_deref().map(Into::into).as_ref(),
            started_at: DateTime::from_timestamp_millis(record.started_at).unwrap_or_default(),
        });
        let moves = found.unit != record.unit;
        Change {
            record,
            found,
            moves,
        }
    };
    records
        .iter()
        .map(find)
        .filter(
            |Change {
                 record,
                 found,
                 moves,
             }| {
                *moves
                    || (found.location, found.evse, found.day)
                        != (record.location, record.evse, record.day)
            },
        )
        .collect()
}

async fn write(
    db: &mut SqliteConnection,
    statement: &'static str,
    changed: &[Change<'_>],
    touch: fn(&[i64]) -> Touch<'_>,
) -> Result<(), WriteError> {
    for some in changed.chunks(1_000) {
        let rows: Vec<_> = some
            .iter()
            .map(|Change { record, found, .. }| {
                (
                    record.record,
                    found.location,
                    found.evse,
                    found.unit,
                    found.day,
                )
            })
            .collect();
        let ids: Vec<i64> = some.iter().map(|change| change.record.record).collect();
        cells::before(db, &[touch(&ids)]).await?;
        sqlx::query(statement)
            .bind(raw::json(&rows))
            .execute(&mut *db)
            .await?;
        cells::after(db).await?;
    }
    Ok(())
}

/// Works out anew which Unit holds which EVSE when.
pub(super) async fn holdings(db: &mut SqliteConnection, places: &Places) -> Result<(), WriteError> {
    let evses: Vec<(i64, i64)> = sqlx::query_as("SELECT evse, location FROM evse ORDER BY evse")
        .fetch_all(&mut *db)
        .await?;
    let mut rows = Vec::new();
    for (evse, location) in evses {
        for (during, unit) in places
            .assignments()
            .held(EvseKey(evse), LocationKey(location))
        {
            let at = |instant: Option<DateTime<Utc>>, open| {
                instant.map_or(open, |instant| instant.timestamp_millis())
            };
            rows.push((
                evse,
                at(during.from(), i64::MIN),
                at(during.until(), i64::MAX),
                unit.0,
            ));
        }
    }
    sqlx::query("DELETE FROM holding").execute(&mut *db).await?;
    for some in rows.chunks(1_000) {
        sqlx::query(
            "INSERT INTO holding (evse, from_at, until_at, unit)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
        )
        .bind(raw::json(&some))
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
