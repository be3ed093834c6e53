//! How a page of records gets in: the facts, what stands beside them, and the cursor, in one transaction.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use model::{Arrival, Arrivals, Cdr, Module, RecordId, Session, SessionStatus, Tariff, TokenRef};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{Connection as _, SqliteConnection};

use super::{
    Connection, Writer,
    cells::{self, Touch},
    cursor, locations,
    place::{Places, Where},
    quarantine,
    raw::{self, Kept, Packers},
};
use crate::{
    error::WriteError,
    key::hex,
    page::{Landed, Page},
};

/// So many rows go into one statement.
const ROWS: usize = 100;

impl Writer {
    /// Lands a page: either all of it is there afterwards, with the cursor that says so, or nothing.
    ///
    /// A record that is there already, or is there in a newer version, changes nothing. Of two versions
    /// with the same `last_updated` the one with the higher hash stays, so that order does not matter.
    ///
    /// # Errors
    /// The database's, and the compressor's.
    pub async fn land(
        &mut self,
        connection: &Connection,
        page: &Page,
        now: DateTime<Utc>,
    ) -> Result<Landed, WriteError> {
        let module = page.arrivals.module();
        // taken out, and put back only if the transaction holds
        let (places, packers) = (self.places.take(), self.packers.take());
        let mut transaction = self.db.begin().await?;
        let db = &mut *transaction;
        let mut places = match places {
            Some(places) => places,
            None => Places::load(db).await?,
        };
        let mut packers = match packers {
            Some(packers) => packers,
            None => Packers::load(db).await?,
        };
        let (mut groups, mut ids) = (Vec::new(), Vec::new());
        let (mut landed, written) = match &page.arrivals {
            Arrivals::Locations(all) => {
                let newest = newest(all, |location| (&location.id, location.last_updated));
                let rows = locations::land(db, connection, &newest).await?;
                if !rows.is_empty() {
                    places = super::rebind::locations(db, connection, &rows).await?;
                }
                (
                    arrived(all),
                    keep(&mut packers, db, module, &newest, rows).await?,
                )
            }
            Arrivals::Tariffs(all) => {
                let newest = newest(all, |tariff| (&tariff.id, tariff.last_updated));
                let rows = tariffs(db, connection, &newest).await?;
                (
                    arrived(all),
                    keep(&mut packers, db, module, &newest, rows).await?,
                )
            }
            Arrivals::Sessions(all) => {
                let newest = newest(all, |session| (&session.id, session.last_updated));
                cells::before(db, &[touched_sessions(connection, &newest, &mut groups)]).await?;
                let rows = sessions(db, connection, &places, &newest).await?;
                cells::after(db).await?;
                (
                    arrived(all),
                    keep(&mut packers, db, module, &newest, rows).await?,
                )
            }
            Arrivals::Cdrs(all) => {
                let newest = newest(all, |cdr| (&cdr.id, cdr.last_updated));
                cells::before(
                    db,
                    &touched_cdrs(connection, &newest, &mut groups, &mut ids),
                )
                .await?;
                let rows = cdrs(db, connection, &places, &newest).await?;
                cells::after(db).await?;
                (
                    arrived(all),
                    keep(&mut packers, db, module, &newest, rows).await?,
                )
            }
        };
        for reject in &page.rejects {
            quarantine::keep(db, connection, module, reject, now).await?;
        }
        packers.learn(db, module).await?;
        cursor::keep(db, connection, module, &page.cursor).await?;
        transaction.commit().await?;
        (self.places, self.packers) = (Some(places), Some(packers));
        self.log.fold_if_large(&mut self.db).await;
        landed.quarantined = page.rejects.len() as u64;
        landed.written = written as u64;
        landed.unchanged = landed.received - landed.written;
        landed.received += landed.quarantined;
        Ok(landed)
    }
}

fn arrived<T>(all: &[Arrival<T>]) -> Landed {
    let rounded = all.iter().filter(|arrival| arrival.rounded).count();
    Landed {
        received: all.len() as u64,
        rounded: rounded as u64,
        ..Landed::default()
    }
}

/// An arrival with the hash that its fact keeps.
pub(super) struct Hashed<'a, T> {
    pub arrival: &'a Arrival<T>,
    pub hash: String,
}

