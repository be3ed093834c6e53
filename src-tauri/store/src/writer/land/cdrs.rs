use std::collections::HashMap;

use model::{Cdr, RecordId};
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

/// Lands CDRs, with their cells; those written, by hash.
pub(super) async fn land(
    db: &mut SqliteConnection,
    connection: &Connection,
    places: &Places,
    newest: &[Hashed<'_, Cdr>],
) -> Result<HashMap<String, i64>, WriteError> {
    let (mut groups, mut ids) = (Vec::new(), Vec::new());
    cells::before(db, &touched(connection, newest, &mut groups, &mut ids)).await?;
    let rows = upsert(db, connection, places, newest).await?;
    cells::after(db).await?;
    Ok(rows)
}

/// The CDRs of a page, with what they name and what they named before.
fn touched<'a>(
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

async fn upsert(
    db: &mut SqliteConnection,
    connection: &Connection,
    places: &Places,
    newest: &[Hashed<'_, Cdr>],
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
        });
    written(
        db,
        include_str!("../../sql/land_cdrs.sql"),
        connection,
        rows,
    )
    .await
}
