use std::collections::HashMap;

use model::{RecordId, Session, SessionStatus};
use sqlx::SqliteConnection;

use super::{
    super::{
        Connection,
        cells::{self, Touch},
        place::{Places, Where},
    },
    Hash, Hashed,
    rows::{over_rows, written},
    tokens,
};
use crate::error::WriteError;

const STATEMENT: &str = over_rows!(
    of country, party, id, status, started_at, ended_at, day, location_id, evse_uid, location, evse, token,
        energy_wh, currency, net, gross, last_updated_at, hash, unit, driver, vehicle, user_group:
    include_str!("../../sql/land_sessions.sql")
);

/// Lands Sessions, with their cells; those written, by hash.
pub(super) async fn land(
    db: &mut SqliteConnection,
    connection: &Connection,
    places: &Places,
    newest: &[Hashed<'_, Session>],
) -> Result<HashMap<Hash, i64>, WriteError> {
    let mut groups = Vec::new();
    cells::before(db, &[touched(connection, newest, &mut groups)]).await?;
    let rows = upsert(db, connection, places, newest).await?;
    cells::after(db).await?;
    Ok(rows)
}

/// The Sessions of a page, with the CDRs that name them.
fn touched<'a>(
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

async fn upsert(
    db: &mut SqliteConnection,
    connection: &Connection,
    places: &Places,
    newest: &[Hashed<'_, Session>],
) -> Result<HashMap<Hash, i64>, WriteError> {
    let tokens = tokens::rows(
        db,
        connection,
        newest.iter().map(|new| &new.arrival.record.token),
    )
    .await?;
    let rows = newest
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
            [
                session.id.party.country_code.as_str().into(),
                session.id.party.party_id.as_str().into(),
                session.id.id.as_str().into(),
                status(session.status).into(),
                session.started_at.timestamp_millis().into(),
                session.ended_at.map(|at| at.timestamp_millis()).into(),
                found.day.into(),
                session.location_id.as_str().into(),
                session.evse_uid.as_ref().map(|uid| uid.as_str()).into(),
                found.location.into(),
                found.evse.into(),
                token.into(),
                session.energy.wh().into(),
                session.currency.as_str().into(),
                session.cost.map(|cost| cost.net.minor4()).into(),
                session
                    .cost
                    .and_then(|cost| cost.gross)
                    .map(|gross| gross.minor4())
                    .into(),
                session.last_updated.timestamp_millis().into(),
                hash.into(),
                found.unit.into(),
                found.who.driver.into(),
                found.who.vehicle.into(),
                found.who.user_group.into(),
            ]
        });
    written(db, STATEMENT, connection, rows).await
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
