use model::{ChargingCost, Session, SessionStatus, TokenRef};
use ocpi::v2_2_1 as wire;

use super::{Rounded, Understood, Unfit, currency, id, ours, party};

pub(super) fn understood(session: wire::Session) -> Understood<Session> {
    let mut rounded = Rounded::default();
    let session = Session {
        id: id(session.country_code, session.party_id, session.id),
        status: status(session.status),
        started_at: session.start_date_time.utc(),
        ended_at: session.end_date_time.map(|at| at.utc()),
        location_id: ours(session.location_id),
        evse_uid: session.evse_uid.map(ours),
        token: token(session.cdr_token),
        energy: rounded.energy("kwh", session.kwh)?,
        currency: currency(&session.currency)?,
        cost: session
            .total_cost
            .map(|price| cost(&mut rounded, &price))
            .transpose()?,
        last_updated: session.last_updated.utc(),
    };
    Ok((session, rounded))
}

pub(super) fn token(token: wire::CdrToken) -> TokenRef {
    TokenRef {
        party: party(token.country_code, token.party_id),
        uid: ours(token.uid),
        kind: token.kind.as_str().to_owned(),
        contract_id: ours(token.contract_id),
    }
}

pub(super) fn cost(rounded: &mut Rounded, price: &wire::Price) -> Result<ChargingCost, Unfit> {
    Ok(ChargingCost {
        net: rounded.amount("total_cost.excl_vat", price.excl_vat)?,
        gross: price
            .incl_vat
            .map(|gross| rounded.amount("total_cost.incl_vat", gross))
            .transpose()?,
    })
}

fn status(status: wire::SessionStatus) -> SessionStatus {
    match status {
        wire::SessionStatus::Active => SessionStatus::Active,
        wire::SessionStatus::Completed => SessionStatus::Completed,
        wire::SessionStatus::Invalid => SessionStatus::Invalid,
        wire::SessionStatus::Pending => SessionStatus::Pending,
        wire::SessionStatus::Reservation => SessionStatus::Reservation,
    }
}
