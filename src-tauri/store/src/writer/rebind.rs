//! Works out again where records belong and who charged, after a Location, an assignment or an enrolment has
//! changed: for the records that it touches, and for no others.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use access::{
    Interval,
    attribution::{EvseKey, LocationKey, TokenName, UnitKey},
};
use chrono::{DateTime, Utc};
use model::{Currency, Party};
use sqlx::SqliteConnection;

use super::{
    Connection,
    cells::{self, Touch},
    land::Hash,
    place::{Found, Places, Where},
    prices, raw,
    who::Who,
};
use crate::error::WriteError;

/// What changed hands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Sessions that belong to another Unit, driver, vehicle or group now, or to none.
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
    token_country: String,
    token_party: String,
    token_uid: String,
    location: Option<i64>,
    evse: Option<i64>,
    unit: Option<i64>,
    driver: Option<i64>,
    vehicle: Option<i64>,
    user_group: Option<i64>,
    day: i64,
    currency: String,
    net: Option<i64>,
}

/// After these Locations were written: their records, those that waited for them, and those at a Location whose
/// name means another one, too, from now on.
pub(super) async fn locations(
    db: &mut SqliteConnection,
    connection: &Connection,
    rows: &HashMap<Hash, i64>,
) -> Result<Places, WriteError> {
    let places = Places::load(db).await?;
    let mut locations: BTreeSet<i64> = rows.values().copied().collect();
    let namesakes: Vec<i64> = sqlx::query_scalar(include_str!("../sql/namesakes.sql"))
        .bind(raw::json(&locations))
        .fetch_all(&mut *db)
        .await?;
    locations.extend(namesakes);
    let touched = Touched {
        locations,
        tokens: BTreeSet::new(),
    };
    holdings(db, &places).await?;
    records(db, &places, &touched).await?;
    tracing::debug!(
        connection = connection.id,
        locations = rows.len(),
        "places bound"
    );
    Ok(places)
}

/// What changed about where records belong.
#[derive(Default)]
pub(super) struct Touched {
    /// Locations that were written, or have another assignment.
    pub locations: BTreeSet<i64>,
    /// Tokens that have another enrolment, or whose driver is in another group.
    pub tokens: BTreeSet<i64>,
}

/// The records of what was touched and those that wait for a Location: each is found anew, the changed ones are
/// written.
pub(super) async fn records(
    db: &mut SqliteConnection,
    places: &Places,
    touched: &Touched,
) -> Result<Moved, WriteError> {
    let mut moved = Moved::default();
    let (locations, tokens) = (raw::json(&touched.locations), raw::json(&touched.tokens));
    let sessions: Vec<Record> = sqlx::query_as(include_str!("../sql/sessions_at.sql"))
        .bind(&locations)
        .bind(&tokens)
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
        .bind(&tokens)
        .fetch_all(&mut *db)
        .await?;
    let changed = self::changed(places, &cdrs);
    let mut of_others = Vec::new();
    for change in changed.iter().filter(|change| change.moves) {
        moved.cdrs += 1;
        of_others.push(change.record.record);
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
    prices::forget_moved(db, &of_others).await?;
    Ok(moved)
}

struct Change<'a> {
    record: &'a Record,
    found: Found,
    moves: bool,
}

fn changed<'a>(places: &Places, records: &'a [Record]) -> Vec<Change<'a>> {
    let party = |country: &str, party: &str| Party {
        country_code: country.into(),
        party_id: party.into(),
    };
    let find = |record: &'a Record| {
        let found = places.find(&Where {
            connection: record.connection,
            party: &party(&record.country, &record.party),
            location_id: &record.location_id.as_str().into(),
            evse_uid: record.evse_uid.as_deref().map(Into::into).as_ref(),
            evse_id: record.evse_id.as_deref().map(Into::into).as_ref(),
            token: TokenName {
                party: &party(&record.token_country, &record.token_party),
                uid: &record.token_uid.as_str().into(),
            },
            started_at: DateTime::from_timestamp_millis(record.started_at).unwrap_or_default(),
        });
        let who = Who {
            driver: record.driver,
            vehicle: record.vehicle,
            user_group: record.user_group,
        };
        let moves = (found.unit, found.who) != (record.unit, who);
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
                    found.who.driver,
                    found.who.vehicle,
                    found.who.user_group,
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

/// A place, from when until when it was held, and by which unit.
type Holding = (i64, i64, i64, i64);

/// Works out anew which Unit holds which EVSE and which Location when, and writes it if it has changed: mostly when
/// Locations land, nobody has assigned anything.
pub(super) async fn holdings(db: &mut SqliteConnection, places: &Places) -> Result<(), WriteError> {
    let evses: Vec<(i64, i64)> = sqlx::query_as("SELECT evse, location FROM evse ORDER BY evse")
        .fetch_all(&mut *db)
        .await?;
    let locations: Vec<i64> = sqlx::query_scalar("SELECT location FROM location ORDER BY location")
        .fetch_all(&mut *db)
        .await?;
    let assignments = places.assignments();
    let by_evse = evses.into_iter().flat_map(|(evse, location)| {
        let held = assignments.held(EvseKey(evse), LocationKey(location));
        held.into_iter().map(move |held| holding(evse, held))
    });
    let whole = locations.into_iter().flat_map(|location| {
        let held = assignments.held_whole(LocationKey(location));
        held.into_iter().map(move |held| holding(location, held))
    });
    for (kept, delete, insert, mut holdings) in [
        (
            "SELECT evse, from_at, until_at, unit FROM holding ORDER BY evse, from_at",
            "DELETE FROM holding",
            "INSERT INTO holding (evse, from_at, until_at, unit)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
            by_evse.collect::<Vec<_>>(),
        ),
        (
            "SELECT location, from_at, until_at, unit FROM location_holding ORDER BY location, from_at",
            "DELETE FROM location_holding",
            "INSERT INTO location_holding (location, from_at, until_at, unit)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
            whole.collect(),
        ),
    ] {
        holdings.sort_unstable();
        let kept: Vec<Holding> = sqlx::query_as(kept).fetch_all(&mut *db).await?;
        if kept == holdings {
            continue;
        }
        sqlx::query(delete).execute(&mut *db).await?;
        for some in holdings.chunks(1_000) {
            sqlx::query(insert)
                .bind(raw::json(&some))
                .execute(&mut *db)
                .await?;
        }
    }
    Ok(())
}

fn holding(place: i64, (during, unit): (Interval, UnitKey)) -> Holding {
    let at = |instant: Option<DateTime<Utc>>, open| {
        instant.map_or(open, |instant| instant.timestamp_millis())
    };
    (
        place,
        at(during.from(), i64::MIN),
        at(during.until(), i64::MAX),
        unit.0,
    )
}
