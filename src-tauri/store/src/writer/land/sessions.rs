use std::collections::HashMap;

use model::{RecordId, Session, SessionStatus};
use serde_json::json;
use sqlx::SqliteConnection;

use super::{
    super::{
        Connection,
        cells::{self, Touch},
        place::{Places, Where},
    },
    Hashed, tokens, written,
};
use crate::error::WriteError;

/// Lands Sessions, with their cells; those written, by hash.
pub(super) async fn land(
    db: &mut SqliteConnection,
    connection: &Connection,
    places: &Places,
    newest: &[Hashed<'_, Session>],
) -> Result<HashMap<String, i64>, WriteError> {
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
) -> Result<HashMap<String, i64>, WriteError> {
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
        });
    written(
        db,
        include_str!("../../sql/land_sessions.sql"),
        connection,
        rows,
    )
    .await
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
