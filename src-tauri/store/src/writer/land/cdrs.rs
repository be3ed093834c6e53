use std::collections::HashMap;

use model::{Cdr, RecordId};
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
    of country, party, id, session_id, started_at, ended_at, day, location_id, evse_uid, location, evse, token,
        energy_wh, currency, net, gross, is_credit, credit_reference_id, last_updated_at, hash, unit, evse_id, driver,
        vehicle, user_group:
    include_str!("../../sql/land_cdrs.sql")
);

/// Lands CDRs, with their cells; those written, by hash.
pub(super) async fn land(
    db: &mut SqliteConnection,
    connection: &Connection,
    places: &Places,
    newest: &[Hashed<'_, Cdr>],
) -> Result<HashMap<Hash, i64>, WriteError> {
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
            [
                cdr.id.party.country_code.as_str().into(),
                cdr.id.party.party_id.as_str().into(),
                cdr.id.id.as_str().into(),
                cdr.session_id.as_ref().map(|id| id.as_str()).into(),
                cdr.started_at.timestamp_millis().into(),
                cdr.ended_at.timestamp_millis().into(),
                found.day.into(),
                cdr.location_id.as_str().into(),
                cdr.evse_uid.as_ref().map(|uid| uid.as_str()).into(),
                found.location.into(),
                found.evse.into(),
                token.into(),
                energy.wh().into(),
                cdr.currency.as_str().into(),
                net.minor4().into(),
                gross.map(|gross| gross.minor4()).into(),
                i64::from(is_credit).into(),
                cdr.credit
                    .as_ref()
                    .and_then(|credit| credit.reference_id.as_ref())
                    .map(|id| id.as_str())
                    .into(),
                cdr.last_updated.timestamp_millis().into(),
                hash.into(),
                found.unit.into(),
                cdr.evse_id.as_ref().map(|id| id.as_str()).into(),
                found.who.driver.into(),
                found.who.vehicle.into(),
                found.who.user_group.into(),
            ]
        });
    written(db, STATEMENT, connection, rows).await
}