/// The Sessions of a page, with the CDRs that name them.
fn touched_sessions<'a>(
    connection: &Connection,
    newest: &'a [Hashed<'a, Session>],
    groups: &'a mut Vec<cells::Group<'a>>,
) -> Touch<'a> {
    groups.extend(newest.iter().map(|Hashed { arrival, .. }| {
        let RecordId { party, id } = &arrival.record.id;
        (
            's',
            party.country_code.as_str(),
            party.party_id.as_str(),
            id.as_str(),
        )
    }));
    Touch::Page {
        connection: connection.row,
        groups,
    }
}

/// The CDRs of a page, with what they name and what they named before.
fn touched_cdrs<'a>(
    connection: &Connection,
    newest: &'a [Hashed<'a, Cdr>],
    groups: &'a mut Vec<cells::Group<'a>>,
    ids: &'a mut Vec<cells::Id<'a>>,
) -> [Touch<'a>; 2] {
    for Hashed { arrival, .. } in newest {
        let RecordId { party, id } = &arrival.record.id;
        let (country, party, id) = (
            party.country_code.as_str(),
            party.party_id.as_str(),
            id.as_str(),
        );
        ids.push((country, party, id));
        groups.push(match &arrival.record.session_id {
            Some(session) => ('s', country, party, session.as_str()),
            None => ('c', country, party, id),
        });
    }
    let connection = connection.row;
    [
        Touch::Page { connection, groups },
        Touch::Cdrs { connection, ids },
    ]
}

/// The newest version of each record of a page that may hold one twice.
fn newest<T>(all: &[Arrival<T>], key: fn(&T) -> (&RecordId, DateTime<Utc>)) -> Vec<Hashed<'_, T>> {
    let mut newest: HashMap<&RecordId, Hashed<'_, T>> = HashMap::with_capacity(all.len());
    for arrival in all {
        let (id, updated) = key(&arrival.record);
        let hash = hex(&Sha256::digest(&arrival.bytes)).to_string();
        let there = newest
            .get(id)
            .map(|there| (key(&there.arrival.record).1, &there.hash));
        if there.is_none_or(|there| there < (updated, &hash)) {
            newest.insert(id, Hashed { arrival, hash });
        }
    }
    let mut newest: Vec<_> = newest.into_values().collect();
    // rows that lie together on the page lie together in the file
    newest.sort_by_key(|hashed| std::ptr::from_ref(hashed.arrival));
    newest
}

/// Keeps the bytes of those that were written; says how many that were.
async fn keep<T>(
    packers: &mut Packers,
    db: &mut SqliteConnection,
    module: Module,
    newest: &[Hashed<'_, T>],
    rows: HashMap<String, i64>,
) -> Result<usize, WriteError> {
    let kept: Vec<Kept<'_>> = newest
        .iter()
        .filter_map(|hashed| {
            let row = *rows.get(&hashed.hash)?;
            Some(Kept {
                row,
                bytes: &hashed.arrival.bytes,
                fields: &hashed.arrival.fields,
            })
        })
        .collect();
    packers.keep(db, module, &kept).await?;
    Ok(kept.len())
}

/// Runs a landing statement over rows of values; the rows that it wrote, by hash.
pub(super) async fn land(
    db: &mut SqliteConnection,
    statement: &'static str,
    connection: &Connection,
    rows: &[Value],
) -> Result<HashMap<String, i64>, WriteError> {
    let mut written = HashMap::with_capacity(rows.len());
    for some in rows.chunks(ROWS) {
        let landed: Vec<(i64, String)> = sqlx::query_as(statement)
            .bind(connection.row)
            .bind(raw::json(&some))
            .fetch_all(&mut *db)
            .await?;
        written.extend(landed.into_iter().map(|(row, hash)| (hash, row)));
    }
    Ok(written)
}

async fn tariffs(
    db: &mut SqliteConnection,
    connection: &Connection,
    newest: &[Hashed<'_, Tariff>],
) -> Result<HashMap<String, i64>, WriteError> {
    let rows: Vec<Value> = newest
        .iter()
        .map(|Hashed { arrival, hash }| {
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
        })
        .collect();
    land(
        db,
        include_str!("../sql/land_tariffs.sql"),
        connection,
        &rows,
    )
    .await
}

async fn sessions(
    db: &mut SqliteConnection,
    connection: &Connection,
    places: &Places,
    newest: &[Hashed<'_, Session>],
) -> Result<HashMap<String, i64>, WriteError> {
    let tokens = tokens(
        db,
        connection,
        newest.iter().map(|new| &new.arrival.record.token),
    )
    .await?;
    let rows: Vec<Value> = newest
        .iter()
        .zip(tokens)
        .map(|(Hashed { arrival, hash }, token)| {
            let session = &arrival.record;
            let found = places.find(&Where {
                connection: connection.row,
                party: &session.id.party,
                location_id: &session.location_id,
                evse_uid: session.evse_uid.as_ref(),
                evse_id: None,
                token: (&session.token).into(),
                started_at: session.started_at,
            });
            json!([
                session.id.party.country_code.as_str(),
                session.id.party.party_id.as_str(),
                session.id.id.as_str(),
                status(session.status),
                session.started_at.timestamp_millis(),
                session.ended_at.map(|at| at.timestamp_millis()),
                found.day,
                session.location_id.as_str(),
                session.evse_uid.as_ref().map(|uid| uid.as_str()),
                found.location,
                found.evse,
                token,
                session.energy.wh(),
                session.currency.to_string(),
                session.cost.map(|cost| cost.net.minor4()),
                session
                    .cost
                    .and_then(|cost| cost.gross)
                    .map(|gross| gross.minor4()),
                session.last_updated.timestamp_millis(),
                hash,
                found.unit,
                found.who.driver,
                found.who.vehicle,
                found.who.user_group
            ])
        })
        .collect();
    land(
        db,
        include_str!("../sql/land_sessions.sql"),
        connection,
        &rows,
    )
    .await
}

async fn cdrs(
    db: &mut SqliteConnection,
    connection: &Connection,
    places: &Places,
    newest: &[Hashed<'_, Cdr>],
) -> Result<HashMap<String, i64>, WriteError> {
    let tokens = tokens(
        db,
        connection,
        newest.iter().map(|new| &new.arrival.record.token),
    )
    .await?;
    let rows: Vec<Value> = newest
        .iter()
        .zip(tokens)
        .map(|(Hashed { arrival, hash }, token)| {
            let cdr = &arrival.record;
            let found = places.find(&Where {
                connection: connection.row,
                party: &cdr.id.party,
                location_id: &cdr.location_id,
                evse_uid: cdr.evse_uid.as_ref(),
                evse_id: cdr.evse_id.as_ref(),
                token: (&cdr.token).into(),
                started_at: cdr.started_at,
            });
            let is_credit = cdr.credit.is_some();
            let (energy, net, gross) = if is_credit {
                let gross = cdr.cost.gross.map(model::Amount::as_credit);
                (cdr.energy.as_credit(), cdr.cost.net.as_credit(), gross)
            } else {
                (cdr.energy, cdr.cost.net, cdr.cost.gross)
            };
            json!([
                cdr.id.party.country_code.as_str(),
                cdr.id.party.party_id.as_str(),
                cdr.id.id.as_str(),
                cdr.session_id.as_ref().map(|id| id.as_str()),
                cdr.started_at.timestamp_millis(),
                cdr.ended_at.timestamp_millis(),
                found.day,
                cdr.location_id.as_str(),
                cdr.evse_uid.as_ref().map(|uid| uid.as_str()),
                found.location,
                found.evse,
                token,
                energy.wh(),
                cdr.currency.to_string(),
                net.minor4(),
                gross.map(|gross| gross.minor4()),
                i64::from(is_credit),
                cdr.credit
                    .as_ref()
                    .and_then(|credit| credit.reference_id.as_ref())
                    .map(|id| id.as_str()),
                cdr.last_updated.timestamp_millis(),
                hash,
                found.unit,
                cdr.evse_id.as_ref().map(|id| id.as_str()),
                found.who.driver,
                found.who.vehicle,
                found.who.user_group
            ])
        })
        .collect();
    land(db, include_str!("../sql/land_cdrs.sql"), connection, &rows).await
}

/// The rows of these tokens, in their order, made where they are new.
async fn tokens<'a>(
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
        let row: i64 = sqlx::query_scalar(include_str!("../sql/land_token.sql"))
            .bind(connection.row)
            .bind(token.party.country_code.as_str())
            .bind(token.party.party_id.as_str())
            .bind(token.uid.as_str())
            .bind(token.contract_id.as_str())
            .bind(&token.kind)
            .fetch_one(&mut *db)
            .await?;
        rows.insert(key(token), row);
    }
    Ok(tokens
        .filter_map(|token| rows.get(&key(token)).copied())
        .collect())
}

fn status(status: SessionStatus) -> &'static str {
    match status {
        SessionStatus::Active => "ACTIVE",
        SessionStatus::Completed => "COMPLETED",
        SessionStatus::Invalid => "INVALID",
        SessionStatus::Pending => "PENDING",
        SessionStatus::Reservation => "RESERVATION",
    }
}
